/** The types of the messages of each part of the window. */
import type { doctor } from '../locales/doctor.ts';
import type { WordsOf } from '../locales/part.ts';
import type { accounts } from '../locales/parts/accounts.ts';
import type { code } from '../locales/parts/code.ts';
import type { connect } from '../locales/parts/connect.ts';
import type { failed } from '../locales/parts/failed.ts';
import type { pages } from '../locales/parts/pages.ts';
import type { signedIn } from '../locales/parts/signed-in.ts';
import type { signedOut } from '../locales/parts/signed-out.ts';

/** The messages of each part, in addition to the common ones. */
export interface PartMessages {
  readonly accounts: WordsOf<typeof accounts>;
  readonly code: WordsOf<typeof code>;
  readonly connect: WordsOf<typeof connect>;
  readonly doctor: WordsOf<typeof doctor>;
  readonly failed: WordsOf<typeof failed>;
  readonly pages: WordsOf<typeof pages>;
  readonly 'signed-in': WordsOf<typeof signedIn>;
  readonly 'signed-out': WordsOf<typeof signedOut>;
}
