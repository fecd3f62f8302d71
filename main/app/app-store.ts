/** The app's single source of truth for windows, tray and terminal: the session, and the server that it belongs to. */
import type {
  AccountView,
  ApiState,
  CommandState,
  Grant,
  Language,
  Page,
  PolicyProblem,
  ProxyAnswer,
  Requests,
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
import { idOfBinding } from '../accounts/account-id.ts';
import type { SettingProblem } from '../cli/flags.ts';
import type { InstalledCommand } from '../desktop/installed-command.ts';
import type { DiagnosticsStore } from '../diagnostics/store.ts';
import type { ProxyPasswords } from '../net/proxy-passwords.ts';
import type { Server } from '../oauth/protocol.ts';
import { serverName } from '../oauth/server-name.ts';
import type { Session } from '../session/types.ts';
import type { ServerSetting, UserSettings } from '../settings/resolve.ts';
import { parseServerChoice } from '../settings/server-choice.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { UserFile } from '../settings/user-file.ts';
import type { UpdateStore } from '../updates/types.ts';
import { createEvent, type Event } from './event.ts';

/** Each request of the contract, as main answers it. */
export type Handlers = {
  readonly [K in keyof Requests]: (
    ...args: Parameters<Requests[K]>
  ) => ReturnType<Requests[K]> | Promise<ReturnType<Requests[K]>>;
};

/** What windows, tray and terminal share. Nothing in a snapshot is secret. */
export interface Companion {
  snapshot(): Snapshot;
  /** Calls back after every change until the returned function is called. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
  /** Publishes a new snapshot. */
  changed(): void;
  /** The session of the server, opened but not started; null while no server is known. */
  open(): Session | null;
  /** Every session that was opened: one that is not shown any more may still have something to finish. */
  sessions(): readonly Session[];
  /** Records an unexpected error in the state, by its class; everything goes on. */
  noteFault(name: string): void;
  /** The sign-in that is in memory only, and ends with the app; null: quitting ends none. */
  endingWithProgram(): ReturnType<Session['endingWithProgram']>;
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
  readonly setting: ServerSetting;
  /** Why the administrator's file cannot be used; null: it can, or there is none. */
  readonly policyProblem: PolicyProblem | null;
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
  /** The session emits `changes`. */
  readonly openSession: (server: Server, serverName: string) => Session;
  /** The server that the settings come to, together with flags and environment. */
  readonly changeSetting: (userFile: UserSettings) => ServerSetting | SettingProblem;
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
    unknownFlags,
    userFile,
    settings,
    computer,
    version,
    systemLocale,
    system,
    openSession,
  } = options;
  const { proxy, doctor, installedCommand } = options;
  let { setting } = options;
  let page: Page = 'state';
  let refusedChange: Snapshot['refusedChange'] = null;
  let session: Session | null = null;
  let fault: string | null = null;
  let screenLocked = false;
  let updates: UpdateStore | null = null;
  let tools: LocalTools | null = null;
  let command: CommandState = { kind: 'not-offered' };
  /** One for each server: two vaults of one binding would not see each other's writes. */
  const sessions = new Map<string, Session>();
  const published = createEvent<[Snapshot]>();
  const changed = changes.emit;
  changes.on(() => published.emit(snapshot()));

  function snapshot(): Snapshot {
    const { server } = setting;
    const state: SessionState = server
      ? (session?.state() ?? { kind: 'loading', keyring: 'quick' })
      : { kind: 'no-server' };
    const shownState: SessionState =
      policyProblem && wantsSignIn(state) ? { kind: 'misconfigured', problem: policyProblem } : state;
    const facts = server && {
      url: server.baseUrl,
      name: serverName(server),
      lockedBy: setting.lockedBy,
      metadata: session?.metadataNotes() ?? null,
      clockOffMs: session?.clockOffMs() ?? null,
    };
    const keeping = session?.keeping() ?? null;
    const holder = session?.holder() ?? null;
    const only: AccountView | null = server &&
      facts && {
        id: idOfBinding(server),
        name: serverName(server),
        server: facts,
        clientId: server.clientId,
        session: shownState,
        user: holder?.name ?? null,
        identified: !holder || holder.identity !== null,
        keeping,
        lockedBy: setting.lockedBy,
      };
    return {
      accounts: only ? [only] : [],
      account: only?.id ?? null,
      mayAddAccount: 'no',
      session: shownState,
      computer,
      server: facts,
      serverFields: setting.fields,
      keeping,
      proxy: proxy.asks(),
      policyProblem,
      overruled: setting.overruled,
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

  function openServer(): Session | null {
    const { server } = setting;
    if (!server || session) return session;
    const binding = JSON.stringify(server);
    session = sessions.get(binding) ?? openSession(server, serverName(server));
    sessions.set(binding, session);
    return session;
  }

  /** What a choice comes to, with everything else that is set; or why it cannot be used. */
  const parseChoice = (choice: ServerChoice) =>
    setting.server ? 'locked' : parseServerChoice(choice, setting, userFile.current(), options.changeSetting);

  async function checkServer(choice: ServerChoice): Promise<ServerCheck> {
    const parsed = parseChoice(choice);
    return typeof parsed === 'string' ? { kind: 'refused', problem: parsed } : options.checkServer(parsed.server);
  }

  async function useServer(choice: ServerChoice, next: 'sign-in' | 'wait'): Promise<ServerProblem | null> {
    const parsed = parseChoice(choice);
    if (typeof parsed === 'string') return parsed;
    try {
      await userFile.change(parsed.wanted);
    } catch {
      return 'not-saved';
    }
    ({ setting } = parsed);
    const opened = openServer();
    void opened?.start().then(() => {
      if (next === 'sign-in' && session === opened && opened.state().kind === 'signed-out') void opened.signIn();
    });
    return null;
  }

  /** Recovers from a mistyped server: while no one is signed in, users can choose another one. A stored sign-in stays. */
  function changeServer() {
    if (setting.lockedBy || !session || !mayLeave(session.state())) return;
    session.dismiss();
    // What is not shown asks nothing by itself.
    void session.finish();
    session = null;
    setting = { ...setting, server: null };
    changed();
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
    if (page === 'doctor') doctor.examine(setting);
  }

  async function showCommand(becoming: Promise<CommandState> | undefined) {
    command = (await becoming) ?? command;
    changed();
  }

  /** Users who ask for a code want to see it. */
  function signIn() {
    open('state');
    void session?.signIn();
  }

  async function changeSetting(choice: SettingChange): Promise<SettingChangeProblem | null> {
    const problem = await settings.changeSetting(choice);
    refusedChange = problem && { name: choice.name, problem };
    changed();
    if (!problem && choice.name === 'keepWithoutKeyring') void session?.keepAsChosen();
    return problem;
  }

  /** Only for a proxy that has asked, and that was on the screen. */
  function answerProxy(answer: ProxyAnswer) {
    // The page draws the one that asks now.
    if (!proxy.answer(answer)) return changed();
    void session?.tryAgain();
    changed();
  }

  return {
    snapshot,
    changed,
    subscribe: published.on,
    open: openServer,
    sessions: () => [...sessions.values()],
    endingWithProgram: () => [...sessions.values()].flatMap((each) => each.endingWithProgram() ?? [])[0] ?? null,
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
      cancel: () => session?.cancel(),
      dismiss: () => session?.dismiss(),
      signOut: () => void session?.signOut(),
      tryAgain: () => void session?.tryAgain(),
      protect: () => void session?.protect(),
      openAccount: () => open('state'),
      addAccount: () => ({ kind: 'too-many' }),
      renameAccount: () => 'locked',
      removeAccount: () => undefined,
      answerSomeoneElse: () => undefined,
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

/** States in which nothing helps but a new sign-in. */
function wantsSignIn({ kind }: SessionState): boolean {
  return ['no-server', 'signed-out', 'needs-you', 'storage-unreadable'].includes(kind);
}

function mayLeave(state: SessionState): boolean {
  return (
    ['signed-out', 'needs-you', 'storage-unreadable'].includes(state.kind) ||
    (state.kind === 'failed' && !state.signedInAs)
  );
}
