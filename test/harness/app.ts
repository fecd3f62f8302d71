/** `npm run app -- FLAGS`: the app as it was built, on the chosen runtime. For scripts: no server, no build. */
import { assertBuilt } from './build.ts';
import { say, script } from './cannot-run.ts';
import { runApp } from './child.ts';
import { splitCommandLine } from './command-line.ts';
import { appRecipe, choose } from './prepare.ts';
import { describeRuntime } from './runtime.ts';
import { versions } from './world.ts';

await script(async () => {
  assertBuilt();
  const asked = splitCommandLine(process.argv.slice(2));
  const choice = await choose(asked, false);
  if (!asked.onlyAsks && choice.runtime.kind === 'stand-in')
    say(`This is ${describeRuntime(choice.runtime, versions())}.`);
  return runApp(appRecipe(choice, asked));
});
