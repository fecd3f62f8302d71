/** `npm run app -- FLAGS`: the app as it was built, on the chosen runtime. For scripts: no server, no build. */
import { assertBuilt } from './build.ts';
import { script } from './cannot-run.ts';
import { runApp } from './child.ts';
import { splitCommandLine } from './command-line.ts';
import { appRecipe, choose } from './prepare.ts';

await script(async () => {
  assertBuilt();
  const asked = splitCommandLine(process.argv.slice(2));
  return runApp(appRecipe(await choose(asked, false), asked));
});
