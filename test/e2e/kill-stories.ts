/** The stories of a real process that is killed around rotations: the sign-in is intact, or an answer was lost and the app says so. */
import { join } from 'node:path';
import { chance } from '../harness/chance.ts';
import { expect, test } from '../harness/fixtures.ts';
import { figures, type Kill, momentsAround, verdictOf } from '../harness/kills.ts';
import { kill, rehearse, session } from './killing.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { residentVictim, terminalVictim, type Victim } from './victims.ts';

/** How often a run is killed. How long a rotation takes is looked at `rehearsals` times before. */
export interface Kills {
  readonly run: Victim['run'];
  readonly times: number;
  readonly rehearsals: number;
}

/** And once again after so many kills. */
const REHEARSED_EVERY = 5;
/** For each kill. */
const PATIENCE_MS = 20_000;

/** Prints the seed; with `KILLS_SEED` chance runs as it did then. */
export function tellKills(planned: readonly Kills[]): void {
  const times = planned.reduce((sum, kills) => sum + kills.times, 0);
  test(`killed ${times} times, at any moment around a rotation`, async ({ launch, terminal, server, home }) => {
    test.setTimeout(60_000 + times * PATIENCE_MS);
    const random = chance(process.env['KILLS_SEED']);
    const kills: Kill[] = [];
    const terminals = terminalVictim(terminal, server);
    const resident = residentVictim(launch, server, () => session(home));
    try {
      await terminals.signIn();
      for (const { run, times, rehearsals } of planned) {
        const victim = run === 'terminal' ? terminals : resident;
        const moments = momentsAround(random);
        for (let n = 0; n < rehearsals; n += 1) await rehearse(victim, moments, server, home);
        for (let n = 1; n <= times; n += 1) {
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
}
