/** Takes over the profile from a process without a window that serves local tools. */
import type { Clock } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import type { ApiAddress, ApiResponse } from './client.ts';

/** A process that has just taken the profile starts its API within this time, or never. */
const START_PATIENCE_MS = 3_000;
/** How long the other process may take to finish, because the response to a refresh must not be lost. */
const END_PATIENCE_MS = 15_000;
/** How long a response may take. These requests are answered at once, even on a busy computer, so a slower process hangs. */
const RESPONSE_PATIENCE_MS = 10_000;
const PAUSE_MS = 50;

/** `kept`: the other process keeps the profile. `silent`: it doesn't respond or doesn't end. */
export type TakenOver = 'taken' | 'kept' | 'silent';

export interface TakeOverParts {
  /** The address of the profile's API; null if there is none yet. */
  readonly find: () => Promise<ApiAddress | null>;
  /** Rejects with the signal's reason. */
  readonly call: (address: ApiAddress, path: string, body: object | null, signal: AbortSignal) => Promise<ApiResponse>;
  /** Takes the profile's lock, if no other process has it. */
  readonly lock: () => boolean;
  readonly clock: Clock;
}

/**
 * A process with a window keeps the profile; one that serves a command gives it back, and its callers ask again here.
 * Resolves within a minute.
 * @param canWait leaves a process alone while it is asking the user, because this process could not ask
 */
export async function takeOver(
  { find, call, lock, clock }: TakeOverParts,
  { canWait = false } = {},
): Promise<TakenOver> {
  const ask = (address: ApiAddress, path: string, body: object | null) =>
    withDeadline(clock, RESPONSE_PATIENCE_MS, (signal) => call(address, path, body, signal)).catch(() => null);
  let sinceMs = clock.elapsedMs();
  let handedOver = false;
  while (clock.elapsedMs() - sinceMs < (handedOver ? END_PATIENCE_MS : START_PATIENCE_MS)) {
    // Look it up each time, because a command that waited may have taken the profile before this process could.
    const address = await find();
    if (address) {
      const status = canWait ? await ask(address, '/v1/status', null) : NOTHING;
      if (status && isAsking(status)) return 'kept';
      const response = status && (await ask(address, '/v1/hand-over', {}));
      if (!response) return 'silent';
      if (response.kind === 'problem') return 'kept';
      if (response.kind === 'ok' && !handedOver) {
        handedOver = true;
        // The other process begins to end now, however long its responses took.
        sinceMs = clock.elapsedMs();
      }
    }
    if (lock()) return 'taken';
    await clock.sleep(PAUSE_MS);
  }
  return handedOver ? 'silent' : 'kept';
}

const NOTHING: ApiResponse = { kind: 'no-response', sent: false };

function isAsking(response: ApiResponse): boolean {
  const status: { readonly consent_pending?: unknown } = (response.kind === 'ok' && Object(response.body)) || {};
  return status.consent_pending === true;
}
