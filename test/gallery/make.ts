/**
 * `npm run gallery -- FLAGS`: pictures of every state, by the real app on the chosen runtime, and a sheet of them all, in
 * `.data/gallery`. `--update-snapshots` keeps the pictures of test/gallery/pictures, which the README shows, as they are now.
 */
import { rmSync } from 'node:fs';
import { script } from '../harness/cannot-run.ts';
import { splitCommandLine } from '../harness/command-line.ts';
import { runStories } from '../harness/runners.ts';
import { exitCodeOf, summary } from '../harness/tally.ts';
import { prepareTests } from '../harness/test-world.ts';
import { GALLERY } from './pictures.ts';

await script(async () => {
  process.env['LONG'] = '1';
  process.env['GALLERY'] = '1';
  rmSync(GALLERY, { recursive: true, force: true });
  const args = process.argv.slice(2);
  const { close } = await prepareTests(args);
  try {
    const tally = await runStories(['test/e2e/gallery.long.spec.ts', ...splitCommandLine(args).forApp]);
    console.log(`The pictures and their sheet are in ${GALLERY}.`);
    console.log(summary(tally));
    return exitCodeOf(tally);
  } finally {
    await close();
  }
});
