/**
 * `npm run bench`: measures the built app against a blank one on the same runtime. `--quick`: takes about a minute.
 * `--only=tools`: one group of figures.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { script } from '../harness/cannot-run.ts';
import { DATA } from '../harness/paths.ts';
import { describeRuntime } from '../harness/runtime.ts';
import { prepareTests, shareWorld } from '../harness/test-world.ts';
import { versions } from '../harness/world.ts';
import { bundleStandIn } from './bundled-stand-in.ts';
import { type Figure, isMet } from './figure.ts';
import { accountsFigures } from './figures/accounts.ts';
import { approvalFigures } from './figures/approval.ts';
import { idleFigures } from './figures/idle.ts';
import { launchFigures } from './figures/launch.ts';
import { sizeFigures } from './figures/sizes.ts';
import { terminalFigures } from './figures/terminal.ts';
import { toolsFigures } from './figures/tools.ts';
import { weekFigures } from './figures/week.ts';
import { json, table } from './report.ts';

/** Only many pairs show a ratio below 1.1 reliably. */
const LAUNCHES = 40;
const PAIRS = 10;

await script(async () => {
  const args = process.argv.slice(2);
  const quick = args.includes('--quick');
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
  const { world, close } = await prepareTests(args.filter((arg) => !/^--(quick$|only=)/.test(arg)));
  try {
    const { runtime } = world;
    if (runtime.kind === 'stand-in') shareWorld({ ...world, runtime: { ...runtime, folder: await bundleStandIn() } });
    const figures: Figure[] = [];
    const groups: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
      sizes: () => sizeFigures(),
      launch: () => launchFigures(quick ? 2 : LAUNCHES),
      terminal: () => terminalFigures(quick ? 3 : PAIRS),
      tools: () => toolsFigures(quick ? 5 : 20),
      approval: () => approvalFigures(quick ? 2 : PAIRS),
      accounts: () => accountsFigures(quick ? 2 : 4 * PAIRS),
      week: () => weekFigures(quick ? 1 : 8),
      ...(!quick && { idle: () => idleFigures() }),
    };
    for (const [name, measure] of Object.entries(groups)) {
      if (only !== undefined && only !== name) continue;
      const measured = await measure();
      // Print now, so that these figures aren't lost if a later group fails.
      console.log(`${table(measured)}\n`);
      figures.push(...measured);
    }
    const described = describeRuntime(runtime, versions());
    const file = join(DATA, 'bench.json');
    writeFileSync(file, json(figures, { runtime: described, at: new Date().toISOString() }));
    console.log(`On ${described}. All samples: ${file}`);
    return figures.every(isMet) ? 0 : 1;
  } finally {
    await close();
  }
});
