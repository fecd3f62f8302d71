/** The only owner of a sign-in's tokens: holds them in memory, and is the only part to read and write the vault. Secret. */
import { isDeepStrictEqual } from 'node:util';
import type { EpochMs, Kept, StorageTrouble } from '../../preload/api.ts';
import type { Person } from '../oauth/id-token.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Clock } from '../time/clock.ts';
import {
  type EndedOnItsOwn,
  type Loaded,
  orTrouble,
  type RefusalCount,
  type StoredSession,
  type Vault,
} from '../vault/types.ts';
import { type HeldSession, keptAfter, type Learned, newSession, restoredSession, withPerson } from './held-session.ts';
import { createRotation, type Rotation } from './rotation.ts';
import { createSaveAgain } from './save-again.ts';

/** What the vault contained. `lives`: false if the sign-in has no refresh token and its access token has expired. */
type Restored =
  | Exclude<Loaded, { kind: 'value' }>
  | { readonly kind: 'value'; readonly held: HeldSession; readonly lives: boolean };

export type TokenStore = ReturnType<typeof createTokenStore>;

/** Starts empty, until `load` or `take`. */
export function createTokenStore(options: {
  readonly server: Server;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Called when the way the sign-in is kept has changed. */
  readonly onKept: (kept: Kept) => void;
  /** Called when the access token has expired and there is no refresh token. */
  readonly onRanOut: () => void;
}) {
  const { server, vault, clock, onKept, onRanOut } = options;
  let held: HeldSession | null = null;
  /** `signedInAt` of the sign-in that is being refreshed; null: none is. */
  let rotating: EpochMs | null = null;
  let isSigningOut = false;
  let learned: Learned | null = null;
  /** Resolves when the tokens of the newest sign-in are kept. */
  let taken: Promise<unknown> = Promise.resolve();

  /** Whether this is still the current sign-in. If the user has signed out or in again, responses for it are ignored. */
  function isHeld({ session }: HeldSession): boolean {
    return !isSigningOut && held?.session === session;
  }

  function keptAs(kept: Kept) {
    if (!held) return;
    held = { ...held, kept };
    onKept(kept);
  }

  const saveAgain = createSaveAgain({
    save: (session) => orTrouble(vault.save(session)),
    clock,
    current: () => held,
    isRotating: () => rotating === held?.session.signedInAt,
    onKept: keptAs,
  });

  function endWithAccessToken() {
    const ending = held;
    const endsAtMs = ending?.access?.endsAtMs ?? null;
    if (!ending || ending.session.refreshToken !== null || endsAtMs === null) return;
    void clock.until(endsAtMs).then(() => {
      if (held?.session === ending.session) onRanOut();
    });
  }

  /**
   * If this can't be saved now, the next refresh saves it. While the sign-in is doubtful, doesn't save: saving ends the rotation,
   * and the token on disk may already be used.
   */
  async function saveNamed(named: HeldSession): Promise<void> {
    if (named.kept.kind === 'until-quit') saveAgain.later();
    else if (!named.doubtful) await orTrouble(vault.save(named.session));
  }

  async function take(tokens: Tokens, endpoints: StoredSession['endpoints'], setsAside: boolean): Promise<HeldSession> {
    // A response about the sign-in before is no longer wanted.
    held = null;
    if (setsAside) await orTrouble(vault.setAside());
    const fresh = newSession(tokens, endpoints, server, clock);
    const saved = await orTrouble(vault.replace(fresh.session));
    const current = { ...fresh, kept: keptAfter(saved), doubtful: false };
    held = current;
    saveAgain.later();
    endWithAccessToken();
    return current;
  }

  return {
    /** The current sign-in; null if no one is signed in. */
    current: () => held,
    isHeld,
    /** Tests how a sign-in would be kept. */
    testStorage: () => vault.testStorage(),
    /** Reads the vault and takes the sign-in in it. */
    async load(): Promise<Restored> {
      const loaded = await vault.load();
      // Its folder may have been deleted outside the app.
      if (loaded.kind === 'absent') held = null;
      if (loaded.kind !== 'value') return loaded;
      held = restoredSession(loaded, clock);
      endWithAccessToken();
      return { kind: 'value', held, lives: held.session.refreshToken !== null || held.access !== null };
    },
    /**
     * Takes a new sign-in's tokens and stores them; while the disk is full, only in memory.
     * @param setsAside first sets aside a vault that can't be read, if possible. Deletes nothing.
     */
    take(tokens: Tokens, endpoints: StoredSession['endpoints'], setsAside: boolean): Promise<HeldSession> {
      const taking = take(tokens, endpoints, setsAside);
      taken = taking.catch(() => undefined);
      return taking;
    },
    /**
     * Adds what was learned about the person of this sign-in, which may have new tokens by now. If it's being refreshed,
     * `acceptRefreshed` keeps it. If another sign-in is held, changes nothing.
     */
    async learn({ signedInAt }: StoredSession, person: Person): Promise<void> {
      if (held?.session.signedInAt !== signedInAt) return;
      learned = { signedInAt, person };
      if (rotating === signedInAt) return;
      const named = { ...held, session: withPerson(held.session, learned) };
      held = named;
      endWithAccessToken();
      await saveNamed(named);
    },
    /** Runs a refresh. Until it ends, nothing else is written for that sign-in. */
    async rotate<T>(asked: HeldSession, refresh: (rotation: Rotation) => Promise<T>): Promise<T> {
      rotating = asked.session.signedInAt;
      try {
        return await refresh(
          createRotation(
            vault,
            () => isHeld(asked),
            (session) => withPerson(session, learned),
          ),
        );
      } finally {
        rotating = null;
      }
    },
    /** Takes the sign-in after a refresh. Resolves when what was learned of its person meanwhile is kept. */
    async acceptRefreshed(refreshed: HeldSession): Promise<void> {
      const named = { ...refreshed, session: withPerson(refreshed.session, learned) };
      const isNew = refreshed.session !== held?.session;
      held = named;
      if (!isDeepStrictEqual(named.session, refreshed.session)) await saveNamed(named);
      else if (isNew) saveAgain.later();
    },
    /** Stores how often the server has refused in a row; null: not any more. */
    async refused(refused: RefusalCount | null) {
      if (!held || isDeepStrictEqual(held.session.refused, refused)) return;
      held = { ...held, session: { ...held.session, refused } };
      // Don't save a doubtful token, because that would end its rotation, nor a sign-in that exists only in memory.
      if (!held.doubtful && held.kept.kind !== 'until-quit') await orTrouble(vault.save(held.session));
    },
    /** Moves a weakly protected sign-in to the keyring. Resolves with the problem if it's still weakly protected. */
    async protect(): Promise<StorageTrouble | null> {
      const { value: kept, trouble } = await orTrouble(vault.protect());
      // The user may have signed out meanwhile.
      if (held?.kept.kind !== 'weak') return null;
      if (kept) keptAs(kept);
      return trouble;
    },
    /** Tries to save a sign-in that exists only in memory for lack of a keyring, because the setting may have changed. */
    async keepAsChosen() {
      if (held?.kept.kind === 'until-quit' && held.kept.because === 'no-keyring') await saveAgain.now(held.session);
    },
    /** Retries saving a sign-in that a locked keyring kept out of the vault. */
    async keyringMayBeOpen() {
      if (held?.kept.kind !== 'until-quit' || held.kept.because !== 'keyring-locked') return;
      vault.keyringMayBeOpen();
      await saveAgain.now(held.session);
    },
    /** The session has ended: drops its tokens but keeps the account's name. Resolves when that is on disk. */
    end(because: EndedOnItsOwn): Promise<unknown> {
      if (!held) return Promise.resolve();
      const session = { ...held.session, refreshToken: null, accessToken: null, ended: because };
      held = { ...held, session, access: null };
      return orTrouble(vault.save(session));
    },
    /**
     * Marks the sign-in durably as signed out before anything that can be interrupted, calls `revoke` to end it at the server, and
     * deletes it. `trouble`: why something could not be deleted.
     */
    async signOut<T>(revoke: () => Promise<T>) {
      isSigningOut = true;
      try {
        // A sign-in that is still being stored must be revoked, too.
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
