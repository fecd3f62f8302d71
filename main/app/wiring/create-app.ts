/** Creates the app's parts over the real system, one after another, each from those above it, and connects them. */
import { hostname } from 'node:os';
import { app, net, powerMonitor, safeStorage } from 'electron';
import { languageFor } from '../../../locales/languages.ts';
import { lostVaults } from '../../accounts/lost-accounts.ts';
import { type Flags, isProblem, type SettingProblem } from '../../cli/flags.ts';
import type { InstalledCommand } from '../../desktop/installed-command.ts';
import { createDiagnostics } from '../../diagnostics/store.ts';
import { durationMs } from '../../settings/policy/durations.ts';
import { type DesktopParts, NO_DESKTOP, openSettings } from '../../settings/settings-store.ts';
import { createUserFile, readUserSettings, unknownFields, writeUserSettings } from '../../settings/user-settings.ts';
import type { Log } from '../../system/log.ts';
import { sandboxState } from '../../system/sandbox.ts';
import { onFault } from '../../system/uncaught-errors.ts';
import { systemClock } from '../../time/clock.ts';
import { createEvent } from '../../time/event.ts';
import { oneTimer } from '../../time/one-timer.ts';
import { watchPower } from '../../time/power.ts';
import { electronKeychain } from '../../vault/safe-storage.ts';
import { createAccountList } from '../account-list/account-list.ts';
import { knownAccounts } from '../account-list/known-accounts.ts';
import { type Companion, createAppStore, type LocalTools } from '../state/app-store.ts';
import { createServerSetting } from '../state/server-setting.ts';
import { createNetwork } from './create-network.ts';
import type { ToolsDesktop } from './create-tools.ts';
import type { UpdateDesktop } from './create-updates.ts';
import { createVaults } from './create-vaults.ts';
import { createLockLimit } from './lock-limit.ts';
import { openAudit } from './open-audit.ts';
import { sessionOpener } from './open-session.ts';
import { ownCommand } from './own-command.ts';
import { readStart } from './read-start.ts';
import { socketPathParts } from './socket-path-parts.ts';
import { loadUpdates, UPDATE_BUILD, updatesAtStart } from './update-build.ts';

/** The app store, and the parts that start after the first paint. */
export interface Opened extends Companion {
  /** Call once. Does nothing if update checks are off. */
  startUpdates(desktop: UpdateDesktop): Promise<void>;
  /**
   * Serves local tools from now on. Call once, or again after they were closed.
   * If the socket can't be created, the result's `api` shows why.
   */
  startTools(desktop: ToolsDesktop): Promise<LocalTools>;
}

/** Opens a profile, reading its files while Electron gets ready. If a setting is unusable, returns that problem instead. */
export async function createApp(
  profile: string,
  flags: Flags,
  log: Log,
  desktop: DesktopParts & { readonly installedCommand?: InstalledCommand } = NO_DESKTOP,
  { autoRefresh = true } = {},
): Promise<Opened | SettingProblem> {
  const start = await readStart(profile, flags, log);
  await app.whenReady();
  if (isProblem(start)) return start;
  const { policy, resolve, first, accountsFile, load, os } = start;
  const { managed, problem } = policy;
  let { loaded } = start;
  const computer = hostname().replace(/\.local$/, '');

  const changes = createEvent();
  const woke = createEvent();
  const limits = { maxAgeMs: durationMs(managed.maxSignInAge), lockedMs: durationMs(managed.signOutAfterLocked) };
  const audit = managed.audit === true ? await openAudit(app.getVersion(), log) : null;

  const userFile = createUserFile(start.userSettings, {
    read: () => readUserSettings(profile),
    write: (changed) => writeUserSettings(profile, changed),
  });
  const serverSetting = createServerSetting({ setting: first, userFile, resolve });
  const settings = await openSettings({ userFile, flags, managed, desktop, onChange: changes.emit });
  const clock = oneTimer(systemClock());
  const power = watchPower({ powerMonitor, net, clock, onWake: woke.emit });
  const network = await createNetwork(managed, clock);
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
    const parts = {
      profile,
      flags,
      policy,
      setting,
      network: network.shared,
      keychain,
      clock,
      os,
      loginItem: desktop.loginItem,
      localTools: settings.current().localTools,
      toolsApi: async () => companion.tools()?.api ?? null,
      lockIsKnown: () => companion.tools()?.view('state').lockIsKnown ?? null,
      auditLost: () => audit?.lost() ?? 0,
      accounts: accounts.vaults(),
      // Read the list again, because accounts and their vaults may have changed since the start.
      missingVaults: async () => lostVaults(profile, await accountsFile.inspect(), configured()),
      running: async () => 'this' as const,
    };
    await runDiagnostics(parts, report);
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
  const configured = () => known.configured(serverSetting.current());
  const accounts = createAccountList({
    loaded: () => loaded,
    async load() {
      loaded = await load();
      await findMissing();
    },
    configured,
    file: accountsFile,
    mayAdd: (server) => known.mayAddOn(serverSetting.current(), server),
    openSession,
    async unconfigure() {
      await serverSetting.forget();
      return configured();
    },
    changed: changes.emit,
  });
  let missing = 0;
  async function findMissing() {
    missing = (await lostVaults(profile, loaded, configured()))?.length ?? 0;
  }
  await findMissing();
  woke.on(() => {
    for (const session of accounts.sessions()) session.woke();
  });

  const { electron, chrome: chromium, node } = process.versions;
  const companion = createAppStore({
    changes,
    serverSetting,
    accounts,
    configured,
    mayAddAccount: () => known.mayAdd(serverSetting.current()),
    missingAccounts: () => missing,
    policyProblem: problem,
    limits,
    unknownFlags: flags.unknown,
    unknownSettings: unknownFields(start.userSettings),
    userFile,
    settings,
    computer,
    version: app.getVersion(),
    // Not `app.getLocale()`, which is limited to languages that Chromium is translated into.
    languageFor: (chosen) => languageFor(chosen, app.getPreferredSystemLanguages()),
    systemLocale: app.getSystemLocale(),
    system: { mayLackKeyring: process.platform === 'linux', sandbox: sandboxState(app), os, electron, chromium, node },
    resolveServer: resolve,
    async checkServer(server) {
      const { checkServer } = await import('../../oauth/server-check.ts');
      return checkServer(server, network.http());
    },
    proxy: network.passwords,
    updates: updatesAtStart(managed),
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
      if (!UPDATE_BUILD || !loadUpdates || companion.snapshot().updates.kind === 'off') return;
      const { openUpdates } = await loadUpdates();
      const { awake } = power;
      companion.checkUpdates(
        await openUpdates({ built: UPDATE_BUILD, profile, companion, network, net, awake, clock, log, desktop }),
      );
    },
    async startTools(desktop) {
      const { createTools } = await import('./create-tools.ts');
      const allowedTools = managed.allowedTools ?? null;
      const socketParts = socketPathParts();
      const recommended = ownCommand(process, app.isPackaged, flags, profile);
      const parts = { audit, profile, socketParts, companion, allowedTools, clock, ownCommand: recommended };
      return createTools({ ...desktop, ...parts });
    },
  };
}
