/** The app on a desktop, as a list of its parts: each is created from those above it, and connected below. */
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
import { toolCommand } from '../../locales/commands.ts';
import type { Handlers } from '../../preload/api.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { askedBy, type Flags, isProblem, lastingFlags } from '../cli/flags.ts';
import { oneOfSeveral, sessionOf } from '../desktop/accounts-of.ts';
import { CONSENT_PAGE, registerAssetScheme, START_PAGE, serveAssets } from '../desktop/asset-protocol.ts';
import { createClosePrompt } from '../desktop/close-prompt.ts';
import { copyCode, openPage } from '../desktop/code-actions.ts';
import { createCommands } from '../desktop/commands.ts';
import { createConfirm } from '../desktop/confirmation.ts';
import { createConfirmedRequests } from '../desktop/confirmed-requests.ts';
import { createConsentWindow } from '../desktop/consent-window.ts';
import { createDock } from '../desktop/dock.ts';
import { harden } from '../desktop/hardening.ts';
import { createInstalledCommand } from '../desktop/installed-command.ts';
import { sendChanged, serveRequests } from '../desktop/ipc.ts';
import { createLoginItem, wasOpenedAtLogin } from '../desktop/login-item.ts';
import { applicationMenu } from '../desktop/menu.ts';
import { modulesToPreload } from '../desktop/module-preload.ts';
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
import type { Account } from './account-list.ts';
import { createApp } from './create-app.ts';
import { createEvent } from './event.ts';
import { APP_ID, type Run } from './run-context.ts';
import { selectAmong } from './select-account.ts';
import { createWords } from './words.ts';

/** Starts the app on the desktop. Resolves when it is up. */
export async function start({ profile, flags, log, leave }: Run): Promise<void> {
  const { platform, env: environment, execPath: executable } = process;
  const clock = systemClock();
  registerAssetScheme(protocol);
  harden(app);
  app.setAppUserModelId(APP_ID);
  const dock = createDock(app, platform);
  if (platform !== 'darwin') Menu.setApplicationMenu(null);
  const up = Promise.withResolvers<(asked: Asked) => void>();
  app.on('second-instance', (_event, _argv, _folder, data) => void up.promise.then((honor) => honor(askedBy(data))));

  const args = lastingFlags(flags, profile);
  const login = { app, platform, appId: APP_ID, environment, executable, home: homedir(), args };
  const hasTray = () => hasTrayHost({ platform, environment });
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
  const { snapshot, subscribe, accounts, sessions, endingWithProgram } = companion;
  const reading = createWords(companion);

  // The window: first, because its page takes longest to load.
  const bundles = join(app.getAppPath(), 'out');
  const icons = iconsIn(join(bundles, 'main', 'icons'), platform);
  const handlers = Promise.withResolvers<Handlers>();
  serveRequests(ipcMain, handlers.promise, { log, mayAsk: createRateLimit(clock) });
  serveAssets(protocol, join(bundles, 'renderer'), () => modulesToPreload(snapshot()));
  nativeTheme.themeSource = snapshot().settings.theme.value;
  const closed = createEvent();
  const page = { BrowserWindow, nativeTheme, title: app.getName(), icon: icons.window, devTools: !app.isPackaged, log };
  const window = createWindowManager({
    ...page,
    screen,
    url: START_PAGE,
    preload: join(bundles, 'preload', 'index.cjs'),
    place: boundsIn(profile),
    onClosed: closed.emit,
  });
  const startsHidden =
    flags.switches.has('hidden') || (wasOpenedAtLogin(login) && snapshot().settings.startHidden.value);
  if (startsHidden) dock.hide();
  else window.show();
  const painted = seen(window.window());

  // Dialogs, and what they guard.
  const { current: words, onChange: onLanguage } = await reading;
  const quit = () => app.quit();
  const quitPrompt = createQuitPrompt({ dialog, window: window.window, words, ending: endingWithProgram, quit });
  const { isQuitting } = guardQuit({
    app,
    powerMonitor,
    logOff: logOffOn(platform),
    sessions,
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
  const confirm = createConfirm({ dialog, window: window.window });
  const requests: Handlers = {
    ...companion.requests,
    ...createConfirmedRequests({ ...companion, confirm, words }),
    copyCode: (account) => copyCode(sessionOf(snapshot(), account), clipboard),
    copyCommand: (use, account) =>
      clipboard.writeText(toolCommand(use, oneOfSeveral(snapshot(), account)?.name ?? null)),
    openPage: (account) => openPage(sessionOf(snapshot(), account), { shell, clipboard }),
    async saveReport() {
      const { saveReport } = await import('../diagnostics/save-dialog.ts');
      return saveReport(snapshot(), { dialog, window: window.window(), folder: homedir(), now: Date.now });
    },
    quit: quitPrompt.quit,
  };
  handlers.resolve(requests);

  // What draws the state, beside the window.
  const consentWindow = createConsentWindow({
    ...page,
    url: CONSENT_PAGE,
    preload: join(bundles, 'preload', 'consent.cjs'),
    reader: snapshot,
    clock,
  });
  const commands = createCommands({ requests, window, consentWindow });
  const desktop = { words, commands, log };
  const tray = createTray({ ...desktop, Tray, Menu, platform, icons: icons.tray }, snapshot());
  const notifications = createNotifications({ ...desktop, Notification, isOpen: () => window.window() !== null });
  const drawMenu = () => {
    const { menu, settings, mac } = words();
    const own = {
      settings: { label: menu.settings, open: commands.settings },
      about: { label: settings.about.open, open: commands.about },
      quit: () => void commands.quit(),
    };
    const items = applicationMenu(platform, own, mac);
    if (items) Menu.setApplicationMenu(Menu.buildFromTemplate(items));
  };
  drawMenu();
  onLanguage(drawMenu);
  subscribe((now) => {
    nativeTheme.themeSource = now.settings.theme.value;
    tray.draw(now);
    notifications.follow(now);
    sendChanged(window.window(), now);
  });

  /** The account that a command line means; null: there is none, or more than one. */
  const meant = ({ values }: Asked): Account | null => {
    const account = values.account ?? (environment['COMPANION_ACCOUNT'] || null);
    const selected = selectAmong(accounts.all(), { account, server: null });
    return selected.kind === 'account' ? selected.account.account : null;
  };

  // What happens to windows, app and computer.
  closed.on(() => companion.requests.open('state'));
  promptOnceClosed(closed.on, closePrompt.closed);
  app.on('browser-window-created', closePrompt.opened);
  app.on('before-quit', quitPrompt.close);
  app.on('activate', window.show);
  up.resolve((asked) => {
    void companion.tools()?.renew();
    if (!asked.switches.has('hidden')) window.show();
    // A code that is on the screen already is not taken away.
    const account = meant(asked);
    if (!asked.switches.has('sign-in') || account?.session.state().kind === 'awaiting-approval') return;
    if (account) void commands.signIn(account.id);
    // Several accounts, and none is named: the user chooses.
    else void requests.openAccount(null);
  });
  // The page's clock stood still while the computer slept.
  powerMonitor.on('resume', () => sendChanged(window.window(), snapshot()));
  const endGrants = () => companion.tools()?.locked();
  const onLocked = () => {
    companion.noteScreen(true);
    endGrants();
  };
  const onUnlocked = () => {
    companion.noteScreen(false);
    for (const session of sessions()) void session.keyringMayBeOpen();
  };
  // macOS and Windows only.
  powerMonitor.on('lock-screen', onLocked);
  powerMonitor.on('unlock-screen', onUnlocked);

  // What can wait until the window has been painted.
  void painted.then(async () => {
    void companion.keepCommand();
    void companion.startUpdates({
      openPage: (page) => shell.openExternal(page),
      onNew: () => notifications.notifyUpdate(snapshot()),
    });
    // What is allowed until the lock would otherwise go on without end; and no one would report that the screen is unlocked.
    const onLost = () => {
      endGrants();
      companion.noteScreen(false);
    };
    const linux = { environment, onLocked, onUnlocked, onLost };
    const lock = platform === 'linux' ? await watchScreenLock(linux) : null;
    app.on('will-quit', () => lock?.stop());
    const tools = await companion.startTools({
      servedBy: 'window',
      prompt: consentWindow,
      lockIsKnown: () => lock?.isKnown() ?? true,
      handOver: () => false,
    });
    // Removes the socket. Nothing is in progress by then.
    app.on('will-quit', () => void tools.close());
  });

  // A locked keyring holds this up until the user responds to its prompt.
  await accounts.start(painted);
  const account = meant(flags)?.id;
  if (account === undefined) return;
  if (flags.switches.has('sign-out')) companion.requests.signOut(account);
  else if (flags.switches.has('sign-in')) companion.requests.signIn(account);
}

type Asked = Pick<Flags, 'switches' | 'values'>;

/** Prompts once no window is left, unless only the one that asks about a tool was open. */
function promptOnceClosed(onClosed: (listener: () => void) => unknown, prompt: () => unknown): void {
  let hasClosed = false;
  onClosed(() => {
    hasClosed = true;
  });
  app.on('window-all-closed', () => {
    if (hasClosed) void prompt();
    hasClosed = false;
  });
}

/** Resolves when a window is seen for the first time, or will not be. */
function seen(window: BrowserWindow | null): Promise<void> {
  return new Promise((resolve) => {
    if (!window) return resolve();
    window.once('show', resolve);
    window.once('closed', resolve);
  });
}

/** Windows reports a log-off only to a window. This one has no page, is never shown, and costs next to nothing. */
function logOffOn(platform: NodeJS.Platform): BaseWindow | null {
  return platform === 'win32' ? new BaseWindow({ show: false, skipTaskbar: true }) : null;
}
