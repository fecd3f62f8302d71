/** The accounts, the session of each, and the list on disk. account-list.ts holds what users can do with them. */
import type { AccountId } from '../../../preload/api.ts';
import type { AccountRecord, AccountsFile, LoadedAccounts } from '../../accounts/accounts-file.ts';
import type { ConfiguredAccount } from '../../accounts/configured.ts';
import type { Server } from '../../oauth/protocol.ts';
import { serverOf } from '../../settings/resolve.ts';
import { createSerialQueue } from '../../time/serial-queue.ts';
import { nameOfBinding } from '../../vault/layout.ts';
import {
  areSeveral,
  blankRecord,
  claimed,
  type Entries,
  type Entry,
  isUnlisted,
  isWorthKeeping,
  namesOf,
  type OpenedSession,
  withFlagsListed,
} from './account-entry.ts';
import { createOpenedSessions, type OpenSession, type SignInRules } from './opened-sessions.ts';

export interface EntriesParts {
  /** The list as last read from disk. */
  readonly loaded: () => LoadedAccounts;
  readonly configured: () => readonly ConfiguredAccount[];
  readonly file: Pick<AccountsFile, 'save'>;
  /** Whether the administrator allows users to add accounts on this server. */
  readonly mayAdd: (server: Server) => boolean;
  readonly openSession: OpenSession;
  readonly changed: () => void;
}

export type AccountEntries = ReturnType<typeof createEntries>;

export function createEntries(parts: EntriesParts, rules: SignInRules) {
  const { file } = parts;
  const turn = createSerialQueue();
  let entries: Entries = { accounts: [], others: [] };
  /** Records that stay closed, because their server is not configured in this run or not allowed. */
  let closedRecords: readonly AccountRecord[] = [];
  const sessions = createOpenedSessions(parts.openSession, { accountOf, ...rules });

  load();

  /** Opens the accounts in the loaded list, unless some are already open. */
  function load() {
    const loaded = parts.loaded();
    if (loaded.kind !== 'records') return;
    closedRecords = loaded.records;
    configure(parts.configured());
    openAdded();
  }

  /** Opens a record's session; null if the record names no usable server. */
  function open(record: AccountRecord): Entry | null {
    const server = record.server && serverOf(record.server);
    if (!record.server || !server) return null;
    const entry = { record, configured: null, fields: record.server, server };
    return { ...entry, opened: sessionOf(entry) };
  }

  function sessionOf(entry: Omit<Entry, 'opened'>): OpenedSession {
    return sessions.of(entry.server, vaultOf(entry));
  }

  /** The account that has this session now. It may have been added since, or have replaced another. */
  function accountOf(session: OpenedSession): Entry | undefined {
    return entries.accounts.find(({ opened }) => opened === session);
  }

  function vaultOf({ record, configured, server }: Pick<Entry, 'record' | 'configured' | 'server'>): string {
    return record.vault ?? (configured?.isFirstOfBinding ? nameOfBinding(server) : record.id);
  }

  function configure(configured: readonly ConfiguredAccount[]) {
    const { accounts } = entries;
    const known = [...accounts.flatMap(({ record, configured }) => (configured ? record : [])), ...closedRecords];
    const own = configured.map((one) => {
      const { id, fields, server } = one;
      const record = claimed(known.find((each) => each.id === id && each.server === null) ?? blankRecord(id), one);
      const entry = { record, configured: one, fields, server };
      return { ...entry, opened: sessionOf(entry) };
    });
    entries = { ...entries, accounts: [...own, ...accounts.filter((entry) => !entry.configured)] };
    closedRecords = known.filter(({ id }) => !own.some(({ record }) => record.id === id));
  }

  /** Opens the accounts users added, if allowed, and sign-ins by someone else if their account is open. */
  function openAdded() {
    const added = closedRecords.filter(({ server }) => server !== null);
    const mayOpen = ({ server }: AccountRecord) => {
      const named = server && serverOf(server);
      return named !== null && parts.mayAdd(named);
    };
    // A vault belongs to one account. Otherwise its tokens could be sent to another server.
    const taken = new Set(entries.accounts.map(vaultOf));
    const isFree = ({ id, vault }: AccountRecord) => !taken.has(vault ?? id);
    const awake = added.filter((record) => record.insteadOf === null && isFree(record) && mayOpen(record));
    const accounts = [...entries.accounts, ...awake.flatMap((record) => open(record) ?? [])];
    const others = added.filter((record) => {
      const { id, insteadOf, server } = record;
      const isOfAccount = accounts.some(
        (account) =>
          account.record.id === insteadOf && account.server.baseUrl === (server && serverOf(server)?.baseUrl),
      );
      return isFree(record) && (isOfAccount || insteadOf === id);
    });
    entries = { accounts, others: others.flatMap((record) => open(record) ?? []) };
    closedRecords = closedRecords.filter(({ id }) => !isListed(id));
  }

  function listed(): readonly Entry[] {
    return [...entries.accounts, ...entries.others];
  }

  function isListed(id: AccountId): boolean {
    return listed().some(({ record }) => record.id === id);
  }

  /**
   * Changes the lists durably, one change at a time.
   * False: it could not be saved, and nothing has changed unless `keepsUnsaved`.
   */
  function change(update: (now: Entries) => Partial<Entries>, keepsUnsaved = false): Promise<boolean> {
    return turn(async () => {
      const before = entries;
      const listedBefore = listed();
      const { accounts, others } = { ...before, ...update(before) };
      entries = { accounts: withFlagsListed(accounts), others };
      try {
        // Note it in the vault that older, single-account versions would open, before the list on disk holds several.
        for (const { configured, opened } of entries.accounts)
          if (configured?.isFirstOfBinding) await opened.noteAccounts();
        const records = listed().map(({ record }) => record);
        await file.save([...records, ...closedRecords].filter(isWorthKeeping));
        return true;
      } catch {
        if (!keepsUnsaved) entries = before;
        return false;
      } finally {
        void sessions.closeUnlisted(listedBefore, listed);
        parts.changed();
      }
    });
  }

  return {
    now: () => entries,
    load,
    /** Whether an earlier run has listed it. */
    wasLoaded(id: AccountId): boolean {
      const loaded = parts.loaded();
      return loaded.kind === 'records' && loaded.records.some((record) => record.id === id);
    },
    /** Saves what settings and policy specify for their accounts, if it's not on disk yet. Never rejects. */
    async saveConfigured() {
      const loaded = parts.loaded();
      const saved = loaded.kind === 'records' ? loaded.records : [];
      const { accounts } = entries;
      const isSaved = (entry: Entry) =>
        saved.find(({ id }) => id === entry.record.id)?.listedAs === entry.record.listedAs &&
        !isUnlisted(entry, accounts);
      if (!accounts.every(isSaved)) await change(() => ({}));
    },
    /** Every open session. One that is no longer listed may still have requests in progress. */
    sessions: sessions.all,
    find: (id: AccountId): Entry | undefined => entries.accounts.find(({ record }) => record.id === id),
    /** Sign-ins by someone else for this account: the one the user is asked about, and those being dealt with. */
    insteadOf: (id: AccountId): readonly Entry[] =>
      entries.others.filter(({ record }) => record.insteadOf === id && record.id !== id),
    open,
    vaultOf,
    configure,
    change,
    /** The display name of each account. */
    names: () => namesOf(entries.accounts),
    /** Whether the profile holds more than one sign-in, including any by someone else. */
    hasSeveral: () => areSeveral(entries),
  };
}
