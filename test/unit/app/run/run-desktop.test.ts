/** Runs the app with a window, with all real parts except Electron. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { drawDesktop } from '../../../../main/app/run/draw-desktop.ts';
import { prepareDesktop } from '../../../../main/app/run/prepare-desktop.ts';
import { start } from '../../../../main/app/run/run-desktop.ts';
import type { UpdateDesktop } from '../../../../main/app/wiring/create-updates.ts';
import { readFlags } from '../../../../main/cli/flags.ts';
import { iconsIn } from '../../../../main/desktop/tray-icons.ts';
import { callApi } from '../../../../main/local-tools/client.ts';
import type { Snapshot } from '../../../../preload/api.ts';
import { english } from '../../../harness/messages.ts';
import { signedIn, snapshotOf } from '../../desktop/parts.ts';
import { allMessages } from '../../messages.ts';
import { app, desk, nativeTheme, powerMonitor, safeStorage, world } from './fake-desktop.ts';
import { clean, keepSignIn, prepare, refreshes, removeListeners, SERVER } from './windowless.ts';

vi.mock('electron', () => import('./fake-desktop.ts'));
const tray = vi.hoisted(() => ({ isShown: true }));
vi.mock('../../../../main/desktop/tray-host.ts', () => ({ hasTrayHost: async () => tray.isShown }));
/** A build with updates: what it gives their code, and how often the computer has ended. */
const updating = vi.hoisted(() => ({ desktop: null as UpdateDesktop | null, ends: 0, isOff: false }));
vi.mock('../../../../main/app/wiring/update-build.ts', () => ({
  UPDATE_BUILD: {},
  updatesAtStart: () => ({ kind: updating.isOff ? 'off' : 'not-checked' }),
  loadUpdates: async () => ({
    async openUpdates({ desktop }: { readonly desktop: UpdateDesktop }) {
      updating.desktop = desktop;
      return { state: () => ({ kind: 'to-get', version: '2.0.0' }), systemEnds: () => updating.ends++ };
    },
  }),
}));

/** What happens when the screen has been locked for long. */
const lockLimit = vi.hoisted(() => ({ onDue: () => {} }));
vi.mock('../../../../main/app/wiring/lock-limit.ts', () => ({
  createLockLimit({ onDue }: { readonly onDue: () => void }) {
    lockLimit.onDue = onDue;
    return { note: () => {} };
  },
}));

/** A busy computer is slow, not wrong. */
const soon = (is: () => unknown) => expect.poll(is, { interval: 5 });

beforeEach(async () => {
  await prepare();
  const pages = join(world.profile, 'out', 'renderer');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'index.html'), '<script type="module" crossorigin src="./assets/index.js"></script>');
  await writeFile(join(pages, 'assets', 'index.js'), 'index');
  await writeFile(join(pages, 'assets', 'en-common.js'), 'words');
  tray.isShown = true;
  Object.assign(updating, { desktop: null, ends: 0, isOff: false });
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '');
});
afterEach(async () => {
  await quit();
  await clean();
});

/** Quits once the app has started completely, because what is late would be part of the next test. */
async function quit() {
  if (desk.handlers.size > 0) {
    await desk.request('painted');
    const api = async () => ((await desk.request('current')) as Snapshot).tools.api.kind;
    await soon(api).not.toBe('not-started');
  }
  app.emit('before-quit', { preventDefault: () => undefined });
  app.emit('will-quit');
  desk.clear();
  removeListeners();
}

/** Gives this computer another name for this test. */
function nameComputer(name: string) {
  vi.spyOn(os, 'hostname').mockReturnValue(name);
  syncBuiltinESMExports();
  onTestFinished(syncBuiltinESMExports);
}

/** Starts the app. Resolves when a page can ask, or it has left. */
async function open(...args: readonly string[]) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error(`${flags.setting} must ${flags.must}`);
  const left: unknown[] = [];
  const leave = (code: number, why: string) => void left.push([code, why]);
  const starting = start({ profile: world.profile, flags, log: () => undefined, leave }, prepareDesktop());
  await soon(() => desk.handlers.size + left.length).toBeGreaterThan(0);
  const snapshot = () => desk.request('current') as Promise<Snapshot>;
  return {
    left,
    starting,
    snapshot,
    state: async () => (await snapshot()).session.kind,
    id: async () => (await snapshot()).account ?? '',
    /** The page has drawn its first view. */
    async paint() {
      await desk.request('painted');
      await soon(() => desk.trays.length).toBe(1);
      await starting;
    },
  };
}

describe('the window', () => {
  it('has the page of the app, which gets the state and each change of it; the tray comes after its first view', async () => {
    nameComputer('thinkpad.local');
    const { paint, snapshot, starting } = await open(...SERVER);
    await starting;
    const [window] = desk.windows;
    expect(window).toMatchObject({ url: 'app://companion/index.html', isOnScreen: true });
    expect(window?.options).toMatchObject({
      title: 'Companion',
      webPreferences: { preload: join(world.profile, 'out', 'preload', 'index.cjs') },
    });
    const page = await desk.serve({ url: 'app://companion/index.html', method: 'GET' });
    expect(await page.text()).toMatch(/^<script type="module">words<.*<script type="module">index<\/script>$/);
    expect(await snapshot()).toMatchObject({
      session: { kind: 'signed-out' },
      tools: { api: { kind: 'not-started' } },
    });
    expect([desk.trays, desk.menu]).toEqual([[], null]);
    expect(await snapshot()).toMatchObject({
      system: { mayLackKeyring: process.platform === 'linux' },
      computer: 'thinkpad',
    });
    await paint();
    const icons = join(world.profile, 'out', 'main', 'icons');
    expect([window?.options.icon, desk.trays[0]?.image]).toEqual([
      join(icons, 'app', '256x256.png'),
      join(icons, 'tray', 'attention.png'),
    ]);
    await soon(async () => (await snapshot()).tools.api.kind).toBe('listening');
    await desk.request('changeSetting', { name: 'theme', value: 'dark' });
    expect(nativeTheme.themeSource).toBe('dark');
    expect(window?.webContents.sent.at(-1)).toMatchObject({ settings: { theme: { value: 'dark' } } });
  });

  it.each([false, true])(
    'has DevTools only in development, because anyone could use them (packaged: %s)',
    async (isPackaged) => {
      vi.spyOn(app, 'isPackaged', 'get').mockReturnValue(isPackaged);
      const { paint } = await open(...SERVER);
      await paint();
      expect(desk.windows[0]?.options.webPreferences?.devTools).toBe(!isPackaged);
    },
  );

  it('is not opened by a hidden start or a hidden second one, and by any other second one', async () => {
    const { starting, snapshot } = await open('--hidden', ...SERVER);
    await starting;
    expect([desk.windows, desk.trays.length]).toEqual([[], 1]);
    app.emit('second-instance', {}, [], '', { args: ['--hidden'] });
    await snapshot();
    expect(desk.windows).toEqual([]);
    app.emit('second-instance', {}, [], '', { args: [] });
    await soon(() => desk.windows.length).toBe(1);
    // The first one is brought to the front.
    app.emit('activate');
    expect(desk.windows).toHaveLength(1);
  });

  it('is not opened by a start at login if the user has chosen that', async () => {
    await writeFile(join(world.profile, 'settings.json'), '{"startHidden": true}');
    const opened = async (wasOpenedAtLogin: boolean) => {
      vi.spyOn(app, 'getLoginItemSettings').mockReturnValue({ wasOpenedAtLogin });
      vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
      Object.assign(process, { getSystemVersion: () => '15.0' });
      const { starting, snapshot } = await open(...SERVER);
      if (wasOpenedAtLogin) await starting;
      expect((await snapshot()).system.mayLackKeyring).toBe(false);
      const count = desk.windows.length;
      await quit();
      vi.restoreAllMocks();
      return count;
    };
    expect([await opened(true), await opened(false)]).toEqual([0, 1]);
  });

  it('can offer consent until the screen is locked on a system that always reports the lock', async () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
    Object.assign(process, { getSystemVersion: () => '15.0' });
    const { starting, snapshot } = await open('--hidden', ...SERVER);
    await starting;
    await soon(async () => (await snapshot()).tools.lockIsKnown).toBe(true);
  });

  it('shows the state again when it is opened after another page', async () => {
    const { paint, snapshot } = await open(...SERVER);
    await paint();
    await desk.request('showPage', 'settings');
    expect((await snapshot()).page).toBe('settings');
    desk.windows[0]?.close();
    expect((await snapshot()).page).toBe('state');
    expect(JSON.parse(await readFile(join(world.profile, 'window.json'), 'utf8'))).toMatchObject({ x: 10, y: 20 });
    app.emit('activate');
    expect(desk.windows).toHaveLength(1);
  });

  it('asks what to do when it closes without a tray, quits if that is the answer, and remembers it if the user wants that', async () => {
    tray.isShown = false;
    const { paint, snapshot } = await open(...SERVER);
    await paint();
    Object.assign(desk, { button: 1, isChecked: true });
    desk.windows[0]?.close();
    await soon(() => desk.asked).toEqual([english.settings.closing.question]);
    await soon(() => desk.quits).toBe(1);
    expect((await snapshot()).settings.whenClosed.value).toBe('quit');
  });

  it('asks nothing if it is opened again before it is known that there is no tray', async () => {
    tray.isShown = false;
    const { paint } = await open(...SERVER);
    await paint();
    desk.windows[0]?.close();
    app.emit('activate');
    await new Promise(setImmediate);
    expect(desk.asked).toEqual([]);
  });

  it('takes its question away when it is opened again', async () => {
    tray.isShown = false;
    desk.answered = new Promise(() => {});
    const { paint } = await open(...SERVER);
    await paint();
    desk.windows[0]?.close();
    await soon(() => desk.asked).toEqual([english.settings.closing.question]);
    app.emit('activate');
    expect(desk.closings.map((closing) => closing?.aborted)).toEqual([true]);
  });

  it('has a menu before its page is painted on macOS, where Electron’s own would quit without a question', async () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
    Object.assign(process, { getSystemVersion: () => '15.0' });
    const { starting } = await open(...SERVER);
    await starting;
    await soon(() => desk.menu?.length).toBeGreaterThan(0);
  });

  it('does not open, and a message does, if the settings cannot be read', async () => {
    await writeFile(join(world.profile, 'settings.json'), '{"theme": 5}');
    const { left } = await open(...SERVER);
    expect(left).toEqual([[64, expect.stringContaining('theme')]]);
    expect(desk.asked).toEqual([expect.stringMatching(/^Companion: .*theme/)]);
    expect(desk.windows).toEqual([]);
  });
});

describe('a keyring that does not open', () => {
  it('is notified by a hidden start, and asked again when the screen is unlocked', async () => {
    await keepSignIn();
    const decrypt = vi.spyOn(safeStorage, 'decryptStringAsync').mockRejectedValue(new Error('locked'));
    const { starting, state, snapshot } = await open('--hidden', ...SERVER);
    await starting;
    expect(await state()).toBe('storage-unreadable');
    expect(desk.notifications).toHaveLength(1);
    powerMonitor.emit('lock-screen');
    expect((await snapshot()).screenLocked).toBe(true);
    decrypt.mockRestore();
    powerMonitor.emit('unlock-screen');
    expect((await snapshot()).screenLocked).toBe(false);
    await soon(state).toBe('signed-in');
  });

  it('is shown by an open window instead', async () => {
    await keepSignIn();
    vi.spyOn(safeStorage, 'decryptStringAsync').mockRejectedValue(new Error('locked'));
    const { paint, state } = await open(...SERVER);
    await paint();
    expect([await state(), desk.notifications]).toEqual(['storage-unreadable', []]);
  });
});

describe('a code on the screen', () => {
  const respond = ({ pathname }: URL) =>
    pathname.endsWith('/token')
      ? { status: 400, body: { error: 'authorization_pending' } }
      : pathname.includes('.well-known')
        ? { status: 404, body: {} }
        : {
            status: 200,
            body: {
              device_code: 'device',
              user_code: 'WDJB-MJHT',
              verification_uri: 'https://login.example.org/device',
              expires_in: 600,
              interval: 5,
            },
          };

  it.each([
    [true, /thinkpad/],
    [false, /^(?!.*thinkpad)./],
  ])('is requested with the computer’s name only if the user wants that: %s', async (sendComputerName, expected) => {
    await writeFile(join(world.profile, 'settings.json'), JSON.stringify({ sendComputerName }));
    nameComputer('thinkpad');
    const systems: (string | null)[] = [];
    world.respond = (url, form) => {
      if (form.has('device_os')) systems.push(form.get('device_os'));
      return respond(url);
    };
    const { starting, state } = await open('--sign-in', ...SERVER);
    await starting;
    await soon(state).toBe('awaiting-approval');
    expect(systems).toEqual([expect.stringMatching(expected)]);
  });

  it('is requested by --sign-in, and copied and opened in the browser by main', async () => {
    world.respond = respond;
    const { starting, state, id } = await open('--sign-in', ...SERVER);
    await starting;
    await soon(state).toBe('awaiting-approval');
    await desk.request('copyCode', await id());
    expect(desk.copied).toEqual(['WDJB-MJHT']);
    await desk.request('openInBrowser', await id());
    expect(desk.openedPages).toEqual(['https://login.example.org/device']);
  });
});

describe('a page', () => {
  it('ends a sign-in, or lowers how it is protected, only if the user confirms that in a dialog', async () => {
    await keepSignIn();
    const { starting, state, snapshot, id } = await open(...SERVER);
    await starting;
    await soon(state).toBe('signed-in');
    await desk.request('signOut', await id());
    expect(await desk.request('changeSetting', { name: 'keepWithoutKeyring', value: true })).toEqual({
      kind: 'declined',
    });
    // A single account is not removed.
    await desk.request('removeAccount', await id());
    expect(desk.asked).toEqual([expect.stringMatching(/Sign out/i), english.settings.keepWeakly]);
    expect(await snapshot()).toMatchObject({
      session: { kind: 'signed-in' },
      settings: { keepWithoutKeyring: { value: false } },
    });
    desk.button = 1;
    await desk.request('signOut', await id());
    await soon(state).toBe('signed-out');
  });

  it('removes one of several accounts only if the user confirms that', async () => {
    const record = { name: 'work', vault: null, server: { serverUrl: 'https://a.example' }, insteadOf: null };
    const accounts = [{ id: '1'.repeat(16), ...record }];
    await writeFile(join(world.profile, 'accounts.json'), JSON.stringify({ format: 1, accounts }));
    const { paint, snapshot } = await open(...SERVER);
    await paint();
    await desk.request('removeAccount', '1'.repeat(16));
    expect([desk.asked.length, (await snapshot()).accounts.length]).toEqual([1, 2]);
    desk.button = 1;
    await desk.request('removeAccount', '1'.repeat(16));
    await soon(async () => (await snapshot()).accounts.length).toBe(1);
  });

  it('copies a command, saves a report where the user wants it, and quits', async () => {
    const { starting, id } = await open(...SERVER);
    await starting;
    await desk.request('copyCommand', 'terminal', await id());
    expect(desk.copied).toEqual([expect.stringContaining('transparenc-companion token')]);
    expect(await desk.request('saveReport')).toEqual({ kind: 'canceled' });
    desk.file = join(world.profile, 'report.txt');
    expect(await desk.request('saveReport')).toEqual({ kind: 'saved' });
    expect(await readFile(desk.file, 'utf8')).toContain('Companion');
    await desk.request('quit');
    expect(desk.quits).toBe(1);
  });
});

it('an update is notified, has its page in the browser, and is not installed while the computer ends', async () => {
  const { starting } = await open('--hidden', ...SERVER);
  await starting;
  await soon(() => updating.desktop).not.toBeNull();
  updating.desktop?.onNew();
  expect(desk.notifications.map(({ title }) => title)).toEqual(['Transparenc Companion']);
  updating.desktop?.openExternal('https://updates.example.org/');
  expect(desk.openedPages).toEqual(['https://updates.example.org/']);
  powerMonitor.emit('shutdown', { preventDefault: () => undefined });
  expect(updating.ends).toBe(1);
});

it('what changes once the tray is there is notified, even if it is the first change', async () => {
  const words = await allMessages({ language: 'en', systemLocale: 'en-GB' });
  let change = (_now: Snapshot) => {};
  drawDesktop({
    companion: {
      snapshot: () => snapshotOf(signedIn()),
      subscribe(listener) {
        change = listener;
        return () => true;
      },
    },
    words: () => words,
    // No one clicks.
    commands: {} as Parameters<typeof drawDesktop>[0]['commands'],
    icons: iconsIn('icons', 'linux').tray,
    isOpen: () => false,
    log: () => undefined,
  });
  const account = { name: 'Ada', server: 'login.example.org' };
  change(snapshotOf({ kind: 'needs-you', because: { kind: 'ran-out', at: 1 }, account }));
  expect(desk.notifications).toHaveLength(1);
});

it('no update is looked for if they are off', async () => {
  updating.isOff = true;
  const { starting, snapshot } = await open('--hidden', ...SERVER);
  await starting;
  await soon(async () => (await snapshot()).tools.api.kind).toBe('listening');
  expect(updating.desktop).toBeNull();
});

it('a screen that is locked for as long as the administrator allows ends each sign-in', async () => {
  await keepSignIn();
  const { starting, state } = await open('--hidden', ...SERVER);
  await starting;
  await soon(state).toBe('signed-in');
  lockLimit.onDue();
  await soon(state).toBe('needs-you');
});

it('Windows reports a log-off to a hidden window without a page, and no other system has one', async () => {
  const { starting } = await open('--hidden', ...SERVER);
  await starting;
  expect(desk.pageless).toEqual([]);
  await quit();
  const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
  const onWindows = await open('--hidden', ...SERVER);
  // Local tools could not have a named pipe here.
  platform.mockRestore();
  await onWindows.starting;
  await soon(() => updating.desktop).not.toBeNull();
  const [window] = desk.pageless;
  expect(window?.options).toEqual({ show: false, skipTaskbar: true });
  window?.emit('query-session-end', { preventDefault: () => undefined });
  expect(updating.ends).toBe(1);
});

it('local tools are served again if the app stays although it was to restart with an update', async () => {
  const { starting, snapshot } = await open('--hidden', ...SERVER);
  await starting;
  await soon(async () => (await snapshot()).tools.api.kind).toBe('listening');
  const { api } = (await snapshot()).tools;
  const address = { path: api.kind === 'listening' ? api.path : '', secret: null };
  app.emit('will-quit');
  await soon(async () => (await callApi(address, '/v1/status', null)).kind).toBe('no-response');
  updating.desktop?.onRestartFailed();
  await soon(async () => (await callApi(address, '/v1/status', null)).kind).toBe('ok');
});

it('a question about a tool has a window of its own, with its own page and preload script', async () => {
  await keepSignIn();
  world.respond = refreshes;
  const { starting, snapshot } = await open('--hidden', ...SERVER);
  await starting;
  await soon(async () => (await snapshot()).tools.api.kind).toBe('listening');
  const { api } = (await snapshot()).tools;
  const address = { path: api.kind === 'listening' ? api.path : '', secret: null };
  const token = callApi(address, '/v1/token', { tool: 'backup' });
  await soon(() => desk.windows.length).toBe(1);
  const [window] = desk.windows;
  expect([window?.url, window?.options.webPreferences?.preload]).toEqual([
    'app://consent/consent.html',
    join(world.profile, 'out', 'preload', 'consent.cjs'),
  ]);
  window?.close();
  expect(await token).toMatchObject({ kind: 'problem' });
});

it('the tray opens the window and its pages, and local tools end with the app', async () => {
  const { starting, snapshot } = await open('--hidden', ...SERVER);
  await starting;
  await soon(async () => (await snapshot()).tools.api.kind).toBe('listening');
  const { api } = (await snapshot()).tools;
  const address = { path: api.kind === 'listening' ? api.path : '', secret: null };
  expect(await callApi(address, '/v1/status', null)).toMatchObject({ kind: 'ok', body: { served_by: 'window' } });
  expect(await callApi(address, '/v1/hand-over', {})).toMatchObject({ kind: 'problem' });
  desk.trays[0]?.menu.find(({ label }) => label === english.menu.settings)?.click?.();
  await soon(() => desk.windows.length).toBe(1);
  expect((await snapshot()).page).toBe('settings');
  app.emit('will-quit');
  await soon(async () => (await callApi(address, '/v1/status', null)).kind).toBe('no-response');
});
