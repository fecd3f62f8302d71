/** Mutants and the unit tests: which test file reaches which mutant, and whether one of them fails because of it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { killGroup, runNode } from './child.ts';
import type { Mutant } from './mutant.ts';
import { REACHED } from './names.ts';
import type { Request, Response } from './unit-runner.ts';
import type { Verdict } from './verdict.ts';

/** What reaches mutants: a test file or a story. */
export interface Reaching {
  readonly name: string;
  readonly ms: number;
  readonly mutants: readonly string[];
}

const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/mutants/vitest.config.ts'];

/** Runs every test file once with no mutant active. Those that fail in the sandbox already (they read sources) are left out. */
export async function reachOfUnitTests(tree: string): Promise<readonly Reaching[]> {
  const folder = join(tree, '../reached-by-tests');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const report = join(tree, '../unit.json');
  await runNode([...VITEST, '--reporter=json', `--outputFile=${report}`], {
    folder: tree,
    environment: { [REACHED]: folder },
    limitMs: 30 * 60_000,
  });
  const failed = failedFiles(report, tree);
  return readdirSync(folder)
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .filter(({ name, mutants }: Reaching) => mutants.length > 0 && !failed.has(name));
}

export interface UnitTests {
  /** Runs the test files that reach it, until one fails. */
  tryOn(mutant: Mutant, tests: readonly Reaching[]): Promise<Verdict>;
  close(): void;
}

export function createUnitTests(tree: string): UnitTests {
  let runner: ChildProcess | null = null;

  async function start(): Promise<ChildProcess> {
    // A group of its own, so that what a test started ends with it.
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
      const files = inOrder(tests, mutant).map(({ name }) => name);
      const limitMs = 20_000 + 4 * tests.reduce((sum, { ms }) => sum + ms, 0);
      const request: Request = { mutant: mutant.id, files };
      runner.send(request);
      try {
        // Its own process sent it.
        const failed = (await answerOf(runner, limitMs)) as Response;
        return failed === null
          ? { kind: 'survived', reachedBy: files.length, stories: false }
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

/** The test file of its own first, then the quick ones. */
function inOrder(tests: readonly Reaching[], { file }: Mutant): readonly Reaching[] {
  const own = file.replace(/^main\//, 'test/unit/').replace(/\.ts$/, '.test.ts');
  return tests.toSorted((a, b) => Number(b.name === own) - Number(a.name === own) || a.ms - b.ms);
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
  }[];
}

function failedFiles(path: string, tree: string): ReadonlySet<string> {
  const { testResults }: Report = JSON.parse(readFileSync(path, 'utf8'));
  return new Set(
    testResults.filter(({ status }) => status === 'failed').map(({ name }) => name.replace(`${tree}/`, '')),
  );
}
