/** The one owner of a sign-in's tokens: it holds them in memory, and alone reads and writes the vault. Secret. */
import { isDeepStrictEqual } from 'node:util';
import type { EpochMs, Kept, StorageTrouble } from '../../preload/api.ts';
import { isSamePerson, type Person } from '../oauth/id-token.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Clock } from '../time/clock.ts';
import {
  type EndedOnItsOwn,
  type Loaded,
  orTrouble,
  type Refused,
  type StoredSession,
  type Vault,
} from '../vault/types.ts';
import { type HeldSession, newSession, restoredSession } from './held-session.ts';
import { createRotation, type Rotation } from './rotation.ts';

const SAVE_AGAIN_MS = 60_000;

/** Trouble that may pass by itself, and that can be tried again without asking the user for anything. */
const MAY_PASS_BY_ITSELF: ReadonlySet<StorageTrouble> = new Set(['disk-full', 'read-only', 'no-permission', 'io']);

/** What the vault held. `lives`: false if the sign-in lasted as long as its access token, and that has expired. */
export type Restored =
  | Exclude<Loaded, { kind: 'value' }>
  | { readonly kind: 'value'; readonly held: HeldSession; readonly lives: boolean };

export type TokenStore = ReturnType<typeof createTokenStore>;

/** Holds nothing until something is restored or taken. */
export function createTokenStore(options: {
  readonly server: Server;
  readonly vault: Vault;
  readonly clock: Clock;
  /** How the sign-in is kept has changed. */
  readonly onKept: (kept: Kept) => void;
  /** The access token has ended, and there is no refresh token. */
  readonly onRanOut: () => void;
}) {
  const { server, vault, clock, onKept, onRanOut } = options;
  let held: HeldSession | null = null;
  let rotations = 0;
  let isSigningOut = false;
  /** What was last learned of a person, and the moment of their sign-in; null: nothing. */
  let learned: { readonly signedInAt: EpochMs; readonly person: Person } | null = null;
  /** Resolves when the tokens of the newest sign-in are kept. */
  let taken: Promise<unknown> = Promise.resolve();

  /** Whether a response about this sign-in is still wanted: not once the user has signed out, or in again. */
  function isHeld({ session }: HeldSession): boolean {
    return !isSigningOut && held?.session === session;
  }

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
    // A refresh in progress writes its own, newer token.
    if (rotations > 0) return saveLater();
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

  /** The sign-in with what was learned of its person, unless it names someone else. */
  function withPerson(session: StoredSession): StoredSession {
    if (learned?.signedInAt !== session.signedInAt) return session;
    const { identity, name } = learned.person;
    if (session.accountName !== null && session.identity !== null) return session;
    if (isSamePerson(session.identity, identity) === false) return session;
    return { ...session, accountName: name ?? session.accountName, identity: session.identity ?? identity };
  }

  async function take(tokens: Tokens, endpoints: StoredSession['endpoints']): Promise<HeldSession> {
    // A response about the sign-in before is no longer wanted.
    held = null;
    const fresh = newSession(tokens, endpoints, server, clock);
    const saved = await orTrouble(vault.replace(fresh.session));
    const kept: Kept = saved.trouble ? { kind: 'until-quit', because: saved.trouble } : saved.value;
    const its = { ...fresh, kept, doubtful: false };
    held = its;
    saveLater();
    endWithAccessToken();
    return its;
  }

  return {
    /** The tokens in memory; null if no one is signed in. */
    current: () => held,
    isHeld,
    /** Proves how a sign-in would be kept. */
    prove: () => vault.prove(),
    /** Reads the vault, and takes what it holds. */
    async load(): Promise<Restored> {
      const loaded = await vault.load();
      if (loaded.kind === 'absent') held = null;
      if (loaded.kind !== 'value') return loaded;
      held = restoredSession(loaded, clock);
      endWithAccessToken();
      const { refreshToken, ended } = held.session;
      return { kind: 'value', held, lives: ended !== null || refreshToken !== null || held.access !== null };
    },
    /** Sets aside what cannot be read, if that is possible: nothing is deleted. */
    setAside: () => orTrouble(vault.setAside()),
    /** Takes a new sign-in's tokens, and keeps them: in memory while the disk is full. */
    take(tokens: Tokens, endpoints: StoredSession['endpoints']): Promise<HeldSession> {
      const taking = take(tokens, endpoints);
      taken = taking.catch(() => undefined);
      return taking;
    },
    /**
     * Keeps what was learned of the person of this sign-in, which may have new tokens by now. A refresh in progress keeps it
     * with its own. Null: that is still to come, or another sign-in is held.
     */
    async learn({ signedInAt }: StoredSession, person: Person): Promise<HeldSession | null> {
      if (held?.session.signedInAt !== signedInAt) return null;
      learned = { signedInAt, person };
      if (rotations > 0) return null;
      const named = { ...held, session: withPerson(held.session) };
      held = named;
      endWithAccessToken();
      if (named.kept.kind === 'until-quit') saveLater();
      // What cannot be written now is written with the next token. Saving would end a rotation that the token may still be in.
      else if (!named.doubtful) await orTrouble(vault.save(named.session));
      return held === named ? named : null;
    },
    /** Runs a refresh of a sign-in. Until it ends, nothing else is written about that sign-in. */
    async rotate<T>(asked: HeldSession, refresh: (rotation: Rotation) => Promise<T>): Promise<T> {
      rotations += 1;
      try {
        return await refresh(createRotation(vault, () => isHeld(asked), withPerson));
      } finally {
        rotations -= 1;
      }
    },
    /** Takes what a refresh left. */
    renew(renewed: HeldSession) {
      const isNew = renewed.session !== held?.session;
      held = { ...renewed, session: withPerson(renewed.session) };
      if (isNew) saveLater();
    },
    /** Keeps how often the server has refused in a row; null: no more. */
    async refused(refused: Refused | null) {
      if (!held || isDeepStrictEqual(held.session.refused, refused)) return;
      held = { ...held, session: { ...held.session, refused } };
      // Saving ends a rotation, which a doubtful token may still be in; what is in memory only ends with the app.
      if (!held.doubtful && held.kept.kind !== 'until-quit') await orTrouble(vault.save(held.session));
    },
    /** Moves a weakly kept sign-in into the keyring that is there now. The trouble, if it is still kept weakly then. */
    async protect(): Promise<StorageTrouble | null> {
      const { value: kept, trouble } = await orTrouble(vault.protect());
      // The user may have signed out meanwhile.
      if (held?.kept.kind !== 'weak') return null;
      if (kept) keptAs(kept);
      return trouble;
    },
    /** Saves at once what is in memory alone for lack of a keyring, in case it may be kept without one by now. */
    async keepAsChosen() {
      if (held?.kept.kind === 'until-quit' && held.kept.because === 'no-keyring') await saveAgain(held.session);
    },
    /** Saves once more what a locked keyring has kept out of the vault. */
    async keyringMayBeOpen() {
      if (held?.kept.kind !== 'until-quit' || held.kept.because !== 'keyring-locked') return;
      vault.keyringMayBeOpen();
      await saveAgain(held.session);
    },
    /** The session is over: its tokens are dropped, its account stays known. Resolves when that is on disk. */
    end(because: EndedOnItsOwn): Promise<unknown> {
      if (!held) return Promise.resolve();
      const session = { ...held.session, refreshToken: null, accessToken: null, ended: because };
      held = { ...held, session, access: null };
      return orTrouble(vault.save(session));
    },
    /**
     * Marks the sign-in as signed out, durably, before anything that can be interrupted; lets `revoke` end it at the server; and
     * deletes it. `trouble`: why something of it is left.
     */
    async signOut<T>(revoke: () => Promise<T>) {
      isSigningOut = true;
      try {
        // What is being taken up now is to be revoked, too.
        await taken;
        await orTrouble(vault.markSignedOut());
        const revoked = await revoke();
        held = null;
        const { trouble } = await orTrouble(vault.destroy());
        return { revoked, trouble };
      } finally {
        isSigningOut = false;
      }
    },
    /** Forgets everything that memory holds. */
    drop() {
      held = null;
    },
  };
}
