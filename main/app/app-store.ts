/** The app's single source of truth for windows, tray and terminal: the accounts, and what is shown of them. */
import type {
  AccountId,
  AddAccountProblem,
  ApiState,
  CommandState,
  Grant,
  Handlers,
  Language,
  Limits,
  MayAddAccount,
  NewAccount,
  Page,
  PolicyProblem,
  ProxyAnswer,
  ServerCheck,
  ServerChoice,
  ServerProblem,
  SessionState,
  SettingChange,
  SettingChangeProblem,
  SettingValues,
  Snapshot,
  SystemFacts,
  ToolsView,
  Updates,
} from '../../preload/api.ts';
import type { ConfiguredAccount } from '../accounts/configured.ts';
import type { SettingProblem } from '../cli/flags.ts';
import type { InstalledCommand } from '../desktop/installed-command.ts';
import type { DiagnosticsStore } from '../diagnostics/store.ts';
import type { ProxyPasswords } from '../net/proxy-passwords.ts';
import type { Server } from '../oauth/protocol.ts';
import type { Session } from '../session/types.ts';
import type { ServerSetting } from '../settings/resolve.ts';
import { parseNewServer, parseServerChoice } from '../settings/server-choice.ts';
import type { ServerFieldValues } from '../settings/server-fields.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { UserFile, UserSettings } from '../settings/user-file.ts';
import type { UpdateStore } from '../updates/types.ts';
import { MOST_ACCOUNTS } from './account-entries.ts';
import type { Account, AccountList } from './account-list.ts';
import { viewOf, worstFirst } from './account-view.ts';
import { createEvent, type Event } from './event.ts';
import type { ServerSettingStore } from './server-setting.ts';

/** What windows, tray and terminal share. Nothing in a snapshot is secret. */
export interface Companion {
  snapshot(): Snapshot;
  /** Calls back after every change until the returned function is called. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  /** Publishes a new snapshot. */
  changed(): void;
  readonly accounts: AccountList;
  /** Every session that was opened: one that is not shown any more may still have something to finish. */
  sessions(): readonly Session[];
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
  /** The screen was locked, or unlocked. */
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

/** Opens no session by itself: that waits for `open()`, or for a server to be chosen. */
export function createAppStore(options: {
  /** Emitted by everything that a snapshot shows, after it has changed. */
  readonly changes: Event;
  readonly setting: ServerSettingStore;
  readonly accounts: AccountList;
  /** The accounts that the settings and the administrator name. */
  readonly configured: () => readonly ConfiguredAccount[];
  readonly mayAddAccount: () => MayAddAccount;
  readonly serverOf: (fields: ServerFieldValues) => Server | null;
  /** Why the administrator's file cannot be used; null: it can, or there is none. */
  readonly policyProblem: PolicyProblem | null;
  readonly limits: Limits;
  /** Flags that the app does not know, by name. */
  readonly unknownFlags: readonly string[];
  readonly userFile: UserFile;
  readonly settings: SettingsStore;
  readonly computer: string;
  readonly version: string;
  /** The language for the one that was chosen, or that the system prefers. */
  readonly languageFor: (chosen: SettingValues['language']) => Language;
  readonly systemLocale: string;
  /** What does not change while the app runs. */
  readonly system: Omit<SystemFacts, 'startAtLogin' | 'tray'>;
  /** The server that the settings come to, together with flags and environment. */
  readonly resolveServer: (settings: UserSettings) => ServerSetting | SettingProblem;
  /** Looks for a server, and changes nothing. */
  readonly checkServer: (server: Server) => Promise<ServerCheck>;
  readonly proxy: Pick<ProxyPasswords, 'asks' | 'answer'>;
  /** The state until the app checks for updates. */
  readonly updates: Updates;
  readonly doctor: DiagnosticsStore;
  /** Null: this run has no window that could show it. */
  readonly installedCommand: InstalledCommand | null;
}): Companion {
  const {
    changes,
    policyProblem,
    limits,
    unknownFlags,
    userFile,
    settings,
    computer,
    version,
    systemLocale,
    system,
    setting,
    accounts,
  } = options;
  const { proxy, doctor, installedCommand } = options;
  let page: Page = 'state';
  let refusedChange: Snapshot['refusedChange'] = null;
  /** The account whose screen is open; null: the list, if there are several. */
  let opened: AccountId | null = null;
  let fault: string | null = null;
  let screenLocked = false;
  let updates: UpdateStore | null = null;
  let tools: LocalTools | null = null;
  let command: CommandState = { kind: 'not-offered' };
  const published = createEvent<[Snapshot]>();
  const changed = changes.emit;
  changes.on(() => published.emit(snapshot()));

  /** The account whose screen is open; null: the list is, or there is none. */
  function shownAccount(): Account | null {
    const all = accounts.all();
    return (all.length > 1 ? all.find(({ id }) => id === opened) : all[0]) ?? null;
  }

  function snapshot(): Snapshot {
    const all = worstFirst(accounts.all().map((account) => viewOf(account, policyProblem)));
    const account = shownAccount()?.id ?? null;
    const shown = all.find(({ id }) => id === account) ?? all[0] ?? null;
    const mayAdd = accounts.trouble ? 'no' : options.mayAddAccount();
    return {
      accounts: all,
      account,
      mayAddAccount: all.length < MOST_ACCOUNTS ? mayAdd : 'no',
      session: shown?.session ?? withoutAccount(),
      computer,
      server: shown?.server ?? null,
      serverFields: setting.current().fields,
      keeping: shown?.keeping ?? null,
      proxy: proxy.asks(),
      policyProblem,
      limits,
      overruled: setting.current().overruled,
      unknownFlags,
      fault,
      screenLocked,
      version,
      language: options.languageFor(settings.current().language.value),
      systemLocale,
      page,
      settings: settings.current(),
      refusedChange,
      system: { ...system, ...settings.facts() },
      updates: updates?.state() ?? options.updates,
      examination: doctor.current(),
      tools: tools?.view(page) ?? NO_TOOLS,
      command,
    };
  }

  function withoutAccount(): SessionState {
    if (accounts.trouble) return { kind: 'storage-unreadable', trouble: accounts.trouble };
    return policyProblem ? { kind: 'misconfigured', problem: policyProblem } : { kind: 'no-server' };
  }

  /** The server that a choice on the first screen names, with everything else that is set; or why it cannot be used. */
  const parseChoice = (choice: ServerChoice) =>
    accounts.all().length > 0
      ? 'locked'
      : parseServerChoice(choice, setting.current(), userFile.current(), options.resolveServer);

  async function checkServer(choice: ServerChoice): Promise<ServerCheck> {
    const server = accounts.all().length > 0 ? parseAdded(choice) : parseChoice(choice);
    if (typeof server === 'string') return { kind: 'refused', problem: server };
    return options.checkServer('server' in server ? server.server : server);
  }

  /** The server of an account that is to be added. */
  function parseAdded(choice: ServerChoice): Server | ServerProblem {
    const fields = parseNewServer(choice);
    return typeof fields === 'string' ? fields : (options.serverOf(fields) ?? 'not-an-address');
  }

  async function useServer(choice: ServerChoice, next: 'sign-in' | 'wait'): Promise<ServerProblem | null> {
    const parsed = parseChoice(choice);
    if (typeof parsed === 'string') return parsed;
    if (!(await setting.take(parsed))) return 'not-saved';
    accounts.configure(options.configured());
    const account = shownAccount();
    void account?.session.start().then(() => {
      const isStillShown = shownAccount()?.session === account.session;
      if (next === 'sign-in' && isStillShown && account.session.state().kind === 'signed-out')
        void accounts.signIn(account.id);
    });
    return null;
  }

  /** Recovers from a mistyped server: while no one is signed in, users can choose another one. A stored sign-in stays. */
  function changeServer() {
    const [account, second] = accounts.all();
    if (!account || second || account.lockedBy || !mayLeave(account.session.state())) return;
    if (!setting.current().server) return void accounts.remove(account.id);
    account.session.dismiss();
    // What is not shown asks nothing by itself.
    void account.session.finish();
    setting.leave();
    accounts.configure(options.configured());
  }

  async function addAccount({ server, name }: NewAccount): Promise<AddAccountProblem | null> {
    const known = server.kind === 'known' ? accounts.all().find(({ id }) => id === server.account)?.fields : undefined;
    const fields = server.kind === 'new' ? parseNewServer(server.choice) : (known ?? 'locked');
    if (typeof fields === 'string') return { kind: 'server', problem: fields };
    const added = await accounts.add(fields, name);
    if (typeof added !== 'string') return added;
    signIn(added);
    return null;
  }

  function open(next: Page) {
    // Users who open the settings because of it have not seen it yet.
    if (page !== next && next !== 'settings') refusedChange = null;
    page = next;
    changed();
    if (page === 'settings') {
      void settings.check();
      void showCommand(installedCommand?.state());
    }
    if (page === 'doctor') doctor.examine(setting.current());
  }

  async function showCommand(becoming: Promise<CommandState> | undefined) {
    command = (await becoming) ?? command;
    changed();
  }

  /** Users who ask for a code want to see it. */
  function signIn(account: AccountId) {
    openAccount(account);
    void accounts.signIn(account).then((led) => follow(account, led));
  }

  function openAccount(account: AccountId | null) {
    opened = account;
    open('state');
  }

  /** The account whose screen is shown now: one that was only just added may be gone, or turn out to be another. */
  function follow(from: AccountId, to: AccountId | null) {
    if (from === to || opened !== from) return;
    opened = to;
    changed();
  }

  const sessionOf = (account: AccountId) => accounts.all().find(({ id }) => id === account)?.session;

  async function changeSetting(choice: SettingChange): Promise<SettingChangeProblem | null> {
    const problem = await settings.changeSetting(choice);
    refusedChange = problem && { name: choice.name, problem };
    changed();
    if (!problem && choice.name === 'keepWithoutKeyring')
      for (const session of accounts.sessions()) void session.keepAsChosen();
    return problem;
  }

  /** Only for a proxy that has asked, and that was on the screen. */
  function answerProxy(answer: ProxyAnswer) {
    // The page draws the one that asks now.
    if (!proxy.answer(answer)) return changed();
    const shown = shownAccount()?.session;
    for (const { session } of accounts.all())
      if (session === shown || waitsForProxy(session.state())) void session.tryAgain();
    changed();
  }

  return {
    snapshot,
    changed,
    subscribe: published.on,
    accounts,
    sessions: accounts.sessions,
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
    keepCommand: () => showCommand(installedCommand?.keepCurrent()),
    noteScreen(locked) {
      screenLocked = locked;
      changed();
    },
    noteFault(name) {
      fault = name;
      changed();
    },
    requests: {
      current: snapshot,
      signIn,
      cancel: (account) => sessionOf(account)?.cancel(),
      dismiss: (account) => void accounts.dismiss(account).then((led) => follow(account, led)),
      signOut: (account) => void accounts.signOut(account),
      tryAgain(account) {
        const session = sessionOf(account);
        // A sign-in that failed begins again, as every sign-in does.
        if (session?.state().kind === 'failed' && !isAboutStorage(session.state())) signIn(account);
        else void session?.tryAgain();
      },
      protect: (account) => void sessionOf(account)?.protect(),
      openAccount,
      addAccount,
      renameAccount: accounts.rename,
      removeAccount: (account) => void accounts.remove(account),
      answerSomeoneElse: (account, answer) => void accounts.answer(account, answer),
      checkServer,
      useServer,
      changeServer,
      open,
      changeSetting,
      answerProxy,
      lookForUpdates: () => updates?.look(),
      update: () => updates?.take(),
      updateLater: () => updates?.putOff(),
      removeTool: (grant) => tools?.remove(grant),
      installCommand: () => showCommand(installedCommand?.install()),
      removeCommand: () => showCommand(installedCommand?.remove()),
    },
  };
}

/** Failures that another sign-in would not fix. */
function isAboutStorage(state: SessionState): boolean {
  return state.kind === 'failed' && ['not-protected', 'not-deleted'].includes(state.failure.kind);
}

/** Whether the credentials for a proxy are what this account lacks. */
function waitsForProxy(state: SessionState): boolean {
  const because =
    state.kind === 'signed-in' && state.link.kind === 'retrying'
      ? state.link.because
      : state.kind === 'failed' && state.failure.kind === 'unreachable'
        ? state.failure.because
        : null;
  return because?.why === 'proxy-password';
}

function mayLeave(state: SessionState): boolean {
  return (
    ['signed-out', 'needs-you', 'storage-unreadable'].includes(state.kind) ||
    (state.kind === 'failed' && !state.signedInAs)
  );
}
