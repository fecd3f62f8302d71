/** One attempt to sign in, from the press of the button to its end, as the states that a person sees. */
import { isDeepStrictEqual } from 'node:util';
import type { SessionState } from '../../preload/api.ts';
import type { Transport } from '../net/http-client.ts';
import { signIn } from '../oauth/device-flow.ts';
import type { PollEnding } from '../oauth/poll.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Awake, Clock, Random } from '../time/clock.ts';
import { patiently } from './keyring-wait.ts';

type Awaiting = Extract<SessionState, { kind: 'awaiting-approval' }>;

export interface AttemptParts {
  readonly server: Server;
  readonly deviceOs: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly awake: Awake;
}

/**
 * Proves the storage, asks for a code and waits for approval; `show` gets each step until `signal` fires.
 * Rejects only with the signal's reason; tokens that a poll in the air then still brings go to `onLate`.
 */
export async function attemptSignIn(
  parts: AttemptParts,
  steps: {
    readonly signal: AbortSignal;
    readonly prove: () => Promise<unknown>;
    readonly show: (state: SessionState) => void;
    readonly onLate: (tokens: Promise<Tokens | null>) => void;
  },
): Promise<PollEnding> {
  const { clock } = parts;
  const { signal, prove, onLate } = steps;
  const show = (state: SessionState) => {
    if (!signal.aborted) steps.show(state);
  };

  show({ kind: 'requesting-code' });
  // That a token cannot be kept is known before anybody takes out a phone.
  await patiently(clock, prove(), () => show({ kind: 'loading', keyring: 'waiting' }));
  signal.throwIfAborted();
  show({ kind: 'requesting-code' });

  const startedAt = clock.now();
  let shown: Awaiting | null = null;
  const ending = await signIn({
    ...parts,
    signal,
    onPrompt(prompt, lifetimeMs) {
      shown = { kind: 'awaiting-approval', prompt, startedAt, lifetimeMs, elapsedMs: 0, link: { kind: 'ok' } };
      show(shown);
    },
    onLink(link) {
      if (!shown || isDeepStrictEqual(shown.link, link)) return;
      shown = { ...shown, link };
      show(shown);
    },
    onLate,
  });
  signal.throwIfAborted();
  return ending;
}
