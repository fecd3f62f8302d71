/** The two test runners, each as a separate process. */
import { type StdioOptions, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun } from './cannot-run.ts';
import { DATA, ROOT } from './paths.ts';
import { assessRun, readTally, TALLY_FILE, type Tally } from './tally.ts';

/**
 * Runs vitest with all tests that it finds.
 * @param prints `when-done`: something else prints meanwhile, so what it has to report comes all at once
 */
export function runUnitTests(prints: 'as-it-runs' | 'when-done'): Promise<Tally> {
  const reporters = ['--reporter=default', '--reporter=./test/harness/unit-reporter.ts'];
  return run('unit', ['node_modules/vitest/vitest.mjs', 'run', ...reporters], prints);
}

/** Runs Playwright Test with `args`. */
export function runStories(args: readonly string[] = []): Promise<Tally> {
  // Each of its processes loads much of the same.
  const compiled = { NODE_COMPILE_CACHE: join(DATA, 'test/compiled') };
  return run('stories', ['node_modules/@playwright/test/cli.js', 'test', ...args], 'as-it-runs', compiled);
}

async function run(
  name: string,
  args: readonly string[],
  prints: 'as-it-runs' | 'when-done',
  more: NodeJS.ProcessEnv = {},
): Promise<Tally> {
  const file = join(DATA, 'test', `${name}.json`);
  mkdirSync(join(DATA, 'test'), { recursive: true });
  rmSync(file, { force: true });
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    [TALLY_FILE]: file,
    ...more,
  };
  const stdio: StdioOptions = prints === 'as-it-runs' ? 'inherit' : ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio, env: environment });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => printed.push(data));
  let stopped = false;
  const stop = (signal: NodeJS.Signals) => {
    stopped = true;
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  for (const signal of SIGNALS) process.off(signal, stop);
  process.stdout.write(Buffer.concat(printed));
  if (stopped) throw new CannotRun('Stopped.', 130);
  return assessRun(readTally(file), exitCode);
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
