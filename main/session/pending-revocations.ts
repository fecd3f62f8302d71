/** Tokens that still have to be revoked: tried at once, then kept encrypted for up to 30 days and retried at a slow pace (R8). */
import type { HttpClient } from '../net/http-client.ts';
import { type Identity, isSamePerson } from '../oauth/id-token.ts';
import type { Discovered } from '../oauth/metadata.ts';
import type { Server } from '../oauth/protocol.ts';
import { type Revocation, revoke } from '../oauth/revoke.ts';
import { atMost } from '../time/deadline.ts';
import {
  LONGEST_REVOKE_ONLY_MS,
  orTrouble,
  type RevokeOnlyStore,
  type RevokeOnlyToken,
  type StoredSession,
} from '../vault/types.ts';
import type { PendingRequests } from './pending-requests.ts';
import { createRefreshTimer, type RefreshTimerParts } from './refresh-timer.ts';

/** How long a sign-out waits for the keychain to keep a token for later. */
const KEYCHAIN_PATIENCE_MS = 3_000;

export type PendingRevocations = ReturnType<typeof createPendingRevocations>;

interface PendingRevocationParts extends RefreshTimerParts {
  readonly server: Server;
  readonly http: HttpClient;
  readonly revokeOnly: RevokeOnlyStore;
  readonly pendingRequests: PendingRequests;
  /** Called with the metadata when a token is revoked. */
  readonly onDiscovered: (discovered: Discovered) => void;
  /** Called with the final result for the newest token. */
  readonly onDone: (revocation: Revocation) => void;
}

/** Reads and sends nothing by itself. */
export function createPendingRevocations(parts: PendingRevocationParts) {
  const { server, http, revokeOnly, clock, pendingRequests, onDiscovered, onDone } = parts;
  const retry = createRefreshTimer(parts, () => pendingRequests.track(tryNow()));
  let kept: readonly RevokeOnlyToken[] = [];
  let misses = 0;
  let isKnown = false;
  let loaded: Promise<void> = Promise.resolve();
  let isPaused = false;

  async function read(signedIn: StoredSession | null): Promise<void> {
    const { value, trouble } = await orTrouble(revokeOnly.read());
    isKnown = trouble === null;
    // Tokens that this run has kept meanwhile are newer.
    const known = new Set(kept.map(({ token }) => token));
    kept = [...(value ?? []).filter(({ token }) => !known.has(token)), ...kept];
    const lives = signedIn?.refreshToken ?? signedIn?.accessToken?.value ?? null;
    if (lives !== null) await drop(lives);
    if (signedIn && lives !== null) await dropSamePerson(signedIn.identity);
    if (kept.length > 0 && !isPaused) retry.plan({ kind: 'start' });
  }

  /** Writes the tokens to disk. False: they stay only in memory. */
  async function write(): Promise<boolean> {
    const written = orTrouble(revokeOnly.write(kept)).then(({ trouble }) => trouble === null);
    return atMost(clock, KEYCHAIN_PATIENCE_MS, written, false);
  }

  /** The token needs no revocation, or has been revoked. */
  async function drop(token: string): Promise<void> {
    if (!kept.some((each) => each.token === token)) return;
    kept = kept.filter((each) => each.token !== token);
    if (kept.length === 0) retry.stop();
    await write();
  }

  async function revokeKept(token: RevokeOnlyToken): Promise<Revocation> {
    const revocation = await revoke(server, token, http, onDiscovered);
    if (revocation.kind !== 'unreachable') await drop(token.token);
    return revocation;
  }

  function retryLater() {
    if (kept.length === 0) {
      misses = 0;
      return;
    }
    misses += 1;
    if (!isPaused) retry.plan({ kind: 'no-response', misses, retryAfterMs: null });
  }

  /** Tries to revoke all tokens now. Resolves with the result for the newest; null if there was none. */
  async function tryNow(): Promise<Revocation | null> {
    const [newest] = kept.slice(-1);
    for (const { token, since } of kept) if (clock.now() - since >= LONGEST_REVOKE_ONLY_MS) await drop(token);
    let last: Revocation | null = null;
    for (const token of kept) {
      last = await revokeKept(token);
      if (token === newest && last.kind !== 'unreachable') onDone(last);
    }
    retryLater();
    return last;
  }

  return {
    /**
     * Reads the tokens that an earlier run left, except those of `signedIn`, which are left if that run was killed before it stored
     * the sign-in that was to replace it. Never rejects. If the keychain is locked, the next call tries again.
     */
    load(signedIn: StoredSession | null): Promise<void> {
      loaded = read(signedIn);
      return loaded;
    },
    /** Resolves when the tokens that an earlier run left have been read, or could not be. */
    loaded: () => loaded,
    /** Whether the tokens that an earlier run left could be read. */
    isKnown: () => isKnown,
    /** The newest token to revoke; null if there is none. */
    newest: (): RevokeOnlyToken | null => kept.at(-1) ?? null,
    /** Keeps a token, durably if possible, before anything else happens to it. Sends nothing yet. */
    async keep(token: RevokeOnlyToken): Promise<void> {
      if (kept.some((each) => each.token === token.token)) return;
      const before = kept;
      kept = [...kept, token];
      if (!(await write())) kept = before;
    },
    drop,
    /** Revokes a token now. Without a response, a token that was kept is retried later. */
    async revoke(token: RevokeOnlyToken): Promise<Revocation> {
      const revocation = await revokeKept(token);
      if (revocation.kind === 'unreachable') retryLater();
      return revocation;
    },
    /**
     * This person has signed in. Revoking another of their tokens could end this sign-in too (Keycloak ends all sessions of that
     * user and client), so their tokens are dropped, and also those of unknown persons. All others are revoked now.
     */
    async signedInAs(identity: Identity | null): Promise<void> {
      await dropSamePerson(identity);
      await tryNow();
    },
    tryNow,
    woke: retry.woke,
    /** Sends nothing by itself until `resume`. During a sign-in, the tokens may turn out to be the same person's. */
    pause(): void {
      isPaused = true;
      retry.stop();
    },
    /** Retries by itself, at a slow pace. */
    resume(): void {
      isPaused = false;
      retryLater();
    },
  };

  async function dropSamePerson(identity: Identity | null): Promise<void> {
    for (const { token, identity: owner } of kept) if (isSamePerson(owner, identity) !== false) await drop(token);
  }
}
