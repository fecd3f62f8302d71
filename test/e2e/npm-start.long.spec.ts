/** `npm start` doesn't disturb a running app, and changes nothing for flags such as --help. Uses a copy of this checkout. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { approveByForms } from '../authorization-server/person.ts';
import { copyCheckout } from '../harness/checkout.ts';
import { displayEnvironment } from '../harness/display.ts';
import { test as base, expect } from '../harness/fixtures.ts';
import { processesMarked } from '../harness/processes.ts';
import { testWorld } from '../harness/test-world.ts';
import { transcript } from '../harness/transcript.ts';
import { press } from './steps.ts';

/** Includes the time to build the app, possibly on a busy computer. */
const START_PATIENCE_MS = 240_000;

interface Run {
  /**
   * Resolves when the process itself has ended, with its exit code or null after a signal. The app may outlive it and hold the
   * pipes.
   */
  readonly exitCode: Promise<number | null>;
  readonly stdout: ReturnType<typeof transcript>;
  readonly stderr: ReturnType<typeof transcript>;
  signal(signal: NodeJS.Signals): void;
}

interface Checkout {
  readonly folder: string;
  /** The app folders that runs create for themselves: their files, by name. */
  builds(): Readonly<Record<string, readonly string[]>>;
  /** Runs `npm start` or `npm run app` without npm, so that a story's signal reaches the script. */
  run(script: 'start' | 'app', ...flags: readonly string[]): Run;
}

const test = base.extend<{ checkout: Checkout }>({
  async checkout({ home }, use) {
    const folder = join(home.folder, 'checkout');
    copyCheckout(folder);
    const builds = join(folder, '.data/builds');
    const filesOf = (name: string) => readdirSync(join(builds, name), { recursive: true }).map(String).sort();
    const runtime = testWorld().runtime.kind === 'stand-in' ? '--stand-in' : '--real-electron';
    const runs: Run[] = [];
    await use({
      folder,
      builds: () => Object.fromEntries((existsSync(builds) ? readdirSync(builds) : []).map((it) => [it, filesOf(it)])),
      run(script, ...flags) {
        const child = spawn(process.execPath, [`test/harness/${script}.ts`, runtime, ...flags], {
          cwd: folder,
          env: { ...process.env, ...home.environment, ...displayEnvironment(testWorld().display) },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve));
        const run = {
          exitCode,
          stdout: transcript(child.stdout),
          stderr: transcript(child.stderr),
          signal: (signal: NodeJS.Signals) => void child.kill(signal),
        };
        runs.push(run);
        return run;
      },
    });
    for (const run of runs) run.signal('SIGINT');
    await Promise.all(runs.map(({ exitCode }) => exitCode));
    endApps(folder);
  },
});

/** Ends every process that runs something in this folder. */
function endApps(folder: string): void {
  for (const { pid } of processesMarked(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself after it was listed, for example because its parent was killed first.
    }
  }
}

for (const [flag, answer] of [
  ['--help', /--sign-in[\s\S]+--phone/],
  ['--version', /^\d+\.\d+\.\d+\n$/],
] as const)
  test(`npm start -- ${flag} builds nothing, and chooses no runtime`, async ({ checkout }) => {
    const { exitCode, stdout, stderr } = checkout.run('start', flag);
    expect(await exitCode).toBe(0);
    expect(stdout.text()).toMatch(answer);
    expect(stderr.text()).toBe('');
    for (const made of ['out', '.data']) expect(existsSync(join(checkout.folder, made))).toBe(false);
  });

test('a second npm start doesn’t disturb the first one’s app, and the remains of killed starts are removed later', async ({
  checkout,
  home,
  playwright,
}) => {
  test.skip(process.platform !== 'linux', 'elsewhere no one knows which processes a killed start has left');
  test.setTimeout(5 * START_PATIENCE_MS);
  const first = checkout.run('start', '--remote-debugging-port=0');
  const { page, browser } = await connectTo(first, (url) => playwright.chromium.connectOverCDP(url));
  const before = checkout.builds();
  expect(Object.keys(before)).toHaveLength(1);

  await test.step('a second start builds the app again, and removes its own build alone', async () => {
    const second = checkout.run('start', '--terminal', `--user-data-dir=${join(home.folder, 'second')}`);
    await second.stdout.waitFor(/^Code +\S+$/m, START_PATIENCE_MS);
    expect(Object.keys(checkout.builds())).toHaveLength(2);
    second.signal('SIGINT');
    expect(await second.exitCode).toBe(130);
    expect(checkout.builds()).toEqual(before);
  });
  await test.step('the first app can still load chunks that it hasn’t needed so far', async () => {
    for (const button of ['Settings', 'About Transparenc Companion', 'Check this computer']) await press(page, button);
    await expect(page.getByRole('listitem').filter({ hasText: 'Versions' })).toBeVisible();
  });
  await test.step('as long as it runs its build stays, even if its start was killed', async () => {
    first.signal('SIGKILL');
    await first.exitCode;
    expect(await checkout.run('app', '--version').exitCode).toBe(0);
    expect(checkout.builds()).toEqual(before);
  });
  await test.step('the next start removes the build of an app that has ended', async () => {
    await browser.close();
    endApps(checkout.folder);
    await expect.poll(() => processesMarked(checkout.folder)).toEqual([]);
    expect(await checkout.run('app', '--version').exitCode).toBe(0);
    expect(checkout.builds()).toEqual({});
  });
});

test('npm start -- login takes the profile over from npm start -- serve, and keeps the test server', async ({
  checkout,
}) => {
  test.setTimeout(5 * START_PATIENCE_MS);
  const signIn = async (run: Run) => {
    const [, code = ''] = await run.stdout.waitFor(/^Code +(\S+)$/m, START_PATIENCE_MS);
    const [, approvalPage = ''] = /^Approval page +(\S+)/m.exec(run.stderr.text()) ?? [];
    await approveByForms(approvalPage, { userCode: code, name: 'ada@example.org', decision: 'approve' });
  };
  const first = checkout.run('start', 'login');
  await signIn(first);
  expect(await first.exitCode).toBe(0);
  const serve = checkout.run('start', 'serve');
  await serve.stderr.waitFor(/Serving local tools/, START_PATIENCE_MS);
  const again = checkout.run('start', 'login', '--sign-in');
  await signIn(again);
  expect(await again.exitCode, again.stderr.text()).toBe(0);
  // The app needed its server until then.
  expect(await serve.exitCode).toBe(0);
  expect(serve.stderr.text()).toContain('Another npm start uses the test server');
});

/** The window of an app that was started with a debugging port. */
async function connectTo(
  run: Run,
  connect: (url: string) => Promise<Browser>,
): Promise<{ readonly page: Page; readonly browser: Browser }> {
  const [, url = ''] = await run.stderr.waitFor(/^DevTools listening on (ws:\S+)$/m, START_PATIENCE_MS);
  const browser = await connect(url);
  const pages = () => browser.contexts().flatMap((context) => context.pages());
  await expect.poll(() => pages().length, { timeout: START_PATIENCE_MS }).toBeGreaterThan(0);
  const [page] = pages();
  if (!page) throw new Error('a page was there');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, browser };
}
