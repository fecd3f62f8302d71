/** The messages for finding a server. */
import loaders from 'messages:connect';
import type { NoResponse, ServerProblem } from '../../preload/api.ts';
import type { Catalogs } from '../catalog.ts';
import type { Part } from '../part.ts';

/** The number of characters that main accepts. */
const LONGEST_CLIENT_ID = 200;

type Texts = Catalogs['connect'];

export interface ConnectMessages extends Texts {
  serverProblem(problem: ServerProblem): string;
  /** Why a server could not be checked, and what to do. */
  serverUnreachable(because: NoResponse): string;
}

export const connect: Part<'connect', ConnectMessages> = {
  loaders,
  choose: (catalog, common, format) => ({
    ...catalog,
    serverProblem: (problem) =>
      problem === 'bad-client-id'
        ? catalog.serverProblems[problem]({ longest: format.number(LONGEST_CLIENT_ID) })
        : catalog.serverProblems[problem],
    serverUnreachable: ({ why }) =>
      // The window itself asks for a proxy's password, once a server is chosen.
      [common.whyNoResponse[why], why === 'proxy-password' ? '' : catalog.failures.nextSteps[why]]
        .filter(Boolean)
        .join(common.between),
  }),
};
