/** One attempt to sign in, from the button to its end, as a series of states that the user sees. */
import { isDeepStrictEqual } from 'node:util';
import type { SessionState, StateOf } from '../../preload/api.ts';
import type { HttpClient } from '../net/http-client.ts';
import { authorizeDevice } from '../oauth/device-flow.ts';
import { type Discovered, discover, withMetadata } from '../oauth/metadata.ts';
import type { PollEnding } from '../oauth/pacing.ts';
import type { PollParts } from '../oauth/poll.ts';
import type { Server } from '../oauth/protocol.ts';
import { unlessAborted } from '../time/clock.ts';
import { waitForKeyring } from './keyring-wait.ts';

type Awaiting = StateOf<'awaiting-approval'>;

export interface AttemptParts extends Pick<PollParts, 'clock' | 'random' | 'awake'> {
  readonly server: Server;
  /** Returns `device_os`. Called at each attempt, because the user may have changed whether it includes the computer's name. */
  readonly deviceOs: () => string;
  readonly http: HttpClient;
}

/** The callbacks of an attempt. */
interface AttemptSteps extends Pick<PollParts, 'signal' | 'connectionsDied' | 'onUnused'> {
  /** The server as last found, used if its metadata can't be requested now. */
  readonly lastKnown: Server;
  /** Called with the server as used for this attempt. */
  readonly onDiscovered: (server: Server, discovered: Discovered) => void;
  readonly testStorage: () => Promise<unknown>;
  /** Called with the state of each step, or with a function that returns it if it changes over time. */
  readonly show: (step: SessionState | (() => SessionState)) => void;
}

/**
 * Tests the storage, finds the endpoints, requests a code and waits for approval.
 * Rejects only with the signal's reason.
 */
export async function attemptSignIn(parts: AttemptParts, steps: AttemptSteps): Promise<PollEnding> {
  const { clock } = parts;
  const { signal, testStorage, connectionsDied, onUnused } = steps;
  const show: AttemptSteps['show'] = (step) => {
    if (!signal.aborted) steps.show(step);
  };

  // Test the storage before there is a code, so that users learn before they take out their phone if the sign-in can't be kept.
  const tested = waitForKeyring(clock, testStorage(), () => show({ kind: 'loading', keyring: 'waiting' }));
  const [server] = await Promise.all([findEndpoints(parts, steps), tested]);
  signal.throwIfAborted();
  show({ kind: 'requesting-code' });

  const startedAt = clock.now();
  const deviceOs = parts.deviceOs();
  let shown: Omit<Awaiting, 'elapsedMs'> | null = null;
  let promptedAtMs = 0;
  const showWaiting = (waiting: Omit<Awaiting, 'elapsedMs'>) => {
    shown = waiting;
    show(() => ({ ...waiting, elapsedMs: clock.elapsedMs() - promptedAtMs }));
  };
  const authorizeWith = (scope: string | null) =>
    authorizeDevice({
      ...parts,
      deviceOs,
      server: { ...server, scope },
      connectionsDied,
      signal,
      onPrompt(prompt, lifetimeMs) {
        promptedAtMs = clock.elapsedMs();
        showWaiting({ kind: 'awaiting-approval', prompt, startedAt, lifetimeMs, connection: { kind: 'ok' } });
      },
      onWaiting(connection) {
        if (shown && !isDeepStrictEqual(shown.connection, connection)) showWaiting({ ...shown, connection });
      },
      onUnused,
    });

  const ending = await authorizeWith(server.scope);
  signal.throwIfAborted();
  if (shown !== null || !isRefusedScope(ending)) return ending;
  if (server.scope === null) return { ...ending, failure: { ...ending.failure, lacksScope: true } };
  if (!server.automatic.includes('scope')) return ending;
  // The server supports a scope, but not for this client, and neither the user nor a policy has set it.
  const without = await authorizeWith(null);
  signal.throwIfAborted();
  return isRefusedScope(without) ? ending : without;
}

/**
 * Whether the server refused the requested scope.
 * Without one in the request, `invalid_scope` means it requires one (RFC 6749 §3.3).
 */
function isRefusedScope(ending: PollEnding): ending is RefusedEnding {
  return (
    ending.kind === 'failed' && ending.failure.kind === 'refused' && ending.failure.response.error === 'invalid_scope'
  );
}

type Failed = Extract<PollEnding, { kind: 'failed' }>;
type RefusedEnding = Failed & { readonly failure: Extract<Failed['failure'], { kind: 'refused' }> };

/** Finds the endpoints by discovery (R10), unless the user or a policy has set all of them. */
async function findEndpoints(
  { server, http }: AttemptParts,
  { signal, lastKnown, onDiscovered }: AttemptSteps,
): Promise<Server> {
  if (server.automatic.length === 0) return server;
  const discovered = await unlessAborted(discover(server.baseUrl, http), signal);
  const found = discovered.noResponse ? lastKnown : withMetadata(server, discovered.metadata);
  onDiscovered(found, discovered);
  return found;
}
