/**
 * `npm run test:mutants`: changes main/ in one small place after the other, and counts the changes that no test notices.
 * README.md explains the flags.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { script } from '../harness/cannot-run.ts';
import { DATA } from '../harness/paths.ts';
import { isSame, readEquivalents } from './equivalent.ts';
import { described } from './mutant.ts';
import { summarize, type Tried } from './report.ts';
import { continueRun, type RunOptions, sampled } from './run.ts';

const WANTED = 0.95;

// Processes in their own group would outlive a Ctrl-C.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

await script(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '400' },
      only: { type: 'string' },
      tests: { type: 'string', multiple: true, default: [] },
      stories: { type: 'string', multiple: true, default: [] },
      unit: { type: 'boolean', default: false },
      'at-most': { type: 'string', default: 'Infinity' },
      fresh: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
    },
  });
  const { only } = values;
  const first = join(DATA, 'mutants', only?.replaceAll('/', '+') ?? values.seed);
  const folder = values.again ? `${first}-again` : first;
  if (values.fresh || values.again || only) rmSync(folder, { recursive: true, force: true });
  const choose: RunOptions['choose'] = async (mutants, sources, compiler) => {
    if (values.again) {
      const survivors = survivorsOf(first);
      return mutants.filter((each) => survivors.some(({ mutant }) => isSame(mutant, each)));
    }
    if (only !== undefined) return mutants.filter(({ file }) => `${file}/`.startsWith(only.replace(/\/*$/, '/')));
    return sampled(values.seed, Number(values.count), mutants, sources, compiler);
  };
  const known = readEquivalents();
  const { tried, isDone } = await continueRun({
    folder,
    choose,
    tests: values.tests,
    stories: values.unit || only !== undefined ? null : values.stories,
    atMost: Number(values['at-most']),
    isEquivalent: (mutant) => known.some((each) => isSame(each, mutant)),
    onTried: ({ mutant, verdict }) => console.log(`${verdict.kind.padEnd(8)} ${described(mutant)}`),
  });
  const { text, score } = summarize(tried, known);
  console.log(`\n${only ?? `Seed ${values.seed}`}${isDone ? '' : ', so far'}\n${text}`);
  return isDone && score.value >= WANTED ? 0 : 1;
});

function survivorsOf(folder: string): readonly Tried[] {
  const file = join(folder, 'tried.json');
  if (!existsSync(file)) return [];
  const tried: readonly Tried[] = JSON.parse(readFileSync(file, 'utf8'));
  return tried.filter(({ verdict }) => verdict.kind === 'survived');
}
