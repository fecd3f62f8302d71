/** The sign-in as it is held in memory while it lives, and its way to the vault and back. Secret. */
import { isDeepStrictEqual } from 'node:util';
import type { EpochMs, Kept, StorageTrouble } from '../../preload/api.ts';
import { type Person, personIn } from '../oauth/id-token.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Clock } from '../time/clock.ts';
import type { EndedOnItsOwn, Refused, StoredSession, Vault } from '../vault/types.ts';
import { accessOf, after, restoredAccess, storedAccessOf } from './access-token.ts';
import { type HeldSession, orTrouble } from './refresher.ts';

const SAVE_AGAIN_MS = 60_000;

/** What a disk may get over, and what asking for again costs nobody anything. */
const MAY_PASS_BY_ITSELF: ReadonlySet<StorageTrouble> = new Set(['disk-full', 'read-only', 'no-permission', 'io']);

export interface TokenStore {
  /** The tokens in memory; null if no one is signed in. */
  current(): HeldSession | null;
  /** Takes what was read from the vault. Null: it lasted as long as its access token, and that has ended. */
  restore(loaded: Omit<HeldSession, 'access' | 'refreshEndsAtMs'>): HeldSession | null;
  /** Takes a new sign-in's tokens, and keeps them (signing in, rule 9: in memory while the disk is full). */
  take(tokens: Tokens, endpoints: StoredSession['endpoints']): Promise<HeldSession>;
  /** Keeps what was learned of the person of this sign-in; null if another one is held by now. */
  learn(session: StoredSession, person: Person): Promise<HeldSession | null>;
  /** Takes what a refresh left. */
  renew(held: HeldSession): void;
  /** Keeps how often the server has refused in a row; null: no more. */
  refused(refused: Refused | null): Promise<void>;
  /** The sign-in that is held is kept in this way now. */
  keptAs(kept: Kept): void;
  /** Saves at once what is in memory alone for want of a keyring, where it may be kept without one by now. */
  keepAsChosen(): Promise<void>;
  /** Saves once more what a locked keyring has kept out of the vault. */
  keyringMayBeOpen(): Promise<void>;
  /** The session is over: its tokens are dropped, its account stays known. Resolves when that is on disk. */
  end(because: EndedOnItsOwn): Promise<unknown>;
  /** Forgets everything that memory holds. */
  drop(): void;
  /** When the sign-in ends unless it is renewed, by the wall clock; null: that is not known, or never. */
  endsAt(): EpochMs | null;
}

/** Holds nothing until something is restored or taken. */
export function createTokenStore(options: {
  readonly server: Server;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly isRefreshing: () => boolean;
  /** How the sign-in is kept has changed. */
  readonly onKept: (kept: Kept) => void;
  /** The access token has ended, and there is no refresh token. */
  readonly onRanOut: () => void;
}): TokenStore {
  const { server, vault, clock, isRefreshing, onKept, onRanOut } = options;
  let held: HeldSession | null = null;

  function keptAs(kept: Kept) {
    if (!held) return;
    held = { ...held, kept };
    onKept(kept);
  }

  /**
   * A full disk may be emptied: until then the session lives in memory, and is written as soon as that works.
   * A keyring would ask for its password each time, so it is asked only when the user is present, never by a timer.
   */
  function saveLater() {
    const unsaved = held;
    if (unsaved?.kept.kind !== 'until-quit' || !MAY_PASS_BY_ITSELF.has(unsaved.kept.because)) return;
    void clock.sleep(SAVE_AGAIN_MS).then(async () => {
      if (held?.session === unsaved.session) await saveAgain(unsaved.session);
    });
  }

  async function saveAgain(session: StoredSession): Promise<void> {
    // A refresh in the air writes its own, newer token.
    if (isRefreshing()) return saveLater();
    const saved = await orTrouble(vault.save(session));
    if (held?.session !== session) return;
    keptAs(saved.trouble ? { kind: 'until-quit', because: saved.trouble } : saved.value);
    saveLater();
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
    restore(loaded) {
      const { session, doubtful } = loaded;
      const { refreshToken, refreshExpiresAt, signedInAt, ended } = session;
      // After a restart only the wall clock can tell how much of a life is left; one that was set back adds nothing to it.
      const refreshLeftMs = refreshExpiresAt === null ? null : refreshExpiresAt - Math.max(clock.now(), signedInAt);
      const access = restoredAccess(session, doubtful, clock);
      const restored = { ...loaded, access, refreshEndsAtMs: after(refreshLeftMs, clock.elapsedMs()) };
      held = restored;
      endWithAccessToken();
      return ended || refreshToken !== null || access ? restored : null;
    },
    async take(tokens, endpoints) {
      // An answer about the sign-in before is not wanted any more.
      held = null;
      const now = clock.now();
      const { identity, name } = personIn(tokens, server, now);
      const { refreshToken, refreshExpiresInMs } = tokens;
      const isAlone = refreshToken === null;
      const session: StoredSession = {
        refreshToken,
        refreshExpiresAt: isAlone ? null : after(refreshExpiresInMs, now),
        refused: null,
        accessToken: storedAccessOf(tokens, clock),
        endpoints,
        accountName: name,
        identity,
        signedInAt: now,
        ended: null,
      };
      const saved = await orTrouble(vault.replace(session));
      const kept: Kept = saved.trouble ? { kind: 'until-quit', because: saved.trouble } : saved.value;
      const refreshEndsAtMs = isAlone ? null : after(refreshExpiresInMs, clock.elapsedMs());
      const taken = { session, kept, access: accessOf(tokens, clock), refreshEndsAtMs, doubtful: false };
      held = taken;
      saveLater();
      endWithAccessToken();
      return taken;
    },
    async learn(session, { identity, name }) {
      if (held?.session !== session || isRefreshing()) return null;
      const named = { ...held, session: { ...session, accountName: name ?? session.accountName, identity } };
      held = named;
      if (named.kept.kind === 'until-quit') saveLater();
      // What cannot be written now is written with the next token.
      else await orTrouble(vault.save(named.session));
      return held === named ? named : null;
    },
    renew(renewed) {
      const isNew = renewed.session !== held?.session;
      held = renewed;
      if (isNew) saveLater();
    },
    async refused(refused) {
      if (!held || isDeepStrictEqual(held.session.refused, refused)) return;
      held = { ...held, session: { ...held.session, refused } };
      // Saving ends a rotation, which a doubtful token may still be in; what is in memory alone ends with the program.
      if (!held.doubtful && held.kept.kind !== 'until-quit') await orTrouble(vault.save(held.session));
    },
    keptAs,
    async keepAsChosen() {
      if (held?.kept.kind === 'until-quit' && held.kept.because === 'no-keyring') await saveAgain(held.session);
    },
    async keyringMayBeOpen() {
      if (held?.kept.kind !== 'until-quit' || held.kept.because !== 'keyring-locked') return;
      vault.keyringMayBeOpen();
      await saveAgain(held.session);
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
    endsAt() {
      if (!held) return null;
      const { refreshToken, refreshExpiresAt, accessToken } = held.session;
      return refreshToken === null ? (accessToken?.expiresAt ?? null) : refreshExpiresAt;
    },
  };
}
