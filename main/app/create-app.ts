/** Builds the app from its real parts, in order: each is created from those above it, and connected below. */
import { hostname } from 'node:os';
import { app, net, powerMonitor, safeStorage } from 'electron';
import { languageFor } from '../../locales/languages.ts';
import type { Updates } from '../../preload/api.ts';
import { type Flags, isProblem, type SettingProblem } from '../cli/flags.ts';
import type { InstalledCommand } from '../desktop/installed-command.ts';
import { createDiagnostics } from '../diagnostics/store.ts';
import { withComputerName } from '../oauth/device-os.ts';
import type { Server } from '../oauth/protocol.ts';
import { checkServer } from '../oauth/server-check.ts';
import { serverName } from '../oauth/server-name.ts';
import { createSession } from '../session/session.ts';
import type { Session } from '../session/types.ts';
import { policyPath } from '../settings/policy/path.ts';
import { readPolicy } from '../settings/policy/read.ts';
import type { PolicySettings } from '../settings/policy/types.ts';
import { NO_SERVER, readUserSettings, resolveServer, writeUserSettings } from '../settings/resolve.ts';
import { type DesktopParts, NO_DESKTOP, openSettings } from '../settings/settings-store.ts';
import { createUserFile } from '../settings/user-file.ts';
import type { Log } from '../system/log.ts';
import { deviceOs } from '../system/os-name.ts';
import { sandboxState } from '../system/sandbox.ts';
import { onFault } from '../system/uncaught-errors.ts';
import { systemClock } from '../time/clock.ts';
import { createClockSkew } from '../time/clock-skew.ts';
import { watchPower } from '../time/power.ts';
import { BUILT, loadUpdates } from '../updates/built.ts';
import { electronKeychain } from '../vault/safe-storage.ts';
import type { ToolRecord } from '../vault/types.ts';
import { type Companion, createAppStore, type LocalTools } from './app-store.ts';
import { createNetwork } from './create-network.ts';
import type { ToolsDesktop } from './create-tools.ts';
import type { UpdateDesktop } from './create-updates.ts';
import { createVaults } from './create-vaults.ts';
import { createEvent } from './event.ts';
import { socketPlace } from './socket-place.ts';

/** The app store over the real parts, and what begins after the first paint. */
export interface Opened extends Companion {
  /** Call once. Does nothing if update checks are off. */
  startUpdates(desktop: UpdateDesktop): Promise<void>;
  /** Serves local tools from now on. Call once. Never rejects because of what lies in the socket's way. */
  startTools(desktop: ToolsDesktop): Promise<LocalTools>;
}

/** Opens what a profile holds; files are read while Electron gets ready. Returns a setting that cannot be used. */
export async function createApp(
  profile: string,
  flags: Flags,
  log: Log,
  desktop: DesktopParts & { readonly installedCommand?: InstalledCommand } = NO_DESKTOP,
  { autoRefresh = true } = {},
): Promise<Opened | SettingProblem> {
  const policy = await readPolicy(policyPath(process.platform));
  const { set, problem, serverIsCertain } = policy;
  if (problem) log('administrator: file not usable', { ...problem, serverIsCertain });
  const read = await readUserSettings(profile);
  const os = await deviceOs();
  const computer = hostname().replace(/\.local$/, '');
  await app.whenReady();
  if (isProblem(read)) return read;
  const setting = serverIsCertain ? resolveServer(flags, process.env, read, policy) : NO_SERVER;
  if (isProblem(setting)) return setting;
  if (setting.overruled.length > 0) log('administrator: not followed', { names: setting.overruled });

  const changes = createEvent();
  const woke = createEvent();

  const userFile = createUserFile(read, {
    read: () => readUserSettings(profile),
    write: (changed) => writeUserSettings(profile, changed),
  });
  const settings = await openSettings({ userFile, flags, set, desktop, onChange: changes.emit });
  const clock = systemClock();
  const power = watchPower({ powerMonitor, net, clock, onWake: woke.emit });
  const network = await createNetwork(set, clock);
  const keychain = electronKeychain(safeStorage, process.platform, profile);
  const storesOf = createVaults({
    profile,
    keychain,
    keepWithoutKeyring: () => settings.current().keepWithoutKeyring.value,
    clock,
  });
  const doctor = createDiagnostics(async (setting, report) => {
    const { runDiagnostics } = await import('./create-diagnostics.ts');
    const { loginItem } = desktop;
    const here = { profile, flags, policy: policy, network: network.shared, keychain, clock, os, loginItem };
    const { localTools } = settings.current();
    const toolsApi = async () => companion.tools()?.api ?? null;
    await runDiagnostics({ ...here, setting, running: async () => 'this', localTools, toolsApi }, report);
  }, changes.emit);

  const origins = new Map<Session, { readonly server: Server; readonly record: ToolRecord }>();
  const aboutSession = (session: Session) => {
    const origin = origins.get(session);
    if (!origin) throw new Error('this session was opened elsewhere');
    return origin;
  };
  function openSession(server: Server, name: string): Session {
    const clockSkew = createClockSkew(clock);
    const stores = storesOf(server);
    const session = createSession({
      server,
      serverName: name,
      clockSkew,
      deviceOs: () => (settings.current().sendComputerName.value ? withComputerName(os, computer) : os),
      maySignIn: problem === null,
      autoRefresh,
      http: network.http(clockSkew.note),
      refreshHttp: network.refreshHttp(clockSkew.note),
      closeIdleConnections: network.closeIdleConnections,
      ...stores,
      ...power,
      clock,
      random: Math.random,
      onChange: changes.emit,
      log,
    });
    woke.on(session.woke);
    origins.set(session, { server, record: stores.vault.tools });
    return session;
  }

  const companion = createAppStore({
    changes,
    setting,
    policyProblem: problem,
    unknownFlags: flags.unknown,
    userFile,
    settings,
    computer,
    version: app.getVersion(),
    // Not `app.getLocale()`: that is the one language which Chromium could translate its own dialogs into.
    languageFor: (chosen) => languageFor(chosen, app.getPreferredSystemLanguages()),
    systemLocale: app.getSystemLocale(),
    system: {
      mayLackKeyring: process.platform === 'linux',
      sandbox: sandboxState(app),
      os,
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
    },
    changeSetting: (changed) => resolveServer(flags, process.env, changed, policy),
    checkServer: (server) => checkServer(server, serverName, network.http()),
    proxy: network.passwords,
    updates: updatesAtStart(set),
    doctor,
    installedCommand: desktop.installedCommand ?? null,
    openSession,
  });
  onFault(companion.noteFault);

  return {
    ...companion,
    async startUpdates(desktop) {
      if (!BUILT || !loadUpdates || companion.snapshot().updates.kind === 'off') return;
      const { openUpdates } = await loadUpdates();
      const { awake } = power;
      companion.checkUpdates(
        await openUpdates({ built: BUILT, profile, companion, network, net, awake, clock, log, desktop }),
      );
    },
    async startTools(desktop) {
      const { createTools } = await import('./create-tools.ts');
      const allowedTools = set.allowedTools ?? null;
      return createTools({ ...desktop, profile, place: socketPlace(), companion, aboutSession, allowedTools, clock });
    },
  };
}

/** The state before the first check. Windows installs no update whose signature it could not verify. */
function updatesAtStart({ updates }: PolicySettings): Updates {
  if (!BUILT || (process.platform === 'win32' && BUILT.publisher === null)) return { kind: 'off', by: 'build' };
  return updates === false ? { kind: 'off', by: 'administrator' } : { kind: 'not-looked' };
}
