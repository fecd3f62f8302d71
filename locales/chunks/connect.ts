/** The messages for finding a server. */
import loaders from 'messages:connect';
import type { NoResponse, ServerProblem } from '../../preload/api.ts';
import type { Chunk } from '../chunk.ts';

/** The number of characters that main accepts. */
const LONGEST_CLIENT_ID = 200;

export const connect = {
  loaders,
  choose: (catalog, common, format) => ({
    ...catalog,
    serverProblem: (problem: ServerProblem): string =>
      problem === 'bad-client-id'
        ? catalog.serverProblems[problem]({ longest: format.number(LONGEST_CLIENT_ID) })
        : catalog.serverProblems[problem],
    /** Why a server could not be checked, and what to do. */
    serverUnreachable: ({ why }: NoResponse): string =>
      // Once a server is chosen, the window asks for a proxy's password.
      [common.whyNoResponse[why], why === 'proxy-password' ? '' : catalog.failures.nextSteps[why]]
        .filter(Boolean)
        .join(common.between),
  }),
} satisfies Chunk<'connect'>;
