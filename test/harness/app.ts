/** `npm run app -- FLAGS`: runs the built app on the chosen runtime, for scripts. Starts no server and builds nothing. */
import { takeBuild } from './build.ts';
import { CannotRun, script, USAGE } from './cannot-run.ts';
import { keepsTerminal, runApp } from './child.ts';
import { splitCommandLine } from './command-line.ts';
import { appRecipe, choose } from './prepare.ts';

await script(async () => {
  const asked = splitCommandLine(process.argv.slice(2));
  if (asked.phone) throw new CannotRun('--phone is for npm start; npm run app starts no server.', USAGE);
  const build = takeBuild();
  try {
    return await runApp(appRecipe(build, await choose(asked, false), asked), keepsTerminal(asked));
  } finally {
    build.remove();
  }
});
