/**
 * How a command gets an answer from the API of its profile: from the process that has the profile, or, if none has, from
 * this one, which then serves other callers as well. So a hundred commands that start at once refresh a token once.
 */
import type { ApiAddress, ApiResponse } from '../local-tools/client.ts';
import type { Clock } from '../time/clock.ts';
import type { Answer, Call } from './commands/parts.ts';

/** A process that starts needs so long, on a busy computer, until it serves; and so does the one after it. */
const PATIENCE_MS = 30_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 400;

export interface CallerParts {
  /** The address at which the API of the profile listens; null: none yet. */
  readonly find: () => Promise<ApiAddress | null>;
  readonly send: (address: ApiAddress, path: string, body: object | null) => Promise<ApiResponse>;
  /** Takes the profile and serves its API. `taken`: another process has the profile, or this one serves already. */
  readonly serve: () => Promise<{ readonly kind: 'serving' | 'taken' } | Extract<Answer, { kind: 'problem' }>>;
  readonly clock: Clock;
}

/** What it returns sends requests, one or several, and never rejects. */
export function createCaller({ find, send, serve, clock }: CallerParts): Call {
  /** The answer; or whether a process was there, which quit or died: another one may follow it, and is asked again. */
  async function sendTo(
    address: ApiAddress | null,
    path: string,
    body: object | null,
  ): Promise<Answer | 'was-there' | 'no-one'> {
    if (!address) return 'no-one';
    const response = await send(address, path, body);
    if (response.kind === 'no-answer') return response.sent ? 'was-there' : 'no-one';
    return response.kind === 'problem' && response.problem === 'shutting-down' ? 'was-there' : response;
  }

  return async (path, body) => {
    let sinceMs = clock.elapsedMs();
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
      const answered = await sendTo(await find(), path, body);
      if (answered === 'was-there') sinceMs = clock.elapsedMs();
      else if (answered !== 'no-one') return answered;
      const served = await serve();
      if (served.kind === 'problem') return served;
      if (served.kind === 'serving') continue;
      if (clock.elapsedMs() - sinceMs > PATIENCE_MS) return NO_ANSWER;
      await clock.sleep(pauseMs);
    }
  };
}

const NO_ANSWER = {
  kind: 'problem',
  problem: 'busy',
  detail:
    'Transparenc Companion is running with this profile, but does not respond to local tools. If a sign-in in a terminal is in progress, finish it; otherwise the Tools page shows why.',
  retryAfterMs: null,
} as const;
