/** The messages for terminal mode, in addition to those for failures and ended sign-ins. */
import loaders from 'messages:terminal';
import type { Account, Approver, Kept, NoResponse, SandboxState } from '../../preload/api.ts';
import type { Catalogs } from '../catalog.ts';
import type { CommonMessages } from '../common.ts';
import { keptBy } from '../kept.ts';
import type { Part } from '../part.ts';
import { withoutSandbox } from '../sandbox.ts';
import { signedInAs } from '../signed-in-as.ts';
import { type Question, someoneElseQuestion } from '../someone-else.ts';
import type { FailedMessages } from './failed.ts';
import type { SignedOutMessages } from './signed-out.ts';

type Texts = Catalogs['terminal'];

export interface TerminalMessages extends Omit<Texts, 'kept' | 'terminal'> {
  /** How the sign-in is kept, as a sentence. */
  kept(kept: Kept): string;
  /** The question when someone approved who may not be the account's person. */
  someoneElseQuestion(approver: Approver, mayAdd: boolean): Question;
  /** What it means that the sandbox is off, and what to do; null if it's on. */
  withoutSandbox(sandbox: SandboxState): ReturnType<typeof withoutSandbox>;
  readonly terminal: Omit<Texts['terminal'], 'waiting' | 'stillTrying' | 'mustWait' | 'signedIn'> & {
    waiting(lifetimeMs: number): string;
    stillTrying(because: NoResponse): string;
    mustWait(ms: number): string;
    signedIn(account: Account): string;
  };
}

/** All messages of terminal mode. */
export type TerminalWords = CommonMessages & FailedMessages & SignedOutMessages & TerminalMessages;

export const terminal: Part<'terminal', TerminalMessages> = {
  loaders,
  choose: ({ terminal: texts, ...catalog }, common, format) => ({
    ...catalog,
    kept: (kept) => keptBy(kept, catalog.kept, catalog.storageReasons),
    someoneElseQuestion: (approver, mayAdd) => someoneElseQuestion(approver, mayAdd, catalog),
    withoutSandbox: (sandbox) => withoutSandbox(sandbox, catalog),
    terminal: {
      ...texts,
      waiting: (lifetimeMs) => texts.waiting({ duration: format.duration(lifetimeMs) }),
      stillTrying: ({ why, code }) => texts.stillTrying({ reason: common.whyNoResponse[why], code }),
      mustWait: (ms) => texts.mustWait({ duration: format.duration(ms) }),
      signedIn: (account) => signedInAs(account, texts),
    },
  }),
};
