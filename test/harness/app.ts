/** `npm run app -- FLAGS`: the app as it was built, on the chosen runtime. For scripts: no server, no build. */
import { takeBuild } from './build.ts';
import { script } from './cannot-run.ts';
import { runApp } from './child.ts';
import { splitCommandLine } from './command-line.ts';
import { appRecipe, choose } from './prepare.ts';

await script(async () => {
  const build = takeBuild();
  try {
    const asked = splitCommandLine(process.argv.slice(2));
    return await runApp(appRecipe(build, await choose(asked, false), asked));
  } finally {
    build.remove();
  }
});
