/** The messages for several accounts. */
import loaders from 'messages:accounts';
import type { Approver, NameProblem, SessionState } from '../../preload/api.ts';
import { accountState } from '../account-state.ts';
import type { Catalogs } from '../catalog.ts';
import type { Part } from '../part.ts';
import { type SomeoneElseQuestion, someoneElseQuestion } from '../someone-else.ts';

const LONGEST_ACCOUNT_NAME = 32;

export interface AccountsMessages extends Omit<Catalogs['accounts'], 'accounts'> {
  /** The question when someone approved who may not be the account's person. */
  someoneElseQuestion(approver: Approver, mayAdd: boolean): SomeoneElseQuestion;
  /** The state of an account in one line, without its name and server. */
  accountState(session: SessionState): string;
  readonly accounts: Omit<Catalogs['accounts']['accounts'], 'waiting'> & {
    /** The state of an account whose code is valid for this long. */
    waiting(state: string, leftMs: number): string;
    nameProblem(problem: NameProblem): string;
  };
}

export const accounts: Part<'accounts', AccountsMessages> = {
  loaders,
  choose: (catalog, _, format) => ({
    ...catalog,
    someoneElseQuestion: (approver, mayAdd) => someoneElseQuestion(approver, mayAdd, catalog),
    accountState: (session) => accountState(session, catalog),
    accounts: {
      ...catalog.accounts,
      waiting: (state, ms) =>
        catalog.accounts.waiting({ state, count: format.count(ms), duration: format.duration(ms) }),
      nameProblem(problem) {
        const { nameProblems } = catalog.accounts;
        return problem === 'too-long'
          ? nameProblems[problem]({ longest: format.number(LONGEST_ACCOUNT_NAME) })
          : nameProblems[problem];
      },
    },
  }),
};
