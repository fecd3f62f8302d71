import { expect, it } from 'vitest';
import type { Mutant } from './mutant.ts';
import { summarize } from './report.ts';
import type { Verdict } from './verdict.ts';

const mutant = (file: string, line: number): Mutant => ({
  id: `${file}:${line}`,
  file,
  line,
  operator: 'ConditionalExpression',
  start: 0,
  end: 1,
  code: `if (line${line})`,
  original: `line${line}`,
  replacement: 'true',
});

const tried = (file: string, ...verdicts: Verdict['kind'][]) =>
  verdicts.map((kind, at) => {
    const verdicts: { [K in Verdict['kind']]: Verdict } = {
      refused: { kind: 'refused' },
      killed: { kind: 'killed', by: 'a test' },
      survived: { kind: 'survived', reachedBy: at, stories: true },
    };
    return { mutant: mutant(file, at), verdict: verdicts[kind] };
  });

it('counts by folder, without mutants that the compiler rejects or that are known to change nothing', () => {
  const known = [{ ...mutant('main/oauth/poll.ts', 2), reason: 'Nothing depends on it.' }];
  const { text, score } = summarize(
    [
      ...tried('main/oauth/poll.ts', 'killed', 'killed', 'survived', 'killed', 'refused'),
      ...tried('main/net/a.ts', 'survived', 'killed', 'survived', 'killed'),
    ],
    known,
  );
  expect(text).toContain('| main/net | 4 | 2 | 2 | 0 | 50.0 % |');
  expect(text).toContain('| main/oauth | 4 | 3 | 0 | 1 | 100.0 % |');
  expect(score.value).toBeCloseTo(5 / 7);
  expect(text).toContain('Survived: main/net/a.ts:0 ConditionalExpression: line0 → true (reached by no test)');
  expect(text).toContain(': line2 → true (reached by 2): Nothing depends on it.');
});

it('names mutants that are listed as equivalent although a test kills them', () => {
  const known = [{ ...mutant('main/oauth/poll.ts', 0), reason: 'Nothing depends on it.' }];
  const { text, score } = summarize(tried('main/oauth/poll.ts', 'killed'), known);
  expect(text).toContain('Listed as equivalent, but killed: main/oauth/poll.ts:0');
  expect(score.value).toBe(1);
});
