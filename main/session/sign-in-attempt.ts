/** One attempt to sign in, from the press of the button to its end, as the states that the user sees. */
import { isDeepStrictEqual } from 'node:util';
import type { SessionState } from '../../preload/api.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { Discovered } from '../oauth/metadata.ts';
import type { PollEnding } from '../oauth/pacing.ts';
import type { PollParts } from '../oauth/poll.ts';
import type { Server } from '../oauth/protocol.ts';
import { unlessAborted } from '../time/clock.ts';
import { waitForKeyring } from './keyring-wait.ts';

type Awaiting = Extract<SessionState, { kind: 'awaiting-approval' }>;

export interface AttemptParts extends Pick<PollParts, 'clock' | 'random' | 'awake'> {
  readonly server: Server;
  /** The `device_os`, read at each attempt: the user may have changed whether it names the computer. */
  readonly deviceOs: () => string;
  readonly http: HttpClient;
}

/** How an attempt is followed. */
export interface AttemptSteps extends Pick<PollParts, 'signal' | 'connectionsDied' | 'onUnused'> {
  /** The server as it was last found, for when its metadata cannot be requested now. */
  readonly lastKnown: Server;
  /** Called with the server as it is used for this attempt. */
  readonly onDiscovered: (server: Server, discovered: Discovered) => void;
  readonly prove: () => Promise<unknown>;
  /** Gets each step; a function gives the step as it is at each moment. */
  readonly show: (step: SessionState | (() => SessionState)) => void;
}

/**
 * Proves the storage, finds the endpoints, asks for a code and waits for approval; `show` gets each step until `signal` fires.
 * Rejects only with the signal's reason.
 */
export async function attemptSignIn(parts: AttemptParts, steps: AttemptSteps): Promise<PollEnding> {
  const { clock } = parts;
  const { signal, prove, connectionsDied, onUnused } = steps;
  const show: AttemptSteps['show'] = (step) => {
    if (!signal.aborted) steps.show(step);
  };

  show({ kind: 'requesting-code' });
  // Its code is needed from here on: it comes while the storage is proven.
  const deviceFlow = import('../oauth/device-flow.ts');
  // That a token cannot be kept is known before the user takes out a phone.
  await waitForKeyring(clock, prove(), () => show({ kind: 'loading', keyring: 'waiting' }));
  signal.throwIfAborted();
  show({ kind: 'requesting-code' });

  const server = await findEndpoints(parts, steps);
  const { signIn } = await deviceFlow;
  const startedAt = clock.now();
  const deviceOs = parts.deviceOs();
  let shown: Omit<Awaiting, 'elapsedMs'> | null = null;
  let promptedAtMs = 0;
  const showWaiting = (waiting: Omit<Awaiting, 'elapsedMs'>) => {
    shown = waiting;
    show(() => ({ ...waiting, elapsedMs: clock.elapsedMs() - promptedAtMs }));
  };
  const signInWith = (scope: string | null) =>
    signIn({
      ...parts,
      deviceOs,
      server: { ...server, scope },
      connectionsDied,
      signal,
      onPrompt(prompt, lifetimeMs) {
        promptedAtMs = clock.elapsedMs();
        showWaiting({ kind: 'awaiting-approval', prompt, startedAt, lifetimeMs, link: { kind: 'ok' } });
      },
      onWaiting(link) {
        if (shown && !isDeepStrictEqual(shown.link, link)) showWaiting({ ...shown, link });
      },
      onUnused,
    });

  const ending = await signInWith(server.scope);
  signal.throwIfAborted();
  if (shown !== null || !isRefusedScope(ending)) return ending;
  if (server.scope === null) return { ...ending, failure: { ...ending.failure, lacksScope: true } };
  if (!server.automatic.includes('scope')) return ending;
  // The server knows a scope that it does not allow this client, and no one asked for it.
  const without = await signInWith(null);
  signal.throwIfAborted();
  return isRefusedScope(without) ? ending : without;
}

/** Without a scope in the request, `invalid_scope` means that the server requires one (RFC 6749 §3.3). */
function isRefusedScope(ending: PollEnding): ending is Refused {
  return ending.kind === 'failed' && ending.failure.kind === 'refused' && ending.failure.said.error === 'invalid_scope';
}

type Failed = Extract<PollEnding, { kind: 'failed' }>;
type Refused = Failed & { readonly failure: Extract<Failed['failure'], { kind: 'refused' }> };

/** Discovery first (R10), unless the user or a policy has set everything that it could name. */
async function findEndpoints(
  { server, http }: AttemptParts,
  { signal, lastKnown, onDiscovered }: AttemptSteps,
): Promise<Server> {
  if (server.automatic.length === 0) return server;
  const { discover, withMetadata } = await import('../oauth/metadata.ts');
  const discovered = await unlessAborted(discover(server.baseUrl, http), signal);
  const found = discovered.unanswered ? lastKnown : withMetadata(server, discovered.metadata);
  onDiscovered(found, discovered);
  return found;
}
