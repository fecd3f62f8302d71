/** The messages for several accounts. */
import loaders from 'messages:accounts';
import type { Approver, NameProblem, SessionState } from '../../preload/api.ts';
import { accountState } from '../account-state.ts';
import type { Chunk } from '../chunk.ts';
import { someoneElseQuestion } from '../someone-else.ts';

const LONGEST_ACCOUNT_NAME = 32;

export const accounts = {
  loaders,
  choose: (catalog, _, format) => ({
    ...catalog,
    /** The question when someone approved who may not be the account's person. */
    someoneElseQuestion: (approver: Approver, mayAdd: boolean) => someoneElseQuestion(approver, mayAdd, catalog),
    /** The state of an account in one line, without its name and server. */
    accountState: (session: SessionState) => accountState(session, catalog),
    accounts: {
      ...catalog.accounts,
      /** The state of an account whose code is valid for this long. */
      waiting: (state: string, leftMs: number) =>
        catalog.accounts.waiting({ state, count: format.count(leftMs), duration: format.duration(leftMs) }),
      nameProblem(problem: NameProblem): string {
        const { nameProblems } = catalog.accounts;
        return problem === 'too-long'
          ? nameProblems[problem]({ longest: format.number(LONGEST_ACCOUNT_NAME) })
          : nameProblems[problem];
      },
    },
  }),
} satisfies Chunk<'accounts'>;
