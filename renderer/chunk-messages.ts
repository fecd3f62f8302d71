/** The types of the messages of each chunk of the window. */
import type { WordsOf } from '../locales/chunk.ts';
import type { accounts } from '../locales/chunks/accounts.ts';
import type { code } from '../locales/chunks/code.ts';
import type { connect } from '../locales/chunks/connect.ts';
import type { failed } from '../locales/chunks/failed.ts';
import type { pages } from '../locales/chunks/pages.ts';
import type { signedIn } from '../locales/chunks/signed-in.ts';
import type { signedOut } from '../locales/chunks/signed-out.ts';
import type { doctor } from '../locales/doctor.ts';

/** The messages of each chunk, in addition to the common ones. */
export interface ChunkMessages {
  readonly accounts: WordsOf<typeof accounts>;
  readonly code: WordsOf<typeof code>;
  readonly connect: WordsOf<typeof connect>;
  readonly doctor: WordsOf<typeof doctor>;
  readonly failed: WordsOf<typeof failed>;
  readonly pages: WordsOf<typeof pages>;
  readonly 'signed-in': WordsOf<typeof signedIn>;
  readonly 'signed-out': WordsOf<typeof signedOut>;
}
