/**
 * The real process, killed around rotations: the sign-in is intact, or an answer was lost and the app says so.
 * Each run prints its seed; with `KILLS_SEED` chance runs as it did then.
 */
import { join } from 'node:path';
import { chance } from '../harness/chance.ts';
import { expect, test } from '../harness/fixtures.ts';
import { figures, type Kill, momentsAround, verdictOf } from '../harness/kills.ts';
import { kill, rehearse, session } from './killing.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { residentVictim, terminalVictim } from './victims.ts';

const long = process.env['LONG'] === '1';
/** None of windows in the short run: each costs the start of a whole browser. */
const KILLS = long ? { terminal: 60, window: 40 } : { terminal: 3, window: 0 };
/** How long a rotation takes is looked at so often before the first kill, and once again after so many. */
const [REHEARSALS, REHEARSED_EVERY] = [long ? 3 : 1, 5];

test('killed at any moment around a rotation', async ({ launch, terminal, server, home }) => {
  test.setTimeout(long ? 15 * 60_000 : 90_000);
  const random = chance(process.env['KILLS_SEED']);
  const kills: Kill[] = [];
  const terminals = terminalVictim(terminal, server);
  const resident = residentVictim(launch, server, () => session(home));
  try {
    await terminals.signIn();
    for (const victim of [terminals, resident]) {
      if (KILLS[victim.run] === 0) continue;
      const moments = momentsAround(random);
      for (let n = 0; n < REHEARSALS; n += 1) await rehearse(victim, moments, server, home);
      for (let n = 1; n <= KILLS[victim.run]; n += 1) {
        const done = await kill(victim, moments, server, home);
        kills.push(done);
        expect(verdictOf(done), JSON.stringify(done)).not.toBe('otherwise');
        if (n % REHEARSED_EVERY === 0) await rehearse(victim, moments, server, home);
      }
    }
  } finally {
    console.log(`${figures(kills)} KILLS_SEED=${random.seed}`);
  }
  expectNoSecrets({ home: { folder: join(home.profile, 'vault') }, server });
});
