/** Tokens that the server has still to revoke: tried at once, kept encrypted for up to 30 days, and tried again at a slow pace (R8). */

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

/** A sign-out waits no longer for a keychain that should keep a token for later. */
const KEYCHAIN_PATIENCE_MS = 3_000;

export interface PendingRevocations {
  /**
   * Reads what an earlier run left. The tokens of `signedIn` are not left over: a kill came between the note of them and
   * the sign-in that was to replace it. Never rejects; a keychain that is locked is asked again by the next call.
   */
  load(signedIn: StoredSession | null): Promise<void>;
  /** Resolves when what an earlier run left is known, as far as it could be read. */
  loaded(): Promise<void>;
  /** Whether what an earlier run left could be read. */
  isKnown(): boolean;
  /** The newest token that is kept; null: nothing is left to revoke. */
  newest(): RevokeOnlyToken | null;
  /** Keeps a token, durably if that is possible, before anything else happens to it. Asks the server nothing yet. */
  keep(token: RevokeOnlyToken): Promise<void>;
  /** The token needs no revocation, or has been revoked. */
  drop(token: string): Promise<void>;
  /** Asks the server to revoke a token now. If there is no answer, one that is kept is tried again later. */
  revoke(token: RevokeOnlyToken): Promise<Revocation>;
  /**
   * This person is signed in. Revoking another token of theirs could end this sign-in as well (Keycloak ends every session
   * of that user and client), so theirs are dropped, as are those whose person is unknown. The rest is revoked now.
   */
  signedInAs(identity: Identity | null): Promise<void>;
  /** Tries everything that is kept now. What came of the newest; null: nothing was kept. */
  tryNow(): Promise<Revocation | null>;
  /** The computer woke up. */
  woke(): void;
  /** Begins nothing more by itself; what is kept stays. While a sign-in is under way it may turn out to be the same person's. */
  pause(): void;
  /** Tries again by itself, at a slow pace. */
  resume(): void;
}

export interface PendingRevocationParts extends RefreshTimerParts {
  readonly server: Server;
  readonly http: HttpClient;
  readonly revokeOnly: RevokeOnlyStore;
  readonly pendingRequests: PendingRequests;
  /** What was found of the server when it was asked to revoke a token. */
  readonly onDiscovered: (discovered: Discovered) => void;
  /** The newest token was tried again, and this came of it for good. */
  readonly onDone: (revocation: Revocation) => void;
}

/** Reads nothing and sends nothing by itself. */
export function createPendingRevocations(parts: PendingRevocationParts): PendingRevocations {
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
    // What this run has kept meanwhile is newer.
    const known = new Set(kept.map(({ token }) => token));
    kept = [...(value ?? []).filter(({ token }) => !known.has(token)), ...kept];
    const lives = signedIn?.refreshToken ?? signedIn?.accessToken?.value ?? null;
    if (lives !== null) await drop(lives);
    if (signedIn && lives !== null) await dropSamePerson(signedIn.identity);
    if (kept.length > 0 && !isPaused) retry.plan({ kind: 'start' }, null);
  }

  /** False: what memory holds is not on disk, now or ever. */
  async function write(): Promise<boolean> {
    const written = orTrouble(revokeOnly.write(kept)).then(({ trouble }) => trouble === null);
    return atMost(clock, KEYCHAIN_PATIENCE_MS, written, false);
  }

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
    if (!isPaused) retry.plan({ kind: 'no-answer', misses, retryAfterMs: null }, null);
  }

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
    load(signedIn) {
      loaded = read(signedIn);
      return loaded;
    },
    loaded: () => loaded,
    isKnown: () => isKnown,
    newest: () => kept.at(-1) ?? null,
    async keep(token) {
      if (kept.some((each) => each.token === token.token)) return;
      const before = kept;
      kept = [...kept, token];
      if (!(await write())) kept = before;
    },
    drop,
    async revoke(token) {
      const revocation = await revokeKept(token);
      if (revocation.kind === 'unreachable') retryLater();
      return revocation;
    },
    async signedInAs(identity) {
      isPaused = false;
      await dropSamePerson(identity);
      if (kept.length > 0) await tryNow();
    },
    tryNow,
    woke: retry.woke,
    pause() {
      isPaused = true;
      retry.stop();
    },
    resume() {
      isPaused = false;
      retryLater();
    },
  };

  async function dropSamePerson(identity: Identity | null): Promise<void> {
    for (const { token, identity: its } of kept) if (isSamePerson(its, identity) !== false) await drop(token);
  }
}
