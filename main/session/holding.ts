/** The sign-in as it is held in memory while it lives, and its way to the vault and back. Secret. */
import type { Ended, EpochMs, Kept } from '../../preload/api.ts';
import { accountName } from '../oauth/id-token.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Clock } from '../oauth/runtime.ts';
import type { StoredSession, Vault } from '../vault/types.ts';
import { accessOf, type Held, orTrouble } from './refresher.ts';

const SAVE_AGAIN_MS = 60_000;

export interface Holding {
  /** What is held; null when nobody is signed in. */
  current(): Held | null;
  /** Takes what was read from the vault. False: it lasted as long as its access token, and that has ended. */
  restore(held: Held): boolean;
  /** Takes a new sign-in's tokens, and keeps them (signing in, rule 9: in memory while the disk is full). */
  take(tokens: Tokens): Promise<Held>;
  /** Keeps the name of the account of this sign-in; null if another one is held by now. */
  rename(session: StoredSession, accountName: string): Promise<Held | null>;
  /** Takes what a refresh left. */
  renew(held: Held): void;
  /** The session is over: its tokens are dropped, its account stays known. Resolves when that is on disk. */
  end(because: Ended): Promise<unknown>;
  /** Forgets everything that memory holds. */
  drop(): void;
  /** When a sign-in without a refresh token ends, by the wall clock; null: it renews itself. */
  until(): EpochMs | null;
}

export function createHolding(options: {
  readonly server: Server;
  readonly vault: Vault;
  readonly clock: Clock;
  /** A refresh in the air writes its own, newer token. */
  readonly isRefreshing: () => boolean;
  /** A sign-in that was in memory only has reached the disk. */
  readonly onKept: (kept: Kept) => void;
  /** The access token has ended, and there is no refresh token. */
  readonly onRanOut: () => void;
}): Holding {
  const { server, vault, clock, isRefreshing, onKept, onRanOut } = options;
  let held: Held | null = null;

  /** A full disk may be emptied: until then the session lives in memory, and is written as soon as that works. */
  function saveLater(unsaved: StoredSession) {
    void clock.sleep(SAVE_AGAIN_MS).then(async () => {
      if (held?.session !== unsaved) return;
      if (isRefreshing()) return saveLater(unsaved);
      const saved = await orTrouble(vault.save(unsaved));
      if (held?.session !== unsaved) return;
      if (saved.trouble) return saveLater(unsaved);
      held = { ...held, kept: saved.value };
      onKept(saved.value);
    });
  }

  function endWithAccessToken() {
    const ending = held;
    const endsAtMs = ending?.access?.endsAtMs ?? null;
    if (!ending || ending.session.refreshToken !== null || endsAtMs === null) return;
    void clock.until(endsAtMs).then(() => {
      if (held?.session === ending.session) onRanOut();
    });
  }

  return {
    current: () => held,
    restore(restored) {
      held = restored;
      const { refreshToken, accessToken, ended } = restored.session;
      if (refreshToken !== null || ended) return true;
      if (!accessToken) return false;
      // After a restart only the wall clock can tell how much of its life is left.
      const leftMs = accessToken.expiresAt === null ? null : accessToken.expiresAt - clock.now();
      if (leftMs !== null && leftMs <= 0) return false;
      const endsAtMs = leftMs === null ? null : clock.elapsedMs() + leftMs;
      held = { ...restored, access: { token: accessToken.value, endsAtMs } };
      endWithAccessToken();
      return true;
    },
    async take(tokens) {
      // An answer about the sign-in before is not wanted any more.
      held = null;
      const now = clock.now();
      const expiresAt = tokens.expiresInMs === null ? null : now + tokens.expiresInMs;
      const session: StoredSession = {
        refreshToken: tokens.refreshToken,
        accessToken: tokens.refreshToken === null ? { value: tokens.accessToken, expiresAt } : null,
        accountName: accountName(tokens, server, now),
        signedInAt: now,
        ended: null,
      };
      const saved = await orTrouble(vault.save(session));
      const kept: Kept = saved.trouble ? { kind: 'until-quit', because: saved.trouble } : saved.value;
      const taken = { session, kept, access: accessOf(tokens, clock), doubtful: false };
      held = taken;
      if (saved.trouble) saveLater(session);
      endWithAccessToken();
      return taken;
    },
    async rename(session, accountName) {
      if (held?.session !== session || isRefreshing()) return null;
      const named = { ...held, session: { ...session, accountName } };
      held = named;
      if (isOnlyInMemoryForNow(named.kept)) saveLater(named.session);
      // What cannot be written now is written with the next token.
      else await orTrouble(vault.save(named.session));
      return held === named ? named : null;
    },
    renew(renewed) {
      const unsaved = renewed.session !== held?.session && isOnlyInMemoryForNow(renewed.kept);
      held = renewed;
      if (unsaved) saveLater(renewed.session);
    },
    end(because) {
      if (!held) return Promise.resolve();
      const session = { ...held.session, refreshToken: null, accessToken: null, ended: because };
      held = { ...held, session, access: null };
      return orTrouble(vault.save(session));
    },
    drop() {
      held = null;
    },
    until: () => (held && held.session.refreshToken === null ? (held.session.accessToken?.expiresAt ?? null) : null),
  };
}

/** Without a keyring nothing is to be written; any other reason may pass. */
function isOnlyInMemoryForNow(kept: Kept): boolean {
  return kept.kind === 'until-quit' && kept.because !== 'no-keyring';
}
