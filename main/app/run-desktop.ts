/** The program on a desktop: a tray icon that stays, and a window that comes and goes. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BaseWindow,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  shell,
  Tray,
} from 'electron';
import { TOOL_COMMANDS } from '../../locales/commands.ts';
import { loadMessages } from '../../locales/load.ts';
import type { Choice, Page, Requests, SessionState, ToolUse } from '../../preload/api.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { isProblem, lastingFlags, switchesOf } from '../cli/flags.ts';
import { scriptsAhead } from '../desktop/ahead.ts';
import { CONSENT_PAGE, registerAssetScheme, START_PAGE, serveAssets } from '../desktop/asset-protocol.ts';
import { createClosePrompt } from '../desktop/close-prompt.ts';
import { copyCode, openPage } from '../desktop/code-actions.ts';
import { createConfirm } from '../desktop/confirmation.ts';
import { createConsentWindow } from '../desktop/consent-window.ts';
import { harden } from '../desktop/hardening.ts';
import { createInstalledCommand } from '../desktop/installed-command.ts';
import { sendChanged, serveRequests } from '../desktop/ipc.ts';
import { createLoginItem, wasOpenedAtLogin } from '../desktop/login-item.ts';
import { applicationMenu } from '../desktop/menu.ts';
import { createNotifications } from '../desktop/notifications.ts';
import { guardQuit } from '../desktop/quit-guard.ts';
import { createQuitPrompt, quitWarning } from '../desktop/quit-prompt.ts';
import { createRateLimit } from '../desktop/rate-limit.ts';
import { watchScreenLock } from '../desktop/screen-lock.ts';
import { createTray } from '../desktop/tray.ts';
import { hasTrayHost } from '../desktop/tray-host.ts';
import { iconsIn } from '../desktop/tray-icons.ts';
import { createWindowManager } from '../desktop/window.ts';
import { boundsIn } from '../desktop/window-bounds.ts';
import { systemClock } from '../time/clock.ts';
import { createApp } from './create-app.ts';
import type { LocalTools } from './create-tools.ts';
import { APP_ID, type Run } from './run-context.ts';

/** Opens the companion on the desktop. Resolves when it is up. */
export async function start({ profile, flags, log, leave }: Run): Promise<void> {
  registerAssetScheme(protocol);
  harden(app);
  app.setAppUserModelId(APP_ID);
  app.on('window-all-closed', () => showInDock(false)); // the program lives on in the tray
  app.on('browser-window-created', () => showInDock(true));
  const up = Promise.withResolvers<(asked: ReadonlySet<string>) => void>();
  app.on(
    'second-instance',
    (_event, _argv, _folder, data) => void up.promise.then((honour) => honour(switchesOf(data))),
  );
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

  const { platform, env: environment, execPath: executable } = process;
  const hasTray = () => hasTrayHost({ platform, environment });
  const args = lastingFlags(flags, profile);
  const login = { app, platform, appId: APP_ID, environment, executable, home: homedir(), args };
  const { isPackaged } = app;
  const { resourcesPath: resources } = process;
  const installedCommand = createInstalledCommand({ ...login, isPackaged, resources });
  const lent = { loginItem: createLoginItem(login), hasTray, installedCommand };
  const companion = await createApp(profile, flags, log, lent);
  if (isProblem(companion)) {
    const problem = `${companion.setting} must ${companion.must}.`;
    dialog.showErrorBox(app.getName(), problem);
    return leave(EXIT.usage, problem);
  }
  const { snapshot, subscribe, changed, open, sessions } = companion;
  const state = (): SessionState => snapshot().session;
  const chosen = () => snapshot().preferences;
  const reading = loadMessages(snapshot());
  nativeTheme.themeSource = chosen().theme.value;
  const reportParts = () => ({ dialog, window: window.window(), folder: homedir(), now: Date.now });
  const requests = {
    ...companion.requests,
    copyCode: () => copyCode(state(), clipboard),
    copyCommand: (use: ToolUse) => clipboard.writeText(TOOL_COMMANDS[use]),
    openPage: () => openPage(state(), { shell, clipboard }),
    saveReport: async () => (await import('../diagnostics/save-dialog.ts')).saveReport(snapshot(), reportParts()),
    quit: () => quitPrompt.quit(),
  } satisfies Record<keyof Requests, unknown>;

  const quitPrompt = createQuitPrompt({
    dialog,
    window: () => window.window(),
    words: () => spoken,
    ending,
    quit: () => app.quit(),
  });
  app.on('before-quit', quitPrompt.close);
  function ending() {
    return sessions().flatMap((session) => session.endingWithProgram() ?? [])[0] ?? null;
  }
  const ask = createConfirm({ dialog, window: () => window.window() });
  /** Signing out costs a walk to the phone, so it is asked about once: here, whether the page or the tray wants it. */
  async function signOut() {
    const { session } = snapshot();
    const { question, questionText, signOut: yes, stay: no } = spoken.signedIn;
    const names = { computer: snapshot().computer, server: snapshot().server?.name ?? '' };
    // What could not be deleted was confirmed before.
    const isAgain = session.kind === 'failed' && session.failure.kind === 'not-deleted';
    if (isAgain || (await ask({ message: question(names), detail: questionText, no, yes }))) requests.signOut();
  }
  async function choose(choice: Choice) {
    const { settings, actions } = spoken;
    const { keepWeakly: message, keepWithoutKeyringNote: detail, keepWeaklyYes: yes } = settings;
    const isWeaker = choice.name === 'keepWithoutKeyring' && choice.value && !chosen().keepWithoutKeyring.value;
    if (isWeaker && chosen().keepWithoutKeyring.lockedBy === null) {
      if (!(await ask({ message, detail, no: actions.cancel, yes }))) {
        // The page's switch goes back to how it is.
        changed();
        return { kind: 'declined' } as const;
      }
    }
    return requests.choose(choice);
  }

  const bundles = join(app.getAppPath(), 'out');
  const icons = iconsIn(join(bundles, 'main', 'icons'), platform);
  serveAssets(protocol, join(bundles, 'renderer'), () => scriptsAhead(snapshot()));
  /** Not the window that asks about a tool: when that closes, nothing changes. */
  let hasClosed = false;
  const page = { BrowserWindow, nativeTheme, title: app.getName(), icon: icons.window, devTools: !app.isPackaged, log };
  const window = createWindowManager({
    ...page,
    screen,
    url: START_PAGE,
    preload: join(bundles, 'preload', 'index.cjs'),
    place: boundsIn(profile),
    onClosed() {
      requests.open('state');
      hasClosed = true;
    },
  });
  const consentWindow = createConsentWindow({
    ...page,
    url: CONSENT_PAGE,
    preload: join(bundles, 'preload', 'consent.cjs'),
    reader: snapshot,
    clock: systemClock(),
  });
  let tools: LocalTools | null = null;
  const { isQuitting } = guardQuit({
    app,
    powerMonitor,
    logOff: logOffOn(platform),
    sessions,
    tools: () => tools,
    onSystemEnds: companion.systemEnds,
    clock: systemClock(),
  });
  const closing = createClosePrompt({
    dialog,
    closing: () => spoken.settings.closing,
    hasTray,
    chosen: () => chosen().whenClosed.value,
    remember: (value) => requests.choose({ name: 'whenClosed', value }),
    isOpen: () => window.window() !== null,
    isQuitting,
    warning() {
      const signIn = ending();
      return signIn && quitWarning(signIn, spoken);
    },
    quit: () => app.quit(),
    quitUnasked: requests.quit,
  });
  app.on('window-all-closed', () => {
    if (hasClosed) void closing.closed();
    hasClosed = false;
  });
  app.on('browser-window-created', closing.opened);
  serveRequests(ipcMain, { ...requests, signOut, choose }, { log, mayAsk: createRateLimit(systemClock()) });
  // First, for it takes longest: all else is made meanwhile.
  const startsHidden = flags.switches.has('hidden') || (wasOpenedAtLogin(login) && chosen().startHidden.value);
  if (startsHidden) showInDock(false);
  else window.show();
  let spoken = await reading;
  const commands = {
    ...requests,
    signOut: () => void signOut(),
    show: window.show,
    signInAgain,
    settings,
    tools: () => show('tools'),
    answerTool,
    switchStartAtLogin,
  };
  function signInAgain() {
    window.show();
    requests.signIn();
  }
  function settings() {
    show('settings');
  }
  /** A question that waits for a code to go is not on the screen yet: the window shows what it waits for. */
  function answerTool() {
    if (!consentWindow.show()) window.show();
  }
  function show(page: Page) {
    requests.open(page);
    window.show();
  }
  function drawMenu() {
    const own = {
      settings: { label: spoken.menu.settings, open: () => show('settings') },
      about: { label: spoken.settings.about.open, open: () => show('about') },
      quit: () => void requests.quit(),
    };
    const menu = applicationMenu(platform, own, spoken.mac);
    if (menu) Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  }
  /** Opens the settings, which have room to show the last problem. */
  async function switchStartAtLogin() {
    const value = !chosen().startAtLogin.value;
    const problem = await requests.choose({ name: 'startAtLogin', value });
    if (problem || (value && !chosen().startAtLogin.value)) settings();
  }
  drawMenu();
  const desktop = { words: () => spoken, commands, log };
  const tray = createTray({ ...desktop, Tray, Menu, platform, icons: icons.tray }, snapshot());
  const notices = createNotifications({ ...desktop, Notification, isOpen: () => window.window() !== null });
  subscribe((now) => {
    nativeTheme.themeSource = now.preferences.theme.value;
    if (now.language !== spoken.language) void speakAnew();
    tray.draw(now);
    notices.follow(now);
    sendChanged(window.window(), now);
  });
  async function speakAnew() {
    const asked = snapshot();
    const read = await loadMessages(asked);
    if (snapshot().language !== asked.language) return;
    spoken = read;
    drawMenu();
    tray.draw(snapshot());
  }

  /** What a later launch asks for. */
  const honour = (asked: ReadonlySet<string>) => {
    void tools?.renew();
    if (!asked.has('hidden')) window.show();
    // A code that is on the screen already is not taken away.
    if (asked.has('sign-in') && state().kind !== 'awaiting-approval') requests.signIn();
  };
  up.resolve(honour);
  app.on('activate', window.show);
  // A sleeping computer's page counted no time.
  powerMonitor.on('resume', () => sendChanged(window.window(), snapshot()));
  const onLocked = () => {
    companion.noteScreen(true);
    tools?.locked();
  };
  const onUnlocked = () => {
    companion.noteScreen(false);
    for (const session of sessions()) void session.keyringMayBeOpen();
  };
  // macOS and Windows only.
  powerMonitor.on('lock-screen', onLocked);
  powerMonitor.on('unlock-screen', onUnlocked);
  void shown(window.window()).then(async () => {
    void companion.keepCommand();
    void companion.lookForUpdates({
      openPage: (page) => shell.openExternal(page),
      onNew: () => notices.tellUpdate(snapshot()),
    });
    const onLost = () => tools?.locked();
    const lock = platform === 'linux' ? await watchScreenLock({ environment, onLocked, onUnlocked, onLost }) : null;
    app.on('will-quit', () => lock?.stop());
    const served = await companion.serveTools({
      servedBy: 'window',
      prompt: consentWindow,
      lockIsKnown: () => lock?.isKnown() ?? true,
      handOver: () => false,
    });
    tools = served;
    // Removes the socket. Nothing is under way by then.
    app.on('will-quit', () => void served.close());
  });
  // A keyring may hold this up until somebody answers its prompt.
  await open()?.start();
  if (flags.switches.has('sign-out')) requests.signOut();
  else if (flags.switches.has('sign-in')) requests.signIn();
}

/** Resolves when a window is seen for the first time, or will not be. */
function shown(window: BrowserWindow | null): Promise<void> {
  return new Promise((resolve) => {
    if (!window) return resolve();
    window.once('show', resolve);
    window.once('closed', resolve);
  });
}

/** Windows tells of a log-off through a window alone. This one has no page, is never shown, and costs next to nothing. */
function logOffOn(platform: NodeJS.Platform): BaseWindow | null {
  return platform === 'win32' ? new BaseWindow({ show: false, skipTaskbar: true }) : null;
}

/** macOS: a program with no window is not in the dock. */
function showInDock(visible: boolean): void {
  if (process.platform === 'darwin') app.setActivationPolicy(visible ? 'regular' : 'accessory');
}
