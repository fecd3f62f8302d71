/**
 * Sends a command's requests to the API of its profile. If no process serves that, this one takes the profile and serves it,
 * for other callers as well, so a hundred commands started at once refresh a token only once.
 */
import type { ApiAddress, ApiResponse } from '../local-tools/client.ts';
import type { Clock } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import type { ApiProblem, ArrivedResponse, Call } from './commands/parts.ts';

/** Enough time for two processes, one after the other, to start serving on a busy computer. */
const PATIENCE_MS = 30_000;
/** Longer than a keyring, the user and a slow server take together. A process that takes longer hangs. */
const RESPONSE_LIMIT_MS = 5 * 60_000;
/** The same for a request without a body, such as for the status: it waits for nothing, but a keyring may hold up the process. */
const QUESTION_LIMIT_MS = 30_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 400;

interface CallerParts {
  /** The address of the profile's API; null if there is none yet. */
  readonly find: () => Promise<ApiAddress | null>;
  /** Rejects with the signal's reason. */
  readonly send: (address: ApiAddress, path: string, body: object | null, signal: AbortSignal) => Promise<ApiResponse>;
  /** Takes the profile and serves its API. `taken`: another process has the profile, or this one already serves. */
  readonly serve: () => Promise<{ readonly kind: 'serving' | 'taken' } | ApiProblem>;
  readonly clock: Clock;
}

/** The returned function sends one request per call and never rejects. */
export function createCaller({ find, send, serve, clock }: CallerParts): Call {
  /** The response; if there is none, whether a process was there and quit, in which case another may follow it. */
  async function sendTo(
    address: ApiAddress | null,
    path: string,
    body: object | null,
  ): Promise<ArrivedResponse | 'was-there' | 'no-one'> {
    if (!address) return 'no-one';
    const limitMs = body === null ? QUESTION_LIMIT_MS : RESPONSE_LIMIT_MS;
    const response = await withDeadline(clock, limitMs, (signal) => send(address, path, body, signal)).catch(
      () => null,
    );
    if (!response) return NO_RESPONSE;
    if (response.kind === 'no-response') return response.sent ? 'was-there' : 'no-one';
    return response.kind === 'problem' && response.problem === 'shutting-down' ? 'was-there' : response;
  }

  return async (path, body) => {
    let sinceMs = clock.elapsedMs();
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
      const result = await sendTo(await find(), path, body);
      if (result === 'was-there') sinceMs = clock.elapsedMs();
      else if (result !== 'no-one') return result;
      const served = await serve();
      if (served.kind === 'problem') return served;
      if (served.kind === 'serving') continue;
      if (clock.elapsedMs() - sinceMs > PATIENCE_MS) return NO_RESPONSE;
      await clock.sleep(pauseMs);
    }
  };
}

const NO_RESPONSE = {
  kind: 'problem',
  problem: 'busy',
  detail:
    'Transparenc Companion is running with this profile, but does not respond to local tools. If a sign-in in a terminal is in progress, finish it; otherwise the Tools page shows why. If no window responds either, end the app and start it again.',
} as const;
