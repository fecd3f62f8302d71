import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fileOf, isDone, KILLED, killedIn, type Line, logOf, readLines, unfinished, writeLine } from './trial-log.ts';

const SLOW: Line = { kind: 'test', test: 't1', name: 'a slow one', state: 'slow', mutants: ['1', '2'] };
const NONE: ReadonlySet<string> = new Set();

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'trials-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

it('a log is read as it was written, without a line that a killed process left half', () => {
  const log = logOf(folder(), 'test/unit/a.test.ts');
  expect(readLines(log)).toEqual([]);
  writeLine(log, SLOW);
  appendFileSync(log, '{"kind":"beg');
  expect(readLines(log)).toEqual([SLOW]);
  expect(fileOf('test+unit+a.test.ts.log')).toBe('test/unit/a.test.ts');
});

it('a trial that was begun last is unfinished until it ends', () => {
  const begin: Line = { kind: 'begin', test: 't1', mutant: '1', hungMs: 1_000 };
  expect(unfinished([SLOW, begin])).toEqual(begin);
  expect(unfinished([begin, { kind: 'end', test: 't1', mutant: '1', outcome: 'survived' }])).toBeNull();
  expect(unfinished([])).toBeNull();
});

it('a file has more to try only while a slow test reaches a mutant that lives', () => {
  const quick: readonly Line[] = [SLOW, { kind: 'done', patienceMs: 150 }];
  expect(isDone([SLOW], 150, NONE)).toBe(false);
  expect(isDone(quick, 150, NONE)).toBe(true);
  expect(isDone(quick, 3_000, NONE)).toBe(false);
  expect(isDone(quick, 3_000, new Set(['1']))).toBe(false);
  expect(isDone(quick, 3_000, new Set(['1', '2']))).toBe(true);
});

it('what any file has killed is known to all', () => {
  const trials = folder();
  expect(killedIn(trials)).toEqual(NONE);
  for (const mutant of ['1', '3'])
    writeLine(join(trials, KILLED), { kind: 'end', test: 't', mutant, outcome: 'killed' });
  expect(killedIn(trials)).toEqual(new Set(['1', '3']));
});
