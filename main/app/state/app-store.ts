/** The app's single source of truth for windows, tray and terminal: what is shown, and what can be asked for. */
import type { ApiState, Grant, Handlers, Page, ToolsView, Updates } from '../../../preload/api.ts';
import type { InstalledCommand } from '../../desktop/installed-command.ts';
import type { DiagnosticsStore } from '../../diagnostics/store.ts';
import type { ProxyPasswords } from '../../net/proxy-passwords.ts';
import type { Session } from '../../session/types.ts';
import type { UpdateStore } from '../../updates/types.ts';
import type { AccountList } from '../account-list/account-list.ts';
import { createAccountRequests } from './account-requests.ts';
import { createServerRequests, type ServerRequestParts } from './server-requests.ts';
import { createSettingRequests } from './setting-requests.ts';
import { createSnapshots, type SnapshotParts, type Snapshots } from './snapshots.ts';

/** What windows, tray and terminal share. Nothing in a snapshot is secret. */
export interface Companion extends Snapshots {
  /** Publishes a new snapshot. */
  changed(): void;
  readonly accounts: AccountList;
  /** Records an unexpected error in the state, by its class; everything goes on. */
  noteFault(name: string): void;
  /** The sign-ins that are in memory only, and end with the app. */
  endingWithProgram(): readonly NonNullable<ReturnType<Session['endingWithProgram']>>[];
  /** Local tools are served from now on. */
  serveTools(tools: LocalTools): void;
  /** Null until local tools are served. */
  tools(): LocalTools | null;
  /** The app checks for updates from now on. */
  checkUpdates(updates: UpdateStore): void;
  /** Null until the app checks for updates. */
  updates(): UpdateStore | null;
  /** The command on PATH starts this very program from now on, if it is installed. To be called once, after the first paint. */
  keepCommand(): Promise<void>;
  /** The screen was locked, which ends what tools were allowed until then; or it is not locked any more. */
  noteScreen(locked: boolean): void;
  readonly requests: Omit<Handlers, 'copyCode' | 'copyCommand' | 'openPage' | 'saveReport' | 'quit'>;
}

/** Local tools, once they are served. */
export interface LocalTools {
  /** As it is now. */
  readonly api: ApiState;
  view(page: Page): ToolsView;
  remove(grant: Pick<Grant, 'tool' | 'accountId' | 'host'>): void;
  /** A caller did not find the API, and asked for the profile: the socket is put there again if it has gone. */
  renew(): Promise<void>;
  /** The screen was locked: what was allowed until then ends. */
  locked(): void;
  /** Whether something would be lost if the process ended now. */
  isBusy(): boolean;
  /** Responds to the requests in progress, and ends. */
  close(): Promise<void>;
}

/** Before local tools are served. */
const NO_TOOLS: ToolsView = {
  api: { kind: 'not-started' },
  account: null,
  grants: [],
  events: [],
  question: null,
  lockIsKnown: false,
  mayAsk: null,
};

/** Opens no session by itself: that waits for `accounts.start()`, or for a server to be chosen. */
export function createAppStore(
  parts: SnapshotParts &
    ServerRequestParts & {
      readonly proxy: Pick<ProxyPasswords, 'asks' | 'answer'>;
      readonly doctor: DiagnosticsStore;
      /** The state until the app checks for updates. */
      readonly updates: Updates;
      /** Null: this run has no window that could show it. */
      readonly installedCommand: InstalledCommand | null;
    },
): Companion {
  const { accounts, setting, doctor } = parts;
  const changed = parts.changes.emit;
  let page: Page = 'state';
  let fault: string | null = null;
  let screenLocked = false;
  let updates: UpdateStore | null = null;
  let tools: LocalTools | null = null;

  function open(next: Page) {
    // Users who open the settings because of it have not seen it yet.
    if (page !== next && next !== 'settings') ofSettings.forgetRefusal();
    page = next;
    changed();
    if (page === 'settings') ofSettings.opened();
    if (page === 'doctor') doctor.examine(setting.current());
  }

  const ofAccounts = createAccountRequests({ ...parts, open, changed });
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
      open,
      lookForUpdates: () => updates?.look(),
      update: () => updates?.take(),
      updateLater: () => updates?.putOff(),
      removeTool: (grant) => tools?.remove(grant),
    },
  };
}
