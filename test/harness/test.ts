/** `npm test`: runs all tests, and prints the result in the last line. `--long` adds the long tests. */
import { script } from './cannot-run.ts';
import { leftovers } from './processes.ts';
import { runStories, runUnitTests } from './runners.ts';
import type { Runtime } from './runtime.ts';
import { add, exitCodeOf, summary, type Tally } from './tally.ts';
import { prepareTests } from './test-world.ts';

await script(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--long')) process.env['LONG'] = '1';
  const { world, close } = await prepareTests(args);
  let tally: Tally;
  try {
    if (args.includes('--long')) tally = add(await runUnitTests('as-it-runs'), await runStories());
    else {
      // Stories spend much time waiting for windows and servers, so the unit tests run meanwhile.
      const [units, stories] = await Promise.all([runUnitTests('when-done'), runStories()]);
      tally = add(units, stories);
    }
  } finally {
    await close();
  }
  const left = await leftovers(world.mark);
  for (const { pid, command } of left) console.log(`Left running: ${pid} ${command}`);
  tally = add(tally, { passed: 0, failed: left.length, skipped: [] });

  for (const { name, reason } of tally.skipped) console.log(`Skipped: ${name}: ${reason}`);
  console.log(provenBy(world.runtime));
  console.log(summary(tally));
  return exitCodeOf(tally);
});

function provenBy(runtime: Runtime): string {
  if (runtime.kind === 'electron') return 'This run was on Electron itself.';
  return (
    'This run was on the stand-in for Electron. It proves nothing about the real one: its keyring, tray, notifications, ' +
    'menus, sandbox, fuses, its own Chromium and the order of its events.'
  );
}
