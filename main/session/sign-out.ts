/** Ending a sign-in here and at the server: rule R8. */
import type { StorageTrouble, Told } from '../../preload/api.ts';
import type { Transport } from '../net/http-client.ts';
import type { Server } from '../oauth/protocol.ts';
import { revoke } from '../oauth/revoke.ts';
import type { Clock } from '../time/clock.ts';
import type { Vault } from '../vault/types.ts';
import type { InTheAir } from './pending-requests.ts';
import { orTrouble, type Refreshed, type Refresher } from './refresher.ts';
import type { Holding } from './token-store.ts';

/** A sign-out waits this long for a refresh in the air, whose new token is the one to revoke. */
const REFRESH_PATIENCE_MS = 10_000;

/** What a sign-out needs of its session. */
export interface SignOutParts {
  readonly server: Server;
  readonly transport: Transport;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly holding: Holding;
  readonly refresher: Refresher;
  readonly inTheAir: InTheAir;
  /** What is stored could not be read, or not yet: there may be a token that nobody here knows. */
  readonly isUnread: boolean;
}

/** Sets the tombstone, tells the server, deletes. `trouble`: what could not be deleted is still there. */
export async function signOut(
  parts: SignOutParts,
): Promise<{ readonly told: Told; readonly trouble: StorageTrouble | null }> {
  const { vault, holding } = parts;
  // The tombstone is durable before anything that can be interrupted.
  await orTrouble(vault.bury());
  const told = await tellServer(parts);
  holding.drop();
  const { trouble } = await orTrouble(vault.destroy());
  return { told, trouble };
}

/** Revokes the refresh token, and with it the access token (RFC 7009 §2.1); where there is none, the access token itself. */
async function tellServer(parts: SignOutParts): Promise<Told> {
  const { server, transport, holding, isUnread } = parts;
  const refreshToken = await lastRefreshToken(parts);
  if (refreshToken !== null) return revoke(server, refreshToken, transport);
  const accessToken = holding.current()?.access?.token ?? null;
  if (accessToken !== null) return revoke(server, accessToken, transport, 'access_token');
  return isUnread ? 'not-told' : 'knew';
}

/** The newest refresh token. One that a slow refresh still brings is revoked when it comes. */
async function lastRefreshToken({
  server,
  transport,
  clock,
  holding,
  refresher,
  inTheAir,
}: SignOutParts): Promise<string | null> {
  const old = holding.current()?.session.refreshToken ?? null;
  const refreshing = refresher.inTheAir()?.then((outcome) => newerToken(outcome, old));
  if (!refreshing) return old;
  const patience = new AbortController();
  const tooLate = clock.sleep(REFRESH_PATIENCE_MS, patience.signal).then(
    () => void inTheAir.track(refreshing.then((token) => token && revoke(server, token, transport))),
    () => undefined,
  );
  const renewed = await Promise.race([refreshing, tooLate]);
  patience.abort();
  return renewed ?? old;
}

/** An answer that is of no other use may have brought one, too. */
function newerToken(outcome: Refreshed, old: string | null): string | null {
  const token = outcome.kind === 'ended' ? null : outcome.held.session.refreshToken;
  return token === old ? null : token;
}
