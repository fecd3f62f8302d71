/** Builds the companion from the real parts: Chromium's network, the system's keychain, the profile's files. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, session as electronSession, net, powerMonitor, safeStorage } from 'electron';
import { languageFor } from '../../locales/languages.ts';
import type { Updates } from '../../preload/api.ts';
import { type Flags, isProblem, type SettingProblem } from '../cli/flags.ts';
import type { InstalledCommand } from '../desktop/installed-command.ts';
import { createDiagnostics } from '../diagnostics/store.ts';
import { createHttpClient } from '../net/http-client.ts';
import { fetchOver } from '../net/proxy-fetch.ts';
import { createProxyPasswords } from '../net/proxy-passwords.ts';
import { withComputerName } from '../oauth/device-os.ts';
import type { Server } from '../oauth/protocol.ts';
import { checkServer } from '../oauth/server-check.ts';
import { serverName } from '../oauth/server-name.ts';
import { createSession } from '../session/session.ts';
import type { Session } from '../session/types.ts';
import { policyPath } from '../settings/policy/path.ts';
import { proxyConfig } from '../settings/policy/proxy.ts';
import { readPolicy } from '../settings/policy/read.ts';
import type { PolicySettings } from '../settings/policy/types.ts';
import { chooseServer, NO_SERVER, readUserSettings, writeUserSettings } from '../settings/resolve.ts';
import { createSettings } from '../settings/settings-store.ts';
import { type DesktopParts, NO_DESKTOP, openPreferences } from '../settings/user-settings.ts';
import type { Log } from '../system/log.ts';
import { deviceOs } from '../system/os-name.ts';
import { isSandboxed } from '../system/sandbox.ts';
import { onFault } from '../system/uncaught-errors.ts';
import { systemClock } from '../time/clock.ts';
import { createClockSkew } from '../time/clock-skew.ts';
import { watchPower } from '../time/power.ts';
import { BUILT, loadUpdates } from '../updates/built.ts';
import type { UpdateStore } from '../updates/types.ts';
import { machineId } from '../vault/machine-id.ts';
import { openRevokeOnly } from '../vault/revoke-only.ts';
import { electronKeychain } from '../vault/safe-storage.ts';
import type { RevokeOnlyStore, ToolRecord } from '../vault/types.ts';
import { type OpenVault, openVault } from '../vault/vault.ts';
import { type Companion, createAppStore } from './app-store.ts';
import type { LocalTools, ToolsDesktop } from './create-tools.ts';
import type { UpdateDesktop } from './create-updates.ts';

/** The companion over the real parts, and what the desktop tells it besides. */
export interface Opened extends Companion {
  /** To be called once, after the first paint. Does nothing if update checks are off. */
  lookForUpdates(desktop: UpdateDesktop): Promise<void>;
  /** Serves local tools from now on. To be called once, after the first paint. Never rejects for what lies in the socket's way. */
  serveTools(desktop: ToolsDesktop): Promise<LocalTools>;
  /** Somebody logs off, or the computer shuts down. */
  systemEnds(): void;
}

/** Opens what a profile holds: files are read while Electron gets ready. A setting that cannot be used is named. */
export async function createApp(
  profile: string,
  flags: Flags,
  log: Log,
  desktop: DesktopParts & { readonly installedCommand?: InstalledCommand } = NO_DESKTOP,
): Promise<Opened | SettingProblem> {
  const administration = await readPolicy(policyPath(process.platform));
  const { set, problem, serverIsCertain } = administration;
  if (problem) log('administrator: file not usable', { ...problem, serverIsCertain });
  const read = await readUserSettings(profile);
  const system = await deviceOs();
  const computer = hostname().replace(/\.local$/, '');
  await app.whenReady();
  if (isProblem(read)) return read;
  const setting = serverIsCertain ? chooseServer(flags, process.env, read, administration) : NO_SERVER;
  if (isProblem(setting)) return setting;
  if (setting.overruled.length > 0) log('administrator: not followed', { names: setting.overruled });
  const settings = createSettings(read, {
    read: () => readUserSettings(profile),
    write: (changed) => writeUserSettings(profile, changed),
  });
  const preferences = await openPreferences({ settings, flags, set, desktop, onChange: () => companion.changed() });

  const clock = systemClock();
  // In memory only: no cookie and no cached answer outlives the program, or is shared with a window.
  const network = electronSession.fromPartition('companion');
  const refreshNetwork = electronSession.fromPartition('companion-refresh');
  const passwords = createProxyPasswords();
  const proxy = set.proxy ? proxyConfig(set.proxy) : null;
  if (proxy) {
    await Promise.all([network, refreshNetwork].map((each) => each.setProxy(proxy)));
  }
  const keychain = electronKeychain(safeStorage, process.platform, profile);

  let updates: UpdateStore | null = null;
  const doctor = createDiagnostics(
    async (setting, tell) => {
      const { runDiagnostics } = await import('./create-diagnostics.ts');
      const { loginItem } = desktop;
      const here = { profile, flags, administration, network, keychain, clock, os: system, loginItem };
      await runDiagnostics({ ...here, setting, running: async () => 'this' }, tell);
    },
    () => companion.changed(),
  );
  const power = watchPower({
    powerMonitor,
    net,
    clock,
    onWake() {
      for (const session of companion.sessions()) session.woke();
      updates?.woke();
    },
  });

  /** Two servers that differ in their scope alone share one vault: two of one binding would not see each other's writes. */
  const stores = new Map<string, { readonly vault: OpenVault; readonly revokeOnly: RevokeOnlyStore }>();
  function storesOf({ baseUrl, clientId, tokenEndpoint }: Server) {
    const binding = { baseUrl, clientId, tokenEndpoint };
    const key = JSON.stringify(binding);
    const options = {
      folder: join(profile, 'vault'),
      binding,
      keychain,
      keepWithoutKeyring: () => preferences.current().keepWithoutKeyring.value,
      machineId,
    };
    const opened = stores.get(key) ?? {
      vault: openVault(options),
      revokeOnly: openRevokeOnly({ ...options, now: clock.now }),
    };
    stores.set(key, opened);
    return opened;
  }

  const origins = new Map<Session, { readonly server: Server; readonly record: ToolRecord }>();
  const aboutSession = (session: Session) => {
    const origin = origins.get(session);
    if (!origin) throw new Error('this session was opened elsewhere');
    return origin;
  };

  const companion = createAppStore({
    setting,
    configuration: problem,
    unknownFlags: flags.unknown,
    settings,
    preferences,
    computer,
    version: app.getVersion(),
    // Not `app.getLocale()`: that is the one language which Chromium could translate its own dialogs into.
    languageFor: (chosen) => languageFor(chosen, app.getPreferredSystemLanguages()),
    systemLocale: app.getSystemLocale(),
    system: {
      mayLackKeyring: process.platform === 'linux',
      sandboxed: isSandboxed(app),
      os: system,
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
    },
    choose: (changed) => chooseServer(flags, process.env, changed, administration),
    checkServer: (server) =>
      checkServer(server, serverName, createHttpClient({ fetch: fetchOver(network, net, passwords), clock })),
    proxy: passwords,
    updates: unlooked(set),
    doctor,
    installedCommand: desktop.installedCommand ?? null,
    openSession(server, name, onChange) {
      const clockSkew = createClockSkew(clock);
      const told = { clock, onDate: clockSkew.note };
      const stores = storesOf(server);
      const session = createSession({
        server,
        serverName: name,
        clockSkew,
        deviceOs: () => (preferences.current().sendComputerName.value ? withComputerName(system, computer) : system),
        maySignIn: problem === null,
        http: createHttpClient({ ...told, fetch: fetchOver(network, net, passwords) }),
        refreshHttp: createHttpClient({ ...told, fetch: fetchOver(refreshNetwork, net, passwords) }),
        closeIdleConnections: () => refreshNetwork.closeAllConnections(),
        ...stores,
        ...power,
        clock,
        random: Math.random,
        onChange,
        log,
      });
      origins.set(session, { server, record: stores.vault.tools });
      return session;
    },
  });
  onFault((name) => companion.noteFault(name));

  return {
    ...companion,
    async lookForUpdates(desktop) {
      if (!BUILT || !loadUpdates || companion.snapshot().updates.kind === 'off') return;
      const { openUpdates } = await loadUpdates();
      const own = electronSession.fromPartition('companion-updates');
      if (proxy) await own.setProxy(proxy);
      const parts = { built: BUILT, profile, companion, network: own, net, passwords, proxy, clock, log, desktop };
      updates = openUpdates({ ...parts, awake: power.awake });
      companion.keepUpdates(updates);
    },
    async serveTools(desktop) {
      const { createTools } = await import('./create-tools.ts');
      const place = { platform: process.platform, environment: process.env, uid: process.getuid?.() ?? null };
      const allowedTools = set.allowedTools ?? null;
      return createTools({ ...desktop, profile, place, companion, aboutSession, allowedTools, clock });
    },
    systemEnds: () => updates?.systemEnds(),
  };
}

/** What there is to say of updates before anybody looked. Windows installs none whose signature it could not judge. */
function unlooked({ updates }: PolicySettings): Updates {
  if (!BUILT || (process.platform === 'win32' && BUILT.publisher === null)) return { kind: 'off', by: 'build' };
  return updates === false ? { kind: 'off', by: 'administrator' } : { kind: 'not-looked' };
}
