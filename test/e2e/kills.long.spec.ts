/** Kills a real process around rotations. Either the sign-in is intact, or a response was lost and the app reports that. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { chance } from '../harness/chance.ts';
import { startCommand } from '../harness/command.ts';
import { expect, type Home, type StoryFixtures, test } from '../harness/fixtures.ts';
import { figures, type Kill, momentsAround, verdictOf } from '../harness/kills.ts';
import { kill, rehearse, session } from './killing.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve } from './steps.ts';
import { residentVictim, terminalVictim, type Victim } from './victims.ts';

const PLAN: readonly { readonly run: Victim['run']; readonly times: number }[] = [
  { run: 'terminal', times: 60 },
  { run: 'window', times: 40 },
];
const TIMES = PLAN.reduce((sum, { times }) => sum + times, 0);

/** How many rotations are timed before the first kill. */
const REHEARSALS = 3;
/** After how many kills another rotation is timed. */
const REHEARSED_EVERY = 5;
/** The time limit for each kill. */
const PATIENCE_MS = 60_000;

// Prints the seed, so that `KILLS_SEED` can repeat a run.
test(`killed ${TIMES} times, at any moment around a rotation`, async ({ launch, terminal, server, home }) => {
  test.setTimeout(60_000 + TIMES * PATIENCE_MS);
  await killAll({ launch, terminal, server, home });
});

test(`killed ${TIMES} times with two more accounts on another server, which stay exactly as they are`, async ({
  launch,
  terminal,
  server,
  startServer,
  home,
}) => {
  test.setTimeout(60_000 + TIMES * PATIENCE_MS);
  const beside = await startServer();
  for (const person of ['ada@example.org', 'grace@example.org']) {
    const run = terminal({ server: beside, flags: ['--add-account'] });
    await approve(beside, (await run.prompt()).userCode, person);
    expect(await run.exitCode).toBe(0);
  }
  const others = () => filesOf(home).filter(([path]) => /^[0-9a-f]{16}\//.test(path));
  const [before, asked] = [others(), beside.log.length];
  expect(before.length).toBeGreaterThan(3);
  await killAll({ launch, terminal, server, home });
  // Each start renews the sign-in within ten minutes, so a few of these runs may have done that.
  if (beside.log.length === asked) expect(others()).toEqual(before);
  // The last run is still alive and responds.
  const status = startCommand({ home, args: ['status', '--json'] });
  expect(await status.exitCode).toBe(0);
  const { accounts } = JSON.parse(status.stdout.text());
  expect(accounts.filter(({ server: at }: { server: string }) => at === beside.url)).toMatchObject([
    { user: 'ada@example.org', state: 'signed-in' },
    { user: 'grace@example.org', state: 'signed-in' },
  ]);
});

async function killAll({
  launch,
  terminal,
  server,
  home,
}: Pick<StoryFixtures, 'launch' | 'terminal' | 'server' | 'home'>) {
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
}

/** All files of the vaults, by path, with their bytes. */
function filesOf({ profile }: Home): readonly (readonly [path: string, bytes: string])[] {
  const root = join(profile, 'vault');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [relative(root, path), readFileSync(path, 'base64')] as const)
    .sort();
}
