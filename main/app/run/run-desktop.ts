/** Starts the desktop app: creates its parts one after another, each from those above it, and connects them. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BaseWindow,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  shell,
} from 'electron';
import type { Handlers } from '../../../preload/api.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { isProblem, lastingFlags, problemText } from '../../cli/flags.ts';
import { CONSENT_PAGE, START_PAGE, serveAssets } from '../../desktop/asset-protocol.ts';
import { createClosePrompt, promptOnceClosed } from '../../desktop/close-prompt.ts';
import { createCommands } from '../../desktop/commands.ts';
import { createConsentWindow } from '../../desktop/consent-window.ts';
import { createDock } from '../../desktop/dock.ts';
import { sendSnapshots, serveRequests } from '../../desktop/ipc.ts';
import { createLoginItem, wasOpenedAtLogin } from '../../desktop/login-item.ts';
import { firstPaint } from '../../desktop/page-window.ts';
import { guardQuit } from '../../desktop/quit-guard.ts';
import { createQuitPrompt, quitWarning } from '../../desktop/quit-prompt.ts';
import { createRateLimit } from '../../desktop/rate-limit.ts';
import { hasTrayHost } from '../../desktop/tray-host.ts';
import { iconsIn } from '../../desktop/tray-icons.ts';
import { createWindowManager } from '../../desktop/window.ts';
import { boundsIn } from '../../desktop/window-bounds.ts';
import { systemClock } from '../../time/clock.ts';
import { createEvent } from '../../time/event.ts';
import { createWords } from '../state/words.ts';
import { createApp } from '../wiring/create-app.ts';
import { createDesktopRequests } from './desktop-requests.ts';
import { consentScripts, firstScripts } from './first-scripts.ts';
import { createLaunch } from './launch-flags.ts';
import { lazyCommand } from './lazy-command.ts';
import type { OnSecondLaunch } from './prepare-desktop.ts';
import { APP_ID, type Run } from './run-context.ts';
import { followScreenLock } from './screen-lock-events.ts';
import { noteUnknownSettings } from './unknown-settings.ts';

/** After `prepareDesktop`. Resolves when the app is running. */
export async function start({ profile, flags, log, leave }: Run, onSecondLaunch: OnSecondLaunch): Promise<void> {
  const { platform, env: environment, execPath: executable } = process;
  const clock = systemClock();
  const dock = createDock(app, platform);
  const args = lastingFlags(flags, profile);
  const login = { app, platform, appId: APP_ID, environment, executable, home: homedir(), args };
  const hasTray = () => hasTrayHost({ platform, environment });
  const { isPackaged } = app;
  const { resourcesPath: resources } = process;
  const installedCommand = lazyCommand({ ...login, isPackaged, resources });
  const desktopParts = { loginItem: createLoginItem(login), hasTray, installedCommand };
  const companion = await createApp(profile, flags, log, desktopParts);
  if (isProblem(companion)) {
    const problem = problemText(companion);
    dialog.showErrorBox(app.getName(), problem);
    return leave(EXIT.usage, problem);
  }
  const { snapshot, subscribe, accounts, endingWithProgram } = companion;
  const wordsLoading = createWords(companion);
  noteUnknownSettings(profile, snapshot().unknownSettings);

  // The window comes first, because its page takes longest to load.
  const bundles = join(app.getAppPath(), 'out');
  const icons = iconsIn(join(bundles, 'main', 'icons'), platform);
  const handlers = Promise.withResolvers<Handlers>();
  serveRequests(ipcMain, handlers.promise, { log, mayAsk: createRateLimit(clock) });
  const startsHidden =
    flags.switches.has('hidden') || (wasOpenedAtLogin(login) && snapshot().settings.startHidden.value);
  const scripts = {
    '/index.html': () => firstScripts(snapshot()),
    '/consent.html': () => consentScripts(snapshot()),
  };
  serveAssets(protocol, join(bundles, 'renderer'), scripts, !startsHidden);
  nativeTheme.themeSource = snapshot().settings.theme.value;
  const closed = createEvent();
  const page = { BrowserWindow, nativeTheme, title: app.getName(), icon: icons.window, devTools: !app.isPackaged, log };
  const window = createWindowManager({
    ...page,
    screen,
    url: START_PAGE,
    preload: join(bundles, 'preload', 'index.cjs'),
    bounds: boundsIn(profile),
    onClosed: closed.emit,
  });
  if (startsHidden) dock.hide();
  else window.show();
  const reported = Promise.withResolvers<void>();
  const painted = firstPaint(window.window(), reported.promise);

  // Dialogs, and how the app quits.
  const { current: words, onChange: onLanguage } = await wordsLoading;
  const quit = () => app.quit();
  const quitPrompt = createQuitPrompt({
    dialog,
    window: window.window,
    closingQuits: () => snapshot().system.tray === 'none' && snapshot().settings.whenClosed.value === 'quit',
    words,
    ending: endingWithProgram,
    quit,
  });
  const { isQuitting } = guardQuit({
    app,
    powerMonitor,
    // Windows reports a log-off only to windows, so give it a hidden one without a page.
    logOff: platform === 'win32' ? new BaseWindow({ show: false, skipTaskbar: true }) : null,
    sessions: accounts.sessions,
    tools: companion.tools,
    onSystemEnds: () => companion.updates()?.systemEnds(),
    clock,
  });
  const closePrompt = createClosePrompt({
    dialog,
    closing: () => words().settings.closing,
    hasTray,
    chosen: () => snapshot().settings.whenClosed.value,
    remember: (value) => companion.requests.changeSetting({ name: 'whenClosed', value }),
    isOpen: () => window.window() !== null,
    isQuitting,
    warning() {
      const [ending] = endingWithProgram();
      return ending ? quitWarning(ending, words()) : null;
    },
    quit,
    quitUnasked: quitPrompt.quit,
  });
  const requests = createDesktopRequests({
    companion,
    window: window.window,
    words,
    painted: reported.resolve,
    quit: quitPrompt.quit,
  });
  handlers.resolve(requests);

  const consentWindow = createConsentWindow({
    ...page,
    url: CONSENT_PAGE,
    preload: join(bundles, 'preload', 'consent.cjs'),
    reader: snapshot,
    clock,
  });
  const commands = createCommands({ requests, window, consentWindow });
  // Until then, macOS shows Electron's own menu, whose Quit asks nothing.
  if (platform === 'darwin')
    void import('../../desktop/menu.ts').then(({ drawApplicationMenu }) =>
      drawApplicationMenu({ Menu, words, commands, onLanguage }),
    );
  subscribe((now) => {
    nativeTheme.themeSource = now.settings.theme.value;
  });
  sendSnapshots({ snapshot, subscribe, powerMonitor, window: window.window });

  // Events of windows, app and computer.
  closed.on(() => companion.requests.showPage('state'));
  promptOnceClosed(app, closed.on, closePrompt.closed);
  app.on('browser-window-created', closePrompt.opened);
  app.on('before-quit', quitPrompt.close);
  app.on('activate', window.show);
  const launch = createLaunch({ companion, requests, commands, environment });
  onSecondLaunch(launch.secondLaunch);
  const watchSessionBus = followScreenLock(companion);

  // Everything that can wait until the window is painted.
  const drawn = painted.then(async () => {
    const { drawDesktop } = await import('./draw-desktop.ts');
    const isOpen = () => window.window() !== null;
    return drawDesktop({ companion, words, commands, icons: icons.tray, isOpen, log });
  });
  void drawn.then(async (notifications) => {
    void companion.keepCommand();
    void companion.startUpdates({
      openExternal: (page) => shell.openExternal(page),
      onNew: () => notifications.notifyUpdate(snapshot()),
      onRestartFailed: () => void serveTools(),
    });
    const lock = await watchSessionBus();
    app.on('will-quit', () => lock?.stop());
    const serveTools = () =>
      companion.startTools({
        servedBy: 'window',
        prompt: consentWindow,
        lockIsKnown: () => lock?.isKnown() ?? true,
        handOver: () => false,
      });
    await serveTools();
    // Removes the socket. No request is in progress by then.
    app.on('will-quit', () => void companion.tools()?.close());
  });

  // Without a window, notifications report what a start finds.
  if (startsHidden) await drawn;
  // If the keyring is locked, this waits until the user answers its prompt.
  await accounts.start(painted);
  launch.begin(flags);
}
