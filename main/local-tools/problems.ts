/** All problems of the local API, with type, HTTP status and exit code. */
import type { ToolProblem } from '../../preload/api.ts';
import { EXIT } from '../cli/exit-codes.ts';

interface Meaning {
  readonly status: number;
  readonly exitCode: number;
  /** RFC 9457 §3.1.3: a short summary that is the same for each occurrence. */
  readonly title: string;
}

/** The API's responses, the commands and docs/local-tools.md follow this table. */
export const PROBLEMS: Readonly<Record<ToolProblem, Meaning>> = {
  'bad-request': { status: 400, exitCode: EXIT.usage, title: 'The request is not valid.' },
  'not-found': { status: 404, exitCode: EXIT.usage, title: 'The API has nothing at this path.' },
  'untrusted-caller': { status: 403, exitCode: EXIT.usage, title: 'The API does not serve this caller.' },
  'unknown-account': { status: 404, exitCode: EXIT.usage, title: 'No account matches.' },
  'ambiguous-account': { status: 409, exitCode: EXIT.ambiguousAccount, title: 'More than one account matches.' },
  'not-signed-in': { status: 409, exitCode: EXIT.notSignedIn, title: 'No one is signed in.' },
  'storage-unreadable': { status: 409, exitCode: EXIT.storage, title: 'The sign-in cannot be read.' },
  declined: { status: 403, exitCode: EXIT.denied, title: 'The user did not allow it.' },
  'no-consent': { status: 403, exitCode: EXIT.noConsent, title: 'No one could be asked, or no one answered.' },
  'host-not-allowed': { status: 403, exitCode: EXIT.usage, title: 'This host cannot get the token.' },
  'tools-off': { status: 403, exitCode: EXIT.policyProblem, title: 'Local tools are off.' },
  'not-allowed-by-policy': {
    status: 403,
    exitCode: EXIT.policyProblem,
    title: 'The administrator does not allow this tool.',
  },
  'lifetime-unavailable': { status: 422, exitCode: EXIT.noSuchLifetime, title: 'No token is valid for that long.' },
  'server-unreachable': { status: 503, exitCode: EXIT.unreachable, title: 'The server cannot be reached.' },
  'server-refused': { status: 502, exitCode: EXIT.refused, title: 'The server refused.' },
  busy: { status: 429, exitCode: EXIT.busy, title: 'Too many requests are waiting.' },
  'shutting-down': { status: 503, exitCode: EXIT.busy, title: 'The app is quitting.' },
  internal: { status: 500, exitCode: EXIT.error, title: 'Something went wrong in the app.' },
};

const PREFIX = 'urn:transparenc-companion:problem:';

/** RFC 9457 §3.1.1 `type`. */
export function problemUri(type: ToolProblem): string {
  return PREFIX + type;
}

/** The problem with this `type`; null if it isn't one of this API's. */
export function problemOf(uri: unknown): ToolProblem | null {
  const name = typeof uri === 'string' && uri.startsWith(PREFIX) ? uri.slice(PREFIX.length) : null;
  return isProblemType(name) ? name : null;
}

/** Whether it's the name of a known problem. Other versions may have different ones. */
export function isProblemType(name: unknown): name is ToolProblem {
  return typeof name === 'string' && Object.hasOwn(PROBLEMS, name);
}

/** The command-line options for fields of a request. The commands themselves fill in the other fields. */
const OPTIONS: Readonly<Record<string, string>> = {
  tool: '--tool',
  reason: '--reason',
  account: '--account',
  server: '--server',
  host: '--host',
  minValid: '--min-valid',
};

/**
 * Rewrites a refusal's detail for the user of a command: `the field NAME` becomes the name of the option.
 * @param options the command's own names for fields, if they differ from the usual ones
 */
export function inTermsOfOptions(detail: string, options: Readonly<Record<string, string>> = {}): string {
  return detail.replace(/\bthe field (\w+)/gi, (phrase, name: string) => options[name] ?? OPTIONS[name] ?? phrase);
}
