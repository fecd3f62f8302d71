/** A real process that is killed around rotations: the sign-in is intact, or a response was lost and the app reports it. */
import { join } from 'node:path';
import { chance } from '../harness/chance.ts';
import { expect, test } from '../harness/fixtures.ts';
import { figures, type Kill, momentsAround, verdictOf } from '../harness/kills.ts';
import { kill, rehearse, session } from './killing.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { residentVictim, terminalVictim, type Victim } from './victims.ts';

const PLAN: readonly { readonly run: Victim['run']; readonly times: number }[] = [
  { run: 'terminal', times: 60 },
  { run: 'window', times: 40 },
];
const TIMES = PLAN.reduce((sum, { times }) => sum + times, 0);

/** How often it is looked how long a rotation takes: before the first kill, */
const REHEARSALS = 3;
/** and once again after so many. */
const REHEARSED_EVERY = 5;
/** For each kill. */
const PATIENCE_MS = 20_000;

// Prints the seed; with `KILLS_SEED` chance runs as it did then.
test(`killed ${TIMES} times, at any moment around a rotation`, async ({ launch, terminal, server, home }) => {
  test.setTimeout(60_000 + TIMES * PATIENCE_MS);
  const random = chance(process.env['KILLS_SEED']);
  const kills: Kill[] = [];
  const terminals = terminalVictim(terminal, server);
  const resident = residentVictim(launch, server, () => session(home));
  try {
    await terminals.signIn();
    for (const { run, times } of PLAN) {
      const victim = run === 'terminal' ? terminals : resident;
      const moments = momentsAround(random);
      for (let n = 0; n < REHEARSALS; n += 1) await rehearse(victim, moments, server, home);
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
