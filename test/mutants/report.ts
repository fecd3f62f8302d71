/** The table of a run, by folder, and the survivors. */
import { type Equivalent, isSame } from './equivalent.ts';
import { described, folderOf, type Mutant } from './mutant.ts';
import { type Score, scoreOf } from './score.ts';
import type { Verdict } from './verdict.ts';

export interface Tried {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

export interface Summary {
  readonly text: string;
  readonly score: Score;
}

/** `known`: the mutants listed as equivalent. */
export function summarize(tried: readonly Tried[], known: readonly Equivalent[]): Summary {
  const counted = tried.filter(({ verdict }) => verdict.kind !== 'refused');
  const rows = [...Map.groupBy(counted, ({ mutant }) => folderOf(mutant.file))]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([folder, its]) => row(folder, its, known));
  const survivors = counted.filter(({ verdict }) => verdict.kind === 'survived');
  const reasonOf = ({ mutant }: Tried) => known.find((each) => isSame(each, mutant))?.reason;
  const wrong = counted.filter((it) => it.verdict.kind === 'killed' && reasonOf(it) !== undefined);
  return {
    score: scoreIn(counted, known),
    text: [
      '| folder | mutants | killed | survived | equivalent | score | 95 % interval |',
      '|---|---|---|---|---|---|---|',
      ...rows,
      row('all', counted, known),
      '',
      ...survivors.map(
        (it) =>
          `${reasonOf(it) ? 'Equivalent' : 'Survived'}: ${survivor(it)}${reasonOf(it) ? `: ${reasonOf(it)}` : ''}`,
      ),
      ...wrong.map((it) => `Listed as equivalent, but killed: ${described(it.mutant)}`),
    ].join('\n'),
  };
}

function row(name: string, its: readonly Tried[], known: readonly Equivalent[]): string {
  const { killed, survived, equivalent } = count(its, known);
  const { value, low, high } = scoreIn(its, known);
  return `| ${name} | ${its.length} | ${killed} | ${survived} | ${equivalent} | ${percent(value)} | ${percent(low)} to ${percent(high)} |`;
}

function scoreIn(its: readonly Tried[], known: readonly Equivalent[]): Score {
  const { killed, survived } = count(its, known);
  return scoreOf(killed, killed + survived);
}

function count(its: readonly Tried[], known: readonly Equivalent[]) {
  const killed = its.filter(({ verdict }) => verdict.kind === 'killed').length;
  const equivalent = its.filter(
    ({ mutant, verdict }) => verdict.kind === 'survived' && known.some((each) => isSame(each, mutant)),
  ).length;
  return { killed, equivalent, survived: its.length - killed - equivalent };
}

function survivor({ mutant, verdict }: Tried): string {
  const reached = verdict.kind === 'survived' ? verdict.reachedBy : 0;
  return `${described(mutant)} (${reached === 0 ? 'reached by no test' : `reached by ${reached}`})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
