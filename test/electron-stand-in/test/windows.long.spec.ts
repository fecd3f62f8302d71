/** The stand-in as Playwright and a shell see it, running a small app in the windows of a real Chromium. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { findChromium } from '../src/chromium/find.ts';
import { distPath, executablePath } from '../src/index.ts';

const fixture = join(import.meta.dirname, 'fixture');

/** Electron refuses to run as root with a sandbox. */
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

interface Seen {
  readonly event: string;
  readonly detail: unknown;
}

const test = base.extend<{ profile: string; electron: ElectronApplication; page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from the pattern
  profile: async ({}, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'stand-in-profile-'));
    await use(profile);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  },
  electron: async ({ profile }, use) => {
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = distPath;
    const electron = await _electron.launch({ timeout: 240_000, args: [fixture, `--user-data-dir=${profile}`] });
    await use(electron);
    await electron.close();
  },
  page: async ({ electron }, use) => {
    const page = await electron.firstWindow();
    await expect(page.locator('#loaded')).toHaveText('loaded');
    await use(page);
  },
});

test.skip(process.platform !== 'linux' || findChromium(process.env) === null, 'needs Linux and a Chromium');

test('a page calls main through the preload, and is answered', async ({ page }) => {
  const answer = await page.evaluate(`fixture.echo(1, 'ü', undefined, [null, { deep: true }], new Date(0))`);
  expect(answer).toEqual({
    args: [1, 'ü', undefined, [null, { deep: true }], new Date(0)],
    from: 'app://fixture',
    url: 'app://fixture/index.html',
  });
  expect(await page.evaluate('fixture.fail().catch((error) => error.message)')).toBe(
    "Error invoking remote method 'fail': TypeError: on purpose",
  );
  expect(await page.evaluate('fixture.double(21)')).toBe(42);
});

test('main sends to a page until the page unsubscribes', async ({ page }) => {
  const heard = await page.evaluate(`(async () => {
    const heard = [];
    let next;
    const off = fixture.onPong((count) => { heard.push(count); next(); });
    for (const count of [1, 10]) await new Promise((resolve) => { next = resolve; fixture.ping(count); });
    off();
    fixture.ping(100);
    await fixture.echo();
    return heard;
  })()`);
  expect(heard).toEqual([2, 11]);
});

test("the page's world and the preload's are two, and neither has Node", async ({ page }) => {
  expect(await page.evaluate('[typeof require, typeof process, typeof secretOfThePreload, fixture.sandboxed]')).toEqual(
    ['undefined', 'undefined', 'undefined', true],
  );
  expect(await page.evaluate('Object.isFrozen(fixture)')).toBe(true);
});

test("the page's content security policy is enforced", async ({ page }) => {
  expect(await page.evaluate('document.body.dataset.inline')).toBeUndefined();
  expect(await page.evaluate(`fetch('index.html').then(() => 'fetched', () => 'refused')`)).toBe('refused');
});

test('a page’s new windows are refused, and its navigation is prevented', async ({ electron, page }) => {
  await page.click('#popup');
  await page.click('#link');
  await page.evaluate(`{ location.href = 'https://example.org/by-script' }`);
  const wanted: Seen[] = [
    { event: 'window-open', detail: 'https://example.org/popup' },
    { event: 'will-navigate', detail: 'https://example.org/' },
    { event: 'will-navigate', detail: 'https://example.org/by-script' },
  ];
  await expect.poll(() => seenBy(electron)).toEqual(expect.arrayContaining(wanted));
  expect(page.url()).toContain('index.html');
  expect(electron.windows()).toHaveLength(1);
});

test('a reload from outside asks no listener, and loads the preload again', async ({ electron, page }) => {
  await page.reload();
  expect(await page.evaluate('fixture.double(1)')).toBe(2);
  expect(await seenBy(electron)).toEqual([]);
});

test('main hears of keys, and zooms', async ({ electron, page }) => {
  await electron.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    contents?.on('before-input-event', (_event, { type, key, control }) => {
      if (type === 'keyDown' && control && key === '+') contents.setZoomLevel(contents.getZoomLevel() + 1);
    });
  });
  const before = Number(await page.evaluate('innerWidth'));
  await page.keyboard.press('Control++');
  await expect.poll(() => page.evaluate('innerWidth')).toBe(Math.round(before / 1.2));
  await electron.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.setZoomLevel(0));
  await expect.poll(() => page.evaluate('innerWidth')).toBe(before);
});

test('a window that is hidden, shown, moved and closed emits events, and the app lives on', async ({
  electron,
  page,
}) => {
  const closed = page.waitForEvent('close');
  const heard = await electron.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const heard: string[] = [];
    window?.on('hide', () => heard.push(`hide ${window.isVisible()}`));
    window?.on('show', () => heard.push(`show ${window.isVisible()}`));
    window?.on('resize', () => heard.push(`resize ${window.getBounds().width}`));
    window?.on('closed', () => heard.push('closed'));
    window?.hide();
    window?.show();
    window?.setBounds({ width: 500, height: 400 });
    await new Promise((resolve) => setImmediate(resolve));
    const gone = new Promise<void>((resolve) => window?.once('closed', () => resolve()));
    window?.close();
    await gone;
    return heard;
  });
  expect(heard).toEqual(['hide false', 'show true', 'resize 500', 'closed']);
  await closed;
  expect(await seenBy(electron)).toContainEqual({ event: 'window-all-closed', detail: null });
});

test('a page that crashes is known to, until it is loaded again', async ({ electron, page }) => {
  const died = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  const crashed = electron.evaluate(
    ({ webContents }) =>
      new Promise((resolve) => {
        const [contents] = webContents.getAllWebContents();
        const before = contents?.isCrashed();
        contents?.once('render-process-gone', () => resolve([before, contents.isCrashed()]));
      }),
  );
  // Never answered: the page that would answer is gone.
  void devtools.send('Page.crash').catch(() => {});
  expect(await crashed).toEqual([false, true]);
  await died;
  const again = await electron.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    await contents?.loadURL('app://fixture/index.html');
    return contents?.isCrashed();
  });
  expect(again).toBe(false);
});

test('a closed window and its page refuse every use', async ({ electron, page }) => {
  await expect(page.locator('#loaded')).toHaveText('loaded');
  const outcomes = await electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return ['no window'];
    const { webContents } = window;
    const outcomeOf = (use: () => unknown) => {
      try {
        return use();
      } catch (error) {
        return String(error);
      }
    };
    const uses = [
      () => window.show(),
      () => window.close(),
      () => window.webContents,
      () => webContents.send('pong', 1),
      () => webContents.getURL(),
    ];
    let whenClosed: unknown = null;
    window.on('closed', () => {
      whenClosed = outcomeOf(() => window.getBounds());
    });
    window.destroy();
    window.destroy();
    return [...uses.map(outcomeOf), whenClosed, window.isDestroyed(), webContents.isDestroyed()];
  });
  expect(outcomes).toEqual([...Array(6).fill('TypeError: Object has been destroyed'), true, true]);
});

test('text that the app copies is on the clipboard, even without a clipboard program', async ({ electron, page }) => {
  test.skip(!process.env['DISPLAY'], 'there is a clipboard on displays only');
  await electron.evaluate(async ({ clipboard }) => {
    process.env['PATH'] = '/nowhere';
    await clipboard.writeText('WDJB-MJHT');
  });
  // This is another program on the same display: a text field in another window.
  await page.evaluate(`document.body.append(Object.assign(document.createElement('input'), { id: 'paste' }))`);
  await page.focus('#paste');
  await page.keyboard.press('Control+v');
  await expect(page.locator('#paste')).toHaveValue('WDJB-MJHT');
});

test('a second start notifies the first one and ends', async ({ electron, profile }) => {
  await expect.poll(() => electron.windows().length).toBe(1);
  const second = start([fixture, `--user-data-dir=${profile}`, 'an-argument']);
  expect(await ended(second)).toBe(0);
  await expect
    .poll(() => seenBy(electron))
    .toContainEqual({
      event: 'second-instance',
      detail: {
        argv: [executablePath, ...SANDBOX, fixture, `--user-data-dir=${profile}`, 'an-argument'],
        directory: process.cwd(),
        data: { greeting: 'hello' },
      },
    });
});

test('without a window there is no Chromium; a signal quits in order', async ({ profile }) => {
  const app = start([fixture, `--user-data-dir=${profile}`, '--hidden']);
  const output = textOf(app.stdout);
  await output.until('started');
  expect(commandsOf(profile)).toHaveLength(1);
  app.kill('SIGTERM');
  expect(await ended(app)).toBe(0);
  expect(output.text()).toBe('started\nbefore-quit\nwill-quit\nquit\n');
});

test('no process is left behind when it is killed', async ({ profile }) => {
  const app = start([fixture, `--user-data-dir=${profile}`]);
  await textOf(app.stdout).until('started');
  expect(commandsOf(profile).length).toBeGreaterThan(2);
  app.kill('SIGKILL');
  await expect.poll(() => commandsOf(profile)).toEqual([]);
});

test('no Chromium is left behind when it is killed while it asks for its window', async ({ profile }) => {
  test.skip(!process.env['DISPLAY'], 'without a display, no second Chromium asks for the window');
  // The one that asks kills the app, and starts only when the browser has ended, so that it would become one itself.
  const chromium = join(profile, 'chromium');
  const script = `#!/bin/sh
browser=${join(profile, 'browser')}
case "$*" in
  *--app=*)
    kill -KILL $PPID
    while grep -q '^State:.[^Z]' "/proc/$(cat $browser)/status" 2>/dev/null; do sleep 0.01; done
    ;;
  *) echo $$ > $browser ;;
esac
exec ${findChromium(process.env)} "$@"
`;
  await writeFile(chromium, script, { mode: 0o755 });
  const app = start([fixture, `--user-data-dir=${profile}`], { CHROMIUM: chromium });
  await ended(app);
  expect(app.signalCode).toBe('SIGKILL');
  await expect.poll(() => commandsOf(profile)).toEqual([]);
});

test('an ESM main module that awaits readiness at its top level gets an explanation for its stop', async () => {
  const app = start([join(fixture, 'awaits-ready.mjs')]);
  const errors = textOf(app.stderr);
  expect(await ended(app)).toBe(13);
  expect(errors.text()).toContain('app.whenReady() at its top level');
});

test('prints nothing of its own, and looks like Electron to the app', async () => {
  const app = start([join(fixture, 'says.cjs'), '--version']);
  const [output, errors] = [textOf(app.stdout), textOf(app.stderr)];
  expect(await ended(app)).toBe(0);
  expect(JSON.parse(output.text())).toEqual({
    argv: [...SANDBOX, join(fixture, 'says.cjs'), '--version'],
    execPath: executablePath,
    type: 'browser',
    electron: await electronVersion(),
    packaged: false,
  });
  expect(errors.text()).toBe('');
  expect(execFileSync(executablePath, [...SANDBOX, '--version'], { encoding: 'utf8' })).toBe(
    `v${await electronVersion()}\n`,
  );
});

test('an app exits with its own code', async () => {
  for (const [way, code] of [
    ['exit', 7],
    ['process', 8],
  ] as const)
    expect(await ended(start([join(fixture, 'says.cjs'), `--leave=${way}`]))).toBe(code);
});

test('an exit destroys an open window, and keeps its code', async ({ electron, page }) => {
  const [child, closed] = [electron.process(), page.waitForEvent('close')];
  const end = once(child, 'exit');
  // This is not awaited, because an app that ends sends no response.
  electron.evaluate(({ app }) => app.exit(86)).catch(() => undefined);
  expect(await end).toEqual([86, null]);
  await closed;
});

test('without Chromium, a window ends with one line that explains what to do', async ({ profile }) => {
  const app = start([fixture, `--user-data-dir=${profile}`], { CHROMIUM: '/nowhere/chromium' });
  const errors = textOf(app.stderr);
  expect(await ended(app)).toBe(69);
  expect(errors.text()).toMatch(/no Chromium was found.*CHROMIUM/);
});

test('runs as Node on request', async () => {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const args = ['-p', 'process.versions.electron ?? "only Node"'];
  expect(execFileSync(executablePath, args, { env, encoding: 'utf8' })).toBe('only Node\n');
});

function start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(executablePath, [...SANDBOX, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'close');
  return child.exitCode;
}

function textOf(stream: ChildProcess['stdout']) {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return { text: () => text, until: (part: string) => expect.poll(() => text).toContain(part) };
}

const seenBy = (electron: ElectronApplication): Promise<Seen[]> =>
  // The fixture app defines it.
  electron.evaluate(() =>
    (globalThis as unknown as { seen: Seen[] }).seen.filter(({ event }) => event !== 'will-frame-navigate'),
  );

/** The state and command line of every process whose command line contains `profile`. */
function commandsOf(profile: string): readonly string[] {
  const lines = execFileSync('ps', ['-ww', '-eo', 'stat,args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(profile) && !line.startsWith('Z'));
}

async function electronVersion(): Promise<string> {
  const file = createRequire(import.meta.url).resolve('electron/package.json');
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}
