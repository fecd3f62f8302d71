/** Snapshots as the main process would send them, with defaults for everything that a test doesn't specify. */
import type {
  Account,
  AccountView,
  Failure,
  Kept,
  Prompt,
  ServerFacts,
  ServerFields,
  SessionState,
  Settings,
  SettingValues,
  Snapshot,
  StateOf,
  SystemFacts,
  ToolsView,
} from '../../preload/api.ts';

/** The moment at which all pictures are taken. */
export const NOW = Date.parse('2026-11-23T14:05:00Z');
export const MINUTE_MS = 60_000;

/** The ID of the only account. */
export const ACCOUNT_ID = 'a1b2c3d4e5f60718';
export const ACCOUNT = { name: 'ada@example.org', server: 'login.example.org' };
export const SERVER: ServerFacts = {
  url: 'https://login.example.org',
  name: 'login.example.org',
  lockedBy: null,
  metadata: null,
  clockOffMs: null,
};
const KEYRING: Kept = { kind: 'keychain', name: 'GNOME Keyring' };

export const SYSTEM: SystemFacts = {
  startAtLogin: 'possible',
  tray: 'shown',
  mayLackKeyring: true,
  sandbox: 'on',
  os: 'Debian GNU/Linux 12',
  electron: '45.5.0',
  chromium: '150.0.7871.47',
  node: '24.22.3',
};

/** The default settings, with `choices` changed. */
export function settings(choices: Partial<SettingValues> = {}): Settings {
  const free = <Value>(value: Value) => ({ value, lockedBy: null });
  return {
    startAtLogin: free(choices.startAtLogin ?? false),
    startHidden: free(choices.startHidden ?? true),
    language: free(choices.language ?? 'system'),
    theme: free(choices.theme ?? 'system'),
    notifications: free(choices.notifications ?? true),
    sendComputerName: free(choices.sendComputerName ?? false),
    keepWithoutKeyring: free(choices.keepWithoutKeyring ?? false),
    whenClosed: free(choices.whenClosed ?? 'ask'),
    localTools: free(choices.localTools ?? 'ask'),
  };
}

/** The fields of the first screen, with only `set` filled in. */
export function serverFields(set: Partial<ServerFields> = {}): ServerFields {
  const free = { value: null, lockedBy: null };
  return { serverUrl: free, clientId: free, scope: free, deviceAuthorizationPath: free, tokenPath: free, ...set };
}

const PROMPT: Prompt = {
  userCode: 'WDJB-MJHT',
  verificationUri: 'https://login.example.org/device',
  qrText: 'https://login.example.org/device',
  qrCarriesCode: false,
  foreignHost: null,
  onlyOnThisComputer: false,
  ignored: [],
};

type Awaiting = StateOf<'awaiting-approval'>;
type SignedIn = StateOf<'signed-in'>;

export const NO_TOOLS: ToolsView = {
  api: { kind: 'not-started' },
  account: null,
  grants: [],
  events: [],
  question: null,
  lockIsKnown: false,
  mayAsk: null,
};

/** An account with `given`, and defaults for the rest. */
export function accountView(given: Partial<AccountView>): AccountView {
  return {
    id: ACCOUNT_ID,
    name: 'example',
    server: SERVER,
    clientId: 'transparenc-companion',
    session: { kind: 'signed-out', because: null },
    user: null,
    identified: true,
    keeping: KEYRING,
    lockedBy: null,
    ...given,
  };
}

export function snapshot(session: SessionState, rest: Partial<Snapshot> = {}): Snapshot {
  const { accounts = session.kind === 'no-server' ? [] : [accountView({ session })] } = rest;
  return {
    accounts,
    account: accounts.length === 1 ? (accounts[0]?.id ?? null) : null,
    mayAddAccount: 'anywhere',
    missingAccounts: 0,
    session,
    computer: 'ada-thinkpad',
    server: session.kind === 'no-server' ? null : SERVER,
    serverFields: serverFields(),
    keeping: KEYRING,
    proxy: null,
    policyProblem: null,
    limits: { maxAgeMs: null, lockedMs: null },
    overruled: [],
    unknownFlags: [],
    unknownSettings: [],
    fault: null,
    screenLocked: false,
    version: '1.0.0',
    language: 'en',
    systemLocale: 'en-GB',
    page: 'state',
    settings: settings(),
    refusedChange: null,
    system: SYSTEM,
    updates: { kind: 'off', by: 'build' },
    diagnosis: null,
    tools: NO_TOOLS,
    command: { kind: 'not-offered' },
    ...rest,
  };
}

export function awaiting(prompt: Partial<Prompt> = {}, rest: Partial<Awaiting> = {}): Snapshot {
  return snapshot({
    kind: 'awaiting-approval',
    prompt: { ...PROMPT, ...prompt },
    startedAt: NOW - 3 * MINUTE_MS,
    lifetimeMs: 10 * MINUTE_MS,
    elapsedMs: 2 * MINUTE_MS,
    connection: { kind: 'ok' },
    ...rest,
  });
}

export function signedIn(rest: Partial<SignedIn> = {}): Snapshot {
  return snapshot({
    kind: 'signed-in',
    account: ACCOUNT,
    formerly: null,
    kept: KEYRING,
    since: NOW - 2 * MINUTE_MS,
    until: null,
    overdue: false,
    connection: { kind: 'ok' },
    trouble: null,
    ...rest,
  });
}

export function failed(failure: Failure, signedInAs: Account | null = null): Snapshot {
  return snapshot({ kind: 'failed', failure, signedInAs });
}
