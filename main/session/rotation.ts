/**
 * Records a refresh in the vault, so that after a kill at any point the next run has a token it can use (R3). refresher.ts
 * sends it.
 */
import type { StorageTrouble } from '../../preload/api.ts';
import { orTrouble, type StoredSession, type Vault } from '../vault/types.ts';
import type { Fresh, HeldSession } from './held-session.ts';

export type Rotation = ReturnType<typeof createRotation>;

/**
 * @param isHeld whether the refreshed sign-in is still the current one; if not, its tokens are not written
 * @param withPerson adds what was learned about the person meanwhile
 */
export function createRotation(
  vault: Vault,
  isHeld: () => boolean,
  withPerson: (session: StoredSession) => StoredSession,
) {
  return {
    /** Notes durably that a refresh is about to be sent. Resolves with why that failed, unless the sign-in is only in memory. */
    async begin({ kept }: HeldSession): Promise<StorageTrouble | null> {
      const { trouble } = await orTrouble(vault.beginRotation());
      return kept.kind === 'until-quit' ? null : trouble;
    },
    /** Stores the tokens from a refresh of `held` before anyone uses them. Resolves with the sign-in and how it's kept now. */
    async persist(held: HeldSession, fresh: Fresh): Promise<HeldSession> {
      if (!isHeld()) return { ...held, ...fresh, access: null };
      const refreshed = { ...fresh, session: withPerson(fresh.session) };
      const saved = await orTrouble(vault.save(refreshed.session));
      if (!saved.trouble) return { ...refreshed, kept: saved.value, doubtful: false };
      const isNew = refreshed.session.refreshToken !== held.session.refreshToken;
      if (isNew) return { ...refreshed, kept: { kind: 'until-quit', because: saved.trouble }, doubtful: false };
      // Disk and memory hold the same token, so an error here loses nothing.
      await orTrouble(vault.abandonRotation());
      return { ...refreshed, kept: held.kept, doubtful: false };
    },
    /** The refresh ended without new tokens, and the old one is certainly unused. */
    abandon: (): Promise<unknown> => orTrouble(vault.abandonRotation()),
    /** The sign-in in the vault, if its refresh token is a different one by now; else null. */
    async reload(held: HeldSession): Promise<HeldSession | null> {
      const loaded = isHeld() ? await vault.load() : null;
      if (loaded?.kind !== 'value') return null;
      const { session, kept } = loaded;
      const isOther = session.refreshToken !== null && session.refreshToken !== held.session.refreshToken;
      return isOther ? { ...held, session, kept, doubtful: false } : null;
    },
  };
}
