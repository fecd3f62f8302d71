/**
 * A runner for vitest that repeats each test with one mutant after the other of those it reaches, in one process. Before it
 * believes a failure, it runs the test without the mutant, which must pass, and with it once more.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type RunnerTask, type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, TestRunner } from 'vitest';
import { ACTIVE_MUTANT, PATIENCE, TRIALS } from './names.ts';
import { KILLED, killedIn, type Line, logOf, readLines, writeLine } from './trial-log.ts';

interface Attempt {
  readonly mutant: string | null;
  readonly limitMs: number;
}

interface Outcome {
  readonly passed: boolean;
  readonly ms: number;
}

const PLAIN: Attempt = { mutant: null, limitMs: Number.POSITIVE_INFINITY };

type Plan = Generator<Attempt, void, Outcome>;

/** How often a mutant can be evaluated before it counts as an endless loop. */
const EVALUATIONS = 100_000;
/** Tests may replace them. */
const { setTimeout, setImmediate, clearTimeout } = globalThis;

const folder = process.env[TRIALS] ?? '';
/** A test that takes longer is run only without mutants. */
const patienceMs = Number(process.env[PATIENCE]);
const wanted: ReadonlySet<string> = new Set(JSON.parse(readFileSync(join(folder, 'wanted.json'), 'utf8')));

export default class TrialRunner extends TestRunner {
  readonly #stryker: Stryker = strykerSpace();
  #log = '';
  /** The trials of an earlier process: pairs of a test and a mutant. */
  #tried: ReadonlySet<string> = new Set();
  /** The tests that have nothing more to try. */
  #isOver: ReadonlySet<string> = new Set();
  #plan: Plan | null = null;
  #attempt: Attempt = PLAIN;
  #begunMs = 0;
  #strayError = false;
  /** Set once a test fails without a mutant, which makes this process useless. */
  #isSpoiled = false;

  override onCollectStart(file: RunnerTestFile): void {
    super.onCollectStart(file);
    this.#log = logOf(folder, relative(process.cwd(), file.filepath));
    const known = readLines(this.#log);
    const ended = known.filter((line) => line.kind === 'end');
    this.#tried = new Set(ended.map(({ test, mutant }) => pair(test, mutant)));
    // In the first round, all tests that aren't slow have tried everything.
    const tests = known.some(({ kind }) => kind === 'done') ? known.filter((line) => line.kind === 'test') : [];
    this.#isOver = new Set(tests.filter(({ state }) => state !== 'slow').map(({ test }) => test));
    for (const event of ['unhandledRejection', 'uncaughtException'] as const)
      process.on(event, () => {
        this.#strayError = true;
      });
    this.#reach(undefined);
  }

  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    this.#reach(undefined);
    await super.onBeforeRunSuite(suite);
  }

  override async onBeforeRunTask(test: RunnerTask): Promise<void> {
    await super.onBeforeRunTask(test);
    if (test.type !== 'test' || test.mode === 'skip' || test.mode === 'todo') return;
    if (this.#isSpoiled || this.#isOver.has(test.id)) {
      test.mode = 'skip';
      return;
    }
    // The loop ends when the plan ends.
    test.repeats = Number.MAX_SAFE_INTEGER;
    this.#plan = this.#trials(test);
    this.#next(test, this.#plan.next());
  }

  override onBeforeTryTask(test: RunnerTask, options: { retry: number; repeats: number }): void {
    super.onBeforeTryTask(test, options);
    const { mutant } = this.#attempt;
    this.#reach(test.id);
    this.#stryker.activeMutant = mutant ?? '';
    this.#stryker.hitCount = 0;
    this.#stryker.hitLimit = EVALUATIONS;
    // The programs that a test starts need this.
    if (mutant === null) delete process.env[ACTIVE_MUTANT];
    else process.env[ACTIVE_MUTANT] = mutant;
    this.#strayError = false;
    this.#begunMs = performance.now();
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      if (Number.isFinite(this.#attempt.limitMs))
        late = setTimeout(() => reject(new Error('takes too long')), this.#attempt.limitMs);
    });
    try {
      await Promise.race([TestRunner.getTestFn(test)(), tooLong]);
    } finally {
      clearTimeout(late);
    }
  }

  override async onAfterRetryTask(test: RunnerTestCase, options: { retry: number; repeats: number }): Promise<void> {
    await super.onAfterRetryTask(test, options);
    // Unhandled rejections show up then.
    await new Promise((resolve) => setImmediate(resolve));
    const passed = test.result?.state === 'pass' && !this.#strayError;
    this.#stryker.activeMutant = '';
    if (this.#plan) this.#next(test, this.#plan.next({ passed, ms: performance.now() - this.#begunMs }));
  }

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    await super.onAfterRunSuite(suite);
    if (!('filepath' in suite) || this.#isSpoiled) return;
    const mutants = Object.keys(this.#stryker.mutantCoverage?.static ?? {}).filter((id) => wanted.has(id));
    writeLine(this.#log, { kind: 'loading', mutants, ms: Math.round(performance.now()) });
    writeLine(this.#log, { kind: 'done', patienceMs });
  }

  *#trials(test: RunnerTestCase): Plan {
    const first = yield PLAIN;
    const reached = this.#stryker.mutantCoverage?.perTest[test.id] ?? {};
    const mutants = Object.keys(reached).filter((id) => wanted.has(id));
    const name = test.fullTestName;
    const note = (state: Extract<Line, { kind: 'test' }>['state']) =>
      writeLine(this.#log, { kind: 'test', test: test.id, name, state, mutants });
    if (!first.passed) return note('failed');
    if (first.ms > patienceMs) return note('slow');
    if (mutants.length === 0) return;
    const second = yield PLAIN;
    if (!second.passed) return note('unsteady');
    note('steady');
    const limitMs = 2000 + 5 * Math.max(first.ms, second.ms);
    const killed = killedIn(folder);
    for (const mutant of mutants) {
      if (killed.has(mutant) || this.#tried.has(pair(test.id, mutant))) continue;
      writeLine(this.#log, { kind: 'begin', test: test.id, mutant, hungMs: 10_000 + 4 * limitMs });
      const outcome = yield* this.#tryOn(mutant, limitMs);
      const end: Line = { kind: 'end', test: test.id, mutant, outcome };
      writeLine(this.#log, end);
      if (outcome === 'killed') writeLine(join(folder, KILLED), end);
      if (outcome === 'unsure') this.#isSpoiled = true;
      if (this.#isSpoiled) return;
    }
  }

  *#tryOn(mutant: string, limitMs: number): Generator<Attempt, 'survived' | 'killed' | 'unsure', Outcome> {
    if ((yield { mutant, limitMs }).passed) return 'survived';
    const without = yield PLAIN;
    // If the computer suddenly becomes busy, tests are late as well.
    if (!without.passed || without.ms > limitMs / 2) return 'unsure';
    return (yield { mutant, limitMs }).passed ? 'unsure' : 'killed';
  }

  /** vitest ends the repeats of a test that is skipped. */
  #next(test: RunnerTestCase, { value, done }: IteratorResult<Attempt, void>): void {
    if (!done) this.#attempt = value;
    if (!test.result) return;
    delete test.result.errors;
    if (done) test.result.state = 'skip';
  }

  /** Mutants reached from now on are attributed to this test, or to loading the file. */
  #reach(test: string | undefined): void {
    if (test === undefined) delete this.#stryker.currentTestId;
    else this.#stryker.currentTestId = test;
  }
}

function strykerSpace(): Stryker {
  globalThis.__stryker__ ??= {};
  return globalThis.__stryker__;
}

function pair(test: string, mutant: string): string {
  return `${test} ${mutant}`;
}

/** The state that the instrumented code keeps for StrykerJS. */
interface Stryker {
  activeMutant?: string;
  currentTestId?: string;
  hitCount?: number;
  hitLimit?: number;
  readonly mutantCoverage?: {
    readonly static: Readonly<Record<string, number>>;
    readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}

declare global {
  var __stryker__: Stryker | undefined;
}
