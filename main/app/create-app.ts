/** Builds the app from its real parts, in order: each is created from those above it, and connected below. */
import { hostname } from 'node:os';
import { app, net, powerMonitor, safeStorage } from 'electron';
import { languageFor } from '../../locales/languages.ts';
import { accountsFileIn } from '../accounts/accounts-file.ts';
import { lostVaults } from '../accounts/lost-accounts.ts';
import { type Flags, isProblem, type SettingProblem } from '../cli/flags.ts';
import type { InstalledCommand } from '../desktop/installed-command.ts';
import { createDiagnostics } from '../diagnostics/store.ts';
import { checkServer } from '../oauth/server-check.ts';
import { durationMs } from '../settings/policy/durations.ts';
import { policyPath } from '../settings/policy/path.ts';
import { readPolicy } from '../settings/policy/read.ts';
import { NO_SERVER, resolveServer, serverOf, withoutServer } from '../settings/resolve.ts';
import { type DesktopParts, NO_DESKTOP, openSettings } from '../settings/settings-store.ts';
import { createUserFile, readUserSettings, type UserSettings, writeUserSettings } from '../settings/user-file.ts';
import type { Log } from '../system/log.ts';
import { deviceOs } from '../system/os-name.ts';
import { sandboxState } from '../system/sandbox.ts';
import { onFault } from '../system/uncaught-errors.ts';
import { systemClock } from '../time/clock.ts';
import { oneTimer } from '../time/one-timer.ts';
import { watchPower } from '../time/power.ts';
import { nameOfBinding } from '../vault/layout.ts';
import { electronKeychain } from '../vault/safe-storage.ts';
import { createAccountList } from './account-list.ts';
import { type Companion, createAppStore, type LocalTools } from './app-store.ts';
import { BUILT, loadUpdates, updatesAtStart } from './built.ts';
import { createNetwork } from './create-network.ts';
import type { ToolsDesktop } from './create-tools.ts';
import type { UpdateDesktop } from './create-updates.ts';
import { createVaults } from './create-vaults.ts';
import { createEvent } from './event.ts';
import { knownAccounts, withoutAbandoned } from './known-accounts.ts';
import { createLockLimit } from './lock-limit.ts';
import { openAudit } from './open-audit.ts';
import { sessionOpener } from './open-session.ts';
import { createServerSetting } from './server-setting.ts';
import { socketPlace } from './socket-place.ts';

/** The app store over the real parts, and what begins after the first paint. */
export interface Opened extends Companion {
  /** Call once. Does nothing if update checks are off. */
  startUpdates(desktop: UpdateDesktop): Promise<void>;
  /** Serves local tools from now on. Call once, or again after they were closed. Never rejects because of what lies in the socket's way. */
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
  const accountsFile = accountsFileIn(profile);
  const load = async () => withoutAbandoned(profile, await accountsFile.load());
  let loaded = await load();
  const os = await deviceOs();
  const computer = hostname().replace(/\.local$/, '');
  await app.whenReady();
  if (isProblem(read)) return read;
  const serverFlags = flags.switches.has('add-account') ? withoutServer(flags) : flags;
  const resolve = (userFile: UserSettings) => resolveServer(serverFlags, process.env, userFile, policy);
  const first = serverIsCertain ? resolve(read) : NO_SERVER;
  if (isProblem(first)) return first;
  if (first.overruled.length > 0) log('administrator: not followed', { names: first.overruled });

  const changes = createEvent();
  const woke = createEvent();
  const limits = { maxAgeMs: durationMs(set.maxSignInAge), lockedMs: durationMs(set.signOutAfterLocked) };
  const audit = set.audit === true ? await openAudit(app.getVersion(), log) : null;

  const userFile = createUserFile(read, {
    read: () => readUserSettings(profile),
    write: (changed) => writeUserSettings(profile, changed),
  });
  const setting = createServerSetting({ setting: first, userFile, resolve });
  const settings = await openSettings({ userFile, flags, set, desktop, onChange: changes.emit });
  const clock = oneTimer(systemClock());
  const power = watchPower({ powerMonitor, net, clock, onWake: woke.emit });
  const network = await createNetwork(set, clock);
  const keychain = electronKeychain(safeStorage, process.platform, profile);
  const storesOf = createVaults({
    profile,
    keychain,
    keepWithoutKeyring: () => settings.current().keepWithoutKeyring.value,
    severalAccounts: () => accounts.hasSeveral(),
    clock,
  });
  const doctor = createDiagnostics(async (setting, report) => {
    const { runDiagnostics } = await import('./create-diagnostics.ts');
    const { loginItem } = desktop;
    const here = { profile, flags, policy: policy, network: network.shared, keychain, clock, os, loginItem };
    const { localTools } = settings.current();
    const toolsApi = async () => companion.tools()?.api ?? null;
    const lockIsKnown = () => companion.tools()?.view('state').lockIsKnown ?? null;
    const auditLost = () => audit?.lost() ?? 0;
    const more = { localTools, toolsApi, auditLost, lockIsKnown, missingVaults, running: async () => 'this' as const };
    await runDiagnostics({ ...here, ...more, setting, accounts: accounts.vaults() }, report);
  }, changes.emit);

  const openSession = sessionOpener({
    ...power,
    clock,
    network,
    storesOf,
    settings,
    accounts: () => accounts,
    os,
    computer,
    audit,
    maySignIn: problem === null,
    maxAgeMs: limits.maxAgeMs,
    autoRefresh,
    changes,
    log,
  });

  const known = await knownAccounts(profile, first, policy, () => loaded);
  const configured = () => known.configured(setting.current());
  const accounts = createAccountList({
    loaded: () => loaded,
    async load() {
      loaded = await load();
      await findMissing();
    },
    configured,
    file: accountsFile,
    mayAdd: (server) => known.mayAddOn(setting.current(), server),
    openSession,
    serverOf,
    vaultOfBinding: nameOfBinding,
    async unconfigure() {
      await setting.forget();
      return configured();
    },
    changed: changes.emit,
  });
  let missing = 0;
  const missingVaults = () =>
    lostVaults(
      profile,
      loaded,
      configured().map(({ id }) => id),
    );
  async function findMissing() {
    missing = (await missingVaults()).length;
  }
  await findMissing();
  woke.on(() => {
    for (const session of accounts.sessions()) session.woke();
  });

  const companion = createAppStore({
    changes,
    setting,
    accounts,
    configured,
    mayAddAccount: () => known.mayAdd(setting.current()),
    missingAccounts: () => missing,
    serverOf,
    policyProblem: problem,
    limits,
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
    resolveServer: resolve,
    checkServer: (server) => checkServer(server, network.http()),
    proxy: network.passwords,
    updates: updatesAtStart(set),
    doctor,
    installedCommand: desktop.installedCommand ?? null,
  });
  onFault(companion.noteFault);
  const lockLimit = createLockLimit({
    clock,
    limitMs: limits.lockedMs,
    onDue() {
      for (const session of companion.accounts.sessions()) void session.endByLimit('locked');
    },
  });

  return {
    ...companion,
    noteScreen(locked) {
      lockLimit.note(locked);
      companion.noteScreen(locked);
    },
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
      return createTools({ ...desktop, audit, profile, place: socketPlace(), companion, allowedTools, clock });
    },
  };
}
