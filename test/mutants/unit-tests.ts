/** One mutant at a time, each in its own process: for mutants that are active only while a file loads. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { killGroup } from './child.ts';
import type { Mutant } from './mutant.ts';
import type { TestFile } from './trials.ts';
import type { Request, Response } from './unit-runner.ts';
import type { Verdict } from './verdict.ts';

/** How many test files to run. For code that every file loads, distant tests notice nothing that these don't. */
const NEAREST = 30;

export interface UnitTests {
  /** Runs the nearest of these test files, until one fails. */
  tryOn(mutant: Mutant, tests: readonly TestFile[]): Promise<Verdict>;
  close(): void;
}

export function createUnitTests(tree: string): UnitTests {
  let runner: ChildProcess | null = null;

  async function start(): Promise<ChildProcess> {
    // A separate process group, so that processes started by a test end with it.
    const child = fork('test/mutants/unit-runner.ts', { cwd: tree, detached: true, stdio: 'ignore' });
    await answerOf(child, 120_000);
    return child;
  }

  function close(): void {
    if (runner) killGroup(runner);
    runner = null;
  }

  process.once('exit', close);
  return {
    async tryOn(mutant, tests) {
      if (tests.length === 0) return { kind: 'survived', reachedBy: 0, stories: false };
      runner ??= await start();
      const nearest = inOrder(tests, mutant).slice(0, NEAREST);
      const files = nearest.map(({ name }) => name);
      const limitMs = 20_000 + 4 * nearest.reduce((sum, { ms }) => sum + ms, 0);
      const request: Request = { mutant: mutant.id, files };
      runner.send(request);
      try {
        // The message comes from its own process.
        const failed = (await answerOf(runner, limitMs)) as Response;
        return failed === null
          ? { kind: 'survived', reachedBy: tests.length, stories: false }
          : { kind: 'killed', by: failed };
      } catch {
        close();
        return { kind: 'killed', by: 'takes too long' };
      }
    },
    close,
  };
}

/** Rejects if it ends or takes too long. */
async function answerOf(child: ChildProcess, limitMs: number): Promise<unknown> {
  const stop = new AbortController();
  const giveUp = () => stop.abort();
  const late = setTimeout(giveUp, limitMs);
  child.once('exit', giveUp);
  try {
    const [message] = await once(child, 'message', { signal: stop.signal });
    return message;
  } finally {
    clearTimeout(late);
    child.off('exit', giveUp);
  }
}

/** Orders test files: first the mutant's own, then those of its folder, then the quick ones. */
function inOrder(tests: readonly TestFile[], { file }: Mutant): readonly TestFile[] {
  const own = file.replace(/^main\//, 'test/unit/').replace(/\.ts$/, '.test.ts');
  const distance = ({ name }: TestFile) => (name === own ? 0 : dirname(name) === dirname(own) ? 1 : 2);
  return tests.toSorted((a, b) => distance(a) - distance(b) || a.ms - b.ms);
}
