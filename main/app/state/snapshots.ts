/** Builds the snapshot that windows, tray and terminal render. Accounts that need the user come first. */
import type {
  AccountView,
  Language,
  Limits,
  MayAddAccount,
  Account as NamedAccount,
  PolicyProblem,
  SessionState,
  SettingValues,
  Snapshot,
  SystemFacts,
} from '../../../preload/api.ts';
import type { DiagnosticsStore } from '../../diagnostics/store.ts';
import type { ProxyPasswords } from '../../net/proxy-passwords.ts';
import { serverName } from '../../oauth/server-name.ts';
import type { SettingsStore } from '../../settings/settings-store.ts';
import type { Event } from '../../time/event.ts';
import { MOST_ACCOUNTS } from '../account-list/account-entry.ts';
import type { Account, AccountList } from '../account-list/account-list.ts';
import type { ServerSettingStore } from './server-setting.ts';

/** The parts whose state a snapshot includes. */
export interface SnapshotParts {
  /** Emitted after any change to what a snapshot includes. */
  readonly changes: Event;
  readonly accounts: AccountList;
  readonly mayAddAccount: () => MayAddAccount;
  readonly missingAccounts: () => number;
  readonly serverSetting: ServerSettingStore;
  readonly settings: SettingsStore;
  /** Why the administrator's file can't be used; null if it can, or there is none. */
  readonly policyProblem: PolicyProblem | null;
  readonly limits: Limits;
  /** The names of unknown flags. */
  readonly unknownFlags: readonly string[];
  readonly unknownSettings: readonly string[];
  readonly proxy: Pick<ProxyPasswords, 'challenge'>;
  readonly doctor: Pick<DiagnosticsStore, 'current'>;
  readonly computer: string;
  readonly version: string;
  /** The language for a setting, which may be that of the system. */
  readonly languageFor: (chosen: SettingValues['language']) => Language;
  readonly systemLocale: string;
  /** Facts that don't change while the app runs. */
  readonly system: Omit<SystemFacts, 'startAtLogin' | 'tray'>;
}

/** The app's own state: the open page and account, and what's in progress. */
type Shown = Pick<
  Snapshot,
  'account' | 'page' | 'refusedChange' | 'fault' | 'screenLocked' | 'updates' | 'tools' | 'command'
>;

export type Snapshots = ReturnType<typeof createSnapshots>;

/** @param shown returns the app's own state */
export function createSnapshots(parts: SnapshotParts, shown: () => Shown) {
  const { changes, accounts, serverSetting, settings, policyProblem, proxy, doctor } = parts;
  const { limits, unknownFlags, unknownSettings, computer, version, systemLocale } = parts;
  const listeners = new Set<(snapshot: Snapshot) => void>();

  function snapshot(): Snapshot {
    const own = shown();
    const all = worstFirst(accounts.all().map((account) => viewOf(account, policyProblem)));
    const account = all.find(({ id }) => id === own.account) ?? all[0] ?? null;
    const mayAdd = accounts.trouble() ? 'no' : parts.mayAddAccount();
    return {
      ...own,
      accounts: all,
      mayAddAccount: all.length < MOST_ACCOUNTS ? mayAdd : 'no',
      missingAccounts: parts.missingAccounts(),
      session: account?.session ?? withoutAccount(),
      server: account?.server ?? null,
      keeping: account?.keeping ?? null,
      serverFields: serverSetting.current().fields,
      overruled: serverSetting.current().overruled,
      computer,
      version,
      proxy: proxy.challenge(),
      policyProblem,
      limits,
      unknownFlags,
      unknownSettings,
      language: parts.languageFor(settings.current().language.value),
      systemLocale,
      settings: settings.current(),
      system: { ...parts.system, ...settings.facts() },
      diagnosis: doctor.current(),
    };
  }

  function withoutAccount(): SessionState {
    const trouble = accounts.trouble();
    if (trouble) return { kind: 'storage-unreadable', trouble };
    return policyProblem ? { kind: 'misconfigured', problem: policyProblem } : { kind: 'no-server' };
  }

  changes.on(() => {
    const now = snapshot();
    for (const listener of listeners) listener(now);
  });
  return {
    snapshot,
    /** Calls back after every change until the returned function is called. */
    subscribe(listener: (snapshot: Snapshot) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** @param policyProblem prevents any sign-in; null: none */
export function viewOf(account: Account, policyProblem: PolicyProblem | null): AccountView {
  const { id, name, server, lockedBy, session, question } = account;
  const holder = session.holder();
  const state = question ? questionState(account, question) : session.state();
  return {
    id,
    name,
    server: {
      url: server.baseUrl,
      name: serverName(server),
      lockedBy,
      metadata: session.metadataNotes(),
      clockOffMs: session.clockOffMs(),
    },
    clientId: server.clientId,
    session: policyProblem && wantsSignIn(state) ? { kind: 'misconfigured', problem: policyProblem } : state,
    user: holder?.name ?? null,
    identified: holder === null || holder.identity !== null,
    keeping: session.keeping(),
    lockedBy,
  };
}

function questionState({ session, server }: Account, question: NonNullable<Account['question']>): SessionState {
  const own = session.ownState();
  const where = serverName(server);
  const known: NamedAccount | null = 'account' in own ? own.account : null;
  const { theirs } = question;
  const approver = question.session.identity() ? 'someone-else' : 'not-reported';
  return {
    kind: 'someone-else',
    expected: known ?? { name: null, server: where },
    approvedBy: { name: question.session.holder()?.name ?? null, server: where },
    approver: theirs === null ? { kind: approver } : { kind: 'has-account', account: theirs },
    was: own.kind === 'signed-in' ? 'signed-in' : 'needs-you',
  };
}

/** Whether only a new sign-in helps in this state. */
function wantsSignIn({ kind }: SessionState): boolean {
  return ['signed-out', 'needs-you', 'storage-unreadable'].includes(kind);
}

/** The accounts that need the user most come first; equal ones are sorted by name. */
export function worstFirst(accounts: readonly AccountView[]): readonly AccountView[] {
  return [...accounts].sort(
    (one, other) => urgency(one.session) - urgency(other.session) || one.name.localeCompare(other.name),
  );
}

/** Smaller numbers are more urgent. */
function urgency(state: SessionState): number {
  switch (state.kind) {
    case 'someone-else':
      return 0;
    case 'needs-you':
    case 'storage-unreadable':
    case 'misconfigured':
      return 1;
    case 'failed':
      return state.signedInAs ? 3 : 1;
    case 'requesting-code':
    case 'awaiting-approval':
      return 2;
    case 'signed-in':
      return state.connection.kind === 'ok' && state.trouble === null ? 6 : 3;
    case 'loading':
    case 'signing-out':
      return 4;
    case 'signed-out':
    case 'no-server':
      return 5;
    default:
      return state satisfies never;
  }
}
