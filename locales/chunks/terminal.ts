/** The messages for terminal mode, in addition to those for failures and ended sign-ins. */
import loaders from 'messages:terminal';
import type { Account, Approver, Kept, NoResponse, SandboxState } from '../../preload/api.ts';
import type { Chunk } from '../chunk.ts';
import { keptBy } from '../kept.ts';
import type { MessagesOf } from '../load.ts';
import { withoutSandbox } from '../sandbox.ts';
import { signedInAs } from '../signed-in-as.ts';
import { someoneElseQuestion } from '../someone-else.ts';
import type { failed } from './failed.ts';
import type { signedOut } from './signed-out.ts';

export const terminal = {
  loaders,
  choose: ({ terminal: texts, ...catalog }, common, format) => ({
    ...catalog,
    /** How the sign-in is kept, as a sentence. */
    kept: (kept: Kept) => keptBy(kept, catalog.kept, catalog.storageReasons),
    /** The question when someone approved who may not be the account's person. */
    someoneElseQuestion: (approver: Approver, mayAdd: boolean) => someoneElseQuestion(approver, mayAdd, catalog),
    /** What it means that the sandbox is off, and what to do; null if it's on. */
    withoutSandbox: (sandbox: SandboxState) => withoutSandbox(sandbox, catalog),
    terminal: {
      ...texts,
      waiting: (lifetimeMs: number) => texts.waiting({ duration: format.duration(lifetimeMs) }),
      stillTrying: ({ why, code }: NoResponse) => texts.stillTrying({ reason: common.whyNoResponse[why], code }),
      mustWait: (ms: number) => texts.mustWait({ duration: format.duration(ms) }),
      signedIn: (account: Account) => signedInAs(account, texts),
    },
  }),
} satisfies Chunk<'terminal'>;

/** All messages of terminal mode. */
export type TerminalWords = MessagesOf<[typeof failed, typeof signedOut, typeof terminal]>;
