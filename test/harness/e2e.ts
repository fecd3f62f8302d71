/** `npm run test:e2e -- FLAGS`: runs only the end-to-end stories. Passes other flags to Playwright. */
import { script } from './cannot-run.ts';
import { splitCommandLine } from './command-line.ts';
import { runStories } from './runners.ts';
import { exitCodeOf, summary } from './tally.ts';
import { prepareTests } from './test-world.ts';

await script(async () => {
  const args = process.argv.slice(2);
  const { close } = await prepareTests(args);
  try {
    const tally = await runStories(splitCommandLine(args).forApp);
    console.log(summary(tally));
    return exitCodeOf(tally);
  } finally {
    await close();
  }
});
