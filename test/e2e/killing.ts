/** Kills a run of the app in the middle of a rotation, and checks the sign-in afterwards. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { arrivalOf } from '../authorization-server/arrival.ts';
import type { AuthorizationServer, Home } from '../harness/fixtures.ts';
import { type Kill, type Moments, verdictOf } from '../harness/kills.ts';
import type { Victim } from './victims.ts';

/**
 * Kills a signed-in run at the next of `moments`, and lets the next run refresh. Leaves a sign-in unless the result was
 * unexpected.
 */
export async function kill(victim: Victim, moments: Moments, server: AuthorizationServer, home: Home): Promise<Kill> {
  const before = session(home);
  const asked = server.log.length;
  const afterMs = moments.next();
  const dead = await victim.die(afterMs);
  // It had ended before that moment, so it was not killed. The computer has become faster since the last rehearsal.
  if (!dead) {
    await rehearse(victim, moments, server, home);
    return kill(victim, moments, server, home);
  }

  await caughtUp(server);
  const deadAt = Date.now();
  const committed = dead.claimed || session(home) !== before;
  const { reported } = await victim.refresh();
  const refreshes = server.log.slice(asked).filter(({ grantType }) => grantType === 'refresh_token');
  const done: Kill = {
    run: victim.run,
    afterMs,
    sent: refreshes
      .filter(({ at }) => at <= deadAt)
      .map((exchange) => ({ outcome: exchange.outcome, arrival: arrivalOf(exchange) })),
    committed,
    reported,
    answers: refreshes.filter(({ at }) => at > deadAt).map(({ outcome }) => outcome),
  };
  if (verdictOf(done) === 'honestly interrupted') await victim.signIn();
  return done;
}

/** Adds an undisturbed rotation to `moments`. */
export async function rehearse(
  victim: Victim,
  moments: Moments,
  server: AuthorizationServer,
  home: Home,
): Promise<void> {
  const { startedAt, reported } = await victim.refresh();
  const sentAt = server.log.findLast(({ grantType }) => grantType === 'refresh_token')?.at;
  if (reported !== 'signed in' || sentAt === undefined)
    throw new Error(`undisturbed, but: ${JSON.stringify(reported)}`);
  moments.saw({ sentMs: sentAt - startedAt, committedMs: statSync(sessionFile(home)).ctimeMs - startedAt });
}

/** Resolves when the server has read everything that was sent to it before, because it reads in order. */
async function caughtUp({ url }: AuthorizationServer): Promise<void> {
  const answer = await fetch(`${url}/.well-known/openid-configuration`, { headers: { connection: 'close' } });
  await answer.text();
}

/** The session on disk; empty if there is none. */
export function session(home: Home): string {
  try {
    return readFileSync(sessionFile(home), 'base64');
  } catch {
    return '';
  }
}

/** The vault of the account on the story's server. Vaults that were set aside and those of other accounts are beside it. */
function sessionFile({ profile }: Home): string {
  const root = join(profile, 'vault');
  const folder = readdirSync(root).find((name) => /^[0-9a-f]{32}$/.test(name));
  return join(root, folder ?? '', 'session');
}
