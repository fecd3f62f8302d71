/** The app's single source of truth for windows, tray and terminal: the snapshot they render, and the requests they send. */
import type { ApiState, Grant, Handlers, Page, ToolsView, Updates } from '../../../preload/api.ts';
import type { InstalledCommand } from '../../desktop/installed-command.ts';
import type { DiagnosticsStore } from '../../diagnostics/store.ts';
import type { ProxyPasswords } from '../../net/proxy-passwords.ts';
import type { Session } from '../../session/session.ts';
import type { UpdateStore } from '../../updates/updates.ts';
import type { AccountList } from '../account-list/account-list.ts';
import { createAccountRequests } from './account-requests.ts';
import { createServerRequests, type ServerRequestParts } from './server-requests.ts';
import { createSettingRequests } from './setting-requests.ts';
import { createSnapshots, type SnapshotParts, type Snapshots } from './snapshots.ts';

/** What windows, tray and terminal share. Snapshots hold no secrets. */
export interface Companion extends Snapshots {
  /** Publishes a new snapshot. */
  changed(): void;
  readonly accounts: AccountList;
  /** Shows an unexpected error by its class. The app keeps running. */
  noteFault(name: string): void;
  /** The sign-ins that exist only in memory and so end with the app. */
  endingWithProgram(): readonly NonNullable<ReturnType<Session['endingWithProgram']>>[];
  /** Called once local tools are served. */
  serveTools(tools: LocalTools): void;
  /** Null until local tools are served. */
  tools(): LocalTools | null;
  /** Called once the app checks for updates. */
  checkUpdates(updates: UpdateStore): void;
  /** Null until the app checks for updates. */
  updates(): UpdateStore | null;
  /** Makes the command on PATH, if installed, start this program. Call once, after the first paint. */
  keepCommand(): Promise<void>;
  /** The screen was locked, which ends grants that last until then, or unlocked. */
  noteScreen(locked: boolean): void;
  readonly requests: Omit<Handlers, 'painted' | 'copyCode' | 'copyCommand' | 'openInBrowser' | 'saveReport' | 'quit'>;
}

/** Local tools, once they are served. */
export interface LocalTools {
  /** The API's current state. */
  readonly api: ApiState;
  view(page: Page): ToolsView;
  remove(grant: Pick<Grant, 'tool' | 'accountId' | 'host'>): void;
  /** A caller could not find the API: creates the socket again if it's gone. */
  renew(): Promise<void>;
  /** The screen was locked, which ends grants that last until then. */
  locked(): void;
  /** Whether ending the process now would lose something. */
  isBusy(): boolean;
  /** Responds to the requests in progress, then closes the API. */
  close(): Promise<void>;
}

/** The view before local tools are served. */
const NO_TOOLS: ToolsView = {
  api: { kind: 'not-started' },
  account: null,
  grants: [],
  events: [],
  question: null,
  lockIsKnown: false,
  mayAsk: null,
};

/** Opens no session by itself; `accounts.start()` or a request does. */
export function createAppStore(
  parts: SnapshotParts &
    ServerRequestParts & {
      readonly proxy: Pick<ProxyPasswords, 'challenge' | 'answer'>;
      readonly doctor: DiagnosticsStore;
      /** The state until the app checks for updates. */
      readonly updates: Updates;
      /** Null if this run has no window to show it. */
      readonly installedCommand: InstalledCommand | null;
    },
): Companion {
  const { accounts, serverSetting, doctor } = parts;
  const changed = parts.changes.emit;
  let page: Page = 'state';
  let fault: string | null = null;
  let screenLocked = false;
  let updates: UpdateStore | null = null;
  let tools: LocalTools | null = null;

  function showPage(next: Page) {
    // Keep the refusal if the user opens the settings, which is where it's shown.
    if (page !== next && next !== 'settings') ofSettings.forgetRefusal();
    page = next;
    changed();
    if (page === 'settings') ofSettings.opened();
    if (page === 'doctor') doctor.diagnose(serverSetting.current());
  }

  const ofAccounts = createAccountRequests({ ...parts, showPage, changed });
  const ofServers = createServerRequests(parts, ofAccounts.shown);
  const ofSettings = createSettingRequests({ ...parts, changed });
  const snapshots = createSnapshots(parts, () => ({
    ...ofSettings.shown(),
    account: ofAccounts.shown()?.id ?? null,
    page,
    fault,
    screenLocked,
    updates: updates?.state() ?? parts.updates,
    tools: tools?.view(page) ?? NO_TOOLS,
  }));

  return {
    ...snapshots,
    changed,
    accounts,
    endingWithProgram: () => accounts.sessions().flatMap((each) => each.endingWithProgram() ?? []),
    serveTools(served) {
      tools = served;
      changed();
    },
    tools: () => tools,
    checkUpdates(store) {
      updates = store;
      changed();
    },
    updates: () => updates,
    keepCommand: ofSettings.keepCommand,
    noteScreen(locked) {
      screenLocked = locked;
      changed();
      if (locked) tools?.locked();
    },
    noteFault(name) {
      fault = name;
      changed();
    },
    requests: {
      ...ofAccounts.requests,
      ...ofServers,
      ...ofSettings.requests,
      current: snapshots.snapshot,
      showPage,
      checkForUpdates: () => updates?.check(),
      update: () => updates?.apply(),
      updateLater: () => updates?.postpone(),
      removeTool: (grant) => tools?.remove(grant),
    },
  };
}
