import { describe, expect, it } from 'vitest';
import { assessRun, EMPTY, exitCodeOf, summary, type Tally } from './tally.ts';

const five: Tally = { passed: 5, failed: 0, skipped: [] };

describe('the last line', () => {
  it.each([
    [five, '5 passed, 0 failed'],
    [{ ...five, failed: 2 }, '5 passed, 2 failed'],
    [{ ...five, skipped: [{ name: 'a', reason: 'b' }] }, '5 passed, 0 failed, 1 skipped'],
  ])('%j is written as "%s"', (tally, line) => {
    expect(summary(tally)).toBe(line);
  });
});

describe('the exit code', () => {
  it.each([
    ['all passed', five, 0],
    ['one failed', { ...five, failed: 1 }, 1],
    ['nothing ran', EMPTY, 1],
    ['everything was skipped', { ...EMPTY, skipped: [{ name: 'a', reason: 'b' }] }, 1],
  ])('%s', (_case, tally, code) => {
    expect(exitCodeOf(tally)).toBe(code);
  });
});

describe('assessRun', () => {
  it.each([
    ['a runner that died before it could count', null, 1, 1],
    ['a runner that counted nothing and says that all is well', null, 0, 1],
    ['a runner that ended badly without naming a failure', five, 1, 1],
    ['a runner that a signal ended', five, null, 1],
    ['a runner that named its failures', { ...five, failed: 3 }, 1, 3],
    ['a runner that ended well', five, 0, 0],
  ])('%s', (_case, tally, exitCode, failed) => {
    expect(assessRun(tally, exitCode).failed).toBe(failed);
  });
});
