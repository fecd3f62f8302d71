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
      count: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      tests: { type: 'string', multiple: true, default: [] },
      stories: { type: 'string', multiple: true, default: [] },
      unit: { type: 'boolean', default: false },
      'at-most': { type: 'string', default: 'Infinity' },
      fresh: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
    },
  });
  const { only } = values;
  const isWhole = only.length === 0;
  const first = join(DATA, 'mutants', isWhole ? values.seed : only.join('+').replaceAll('/', '+'));
  const folder = values.again ? `${first}-again` : first;
  if (values.fresh || values.again || !isWhole) rmSync(folder, { recursive: true, force: true });
  const choose: RunOptions['choose'] = async (mutants, sources, compiler) => {
    if (values.again) {
      const survivors = survivorsOf(first);
      return mutants.filter((each) => survivors.some(({ mutant }) => isSame(mutant, each)));
    }
    const its = isWhole ? mutants : mutants.filter(({ file }) => only.some((folder) => isIn(folder, file)));
    if (!isWhole && values.count === undefined) return its;
    return sampled(values.seed, Number(values.count ?? 400), its, sources, compiler);
  };
  const known = readEquivalents();
  const { tried, isDone } = await continueRun({
    folder,
    choose,
    tests: values.tests,
    stories: values.unit || !isWhole ? null : values.stories,
    atMost: Number(values['at-most']),
    isEquivalent: (mutant) => known.some((each) => isSame(each, mutant)),
    onTried: ({ mutant, verdict }) => console.log(`${verdict.kind.padEnd(8)} ${described(mutant)}`),
  });
  const { text, score } = summarize(tried, known);
  console.log(`\n${isWhole ? `Seed ${values.seed}` : only.join(', ')}${isDone ? '' : ', so far'}\n${text}`);
  return isDone && score.value >= WANTED ? 0 : 1;
});

/** Whether a file lies in a folder, or is the file that is named instead. */
function isIn(folder: string, file: string): boolean {
  return `${file}/`.startsWith(folder.replace(/\/*$/, '/'));
}

function survivorsOf(folder: string): readonly Tried[] {
  const file = join(folder, 'tried.json');
  if (!existsSync(file)) return [];
  const tried: readonly Tried[] = JSON.parse(readFileSync(file, 'utf8'));
  return tried.filter(({ verdict }) => verdict.kind === 'survived');
}
