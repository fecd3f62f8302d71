/** The requests about accounts, and which account's screen is open. */
import type {
  AccountId,
  NewAccount,
  Page,
  ProxyAnswer,
  SessionState,
  SomeoneElseAnswer,
} from '../../../preload/api.ts';
import type { ProxyPasswords } from '../../net/proxy-passwords.ts';
import { parseNewServer } from '../../settings/server-choice.ts';
import type { Account, AccountList } from '../account-list/account-list.ts';

/** @param parts.open shows a page and publishes a new snapshot */
export function createAccountRequests(parts: {
  readonly accounts: AccountList;
  readonly proxy: Pick<ProxyPasswords, 'answer'>;
  readonly showPage: (page: Page) => void;
  readonly changed: () => void;
}) {
  const { accounts, proxy, showPage, changed } = parts;
  /** The account whose screen the user opened; null: the list, if there are several. */
  let opened: AccountId | null = null;

  /** The account on the screen; null if the list is shown or there is no account. */
  function shown(): Account | null {
    const all = accounts.all();
    return (all.length > 1 ? find(opened) : all[0]) ?? null;
  }

  function find(account: AccountId | null): Account | undefined {
    return accounts.all().find(({ id }) => id === account);
  }

  function openAccount(account: AccountId | null) {
    opened = account;
    showPage('state');
  }

  /** Opens the account's screen, because users who request a code want to see it. */
  function signIn(account: AccountId) {
    openAccount(account);
    void accounts.signIn(account).then((result) => follow(account, result));
  }

  /** Keeps the screen on the account that a sign-in led to: a new one may be dropped or turn out to be another. */
  function follow(from: AccountId, to: AccountId | null) {
    if (from === to || opened !== from) return;
    opened = to;
    changed();
  }

  return {
    shown,
    requests: {
      signIn,
      openAccount,
      cancel: accounts.cancel,
      dismiss: (account: AccountId) => void accounts.dismiss(account).then((result) => follow(account, result)),
      signOut: (account: AccountId) => void accounts.signOut(account),
      async tryAgain(account: AccountId) {
        const session = find(account)?.session;
        const state = session?.state();
        const hasFailed = state?.kind === 'failed' && !['not-protected', 'not-deleted'].includes(state.failure.kind);
        // Retrying a failed sign-in is a new sign-in, which would not fix the storage.
        if (hasFailed) signIn(account);
        else await session?.tryAgain();
      },
      protect: (account: AccountId) => void find(account)?.session.protect(),
      async addAccount({ server, name }: NewAccount) {
        const fields =
          server.kind === 'new' ? parseNewServer(server.choice) : (find(server.account)?.fields ?? 'locked');
        if (typeof fields === 'string') return { kind: 'server', problem: fields } as const;
        const added = await accounts.add(fields, name);
        if (typeof added !== 'string') return added;
        signIn(added);
        return null;
      },
      readAccounts: () => void accounts.readAgain(),
      renameAccount: accounts.rename,
      answerSomeoneElse: (account: AccountId, answer: SomeoneElseAnswer) => void accounts.answer(account, answer),
      removeAccount: (account: AccountId) => void accounts.remove(account),
      /** Accepted only for the proxy that the page showed. */
      answerProxy(answer: ProxyAnswer) {
        // Another proxy is asking by now, so update the page.
        if (!proxy.answer(answer)) return changed();
        const open = shown()?.session;
        for (const { session } of accounts.all())
          if (session === open || waitsForProxy(session.state())) void session.tryAgain();
        changed();
      },
    },
  };
}

/** Whether this account is waiting for a proxy's credentials. */
function waitsForProxy(state: SessionState): boolean {
  const because =
    state.kind === 'signed-in' && state.connection.kind === 'retrying'
      ? state.connection.because
      : state.kind === 'failed' && state.failure.kind === 'unreachable'
        ? state.failure.because
        : null;
  return because?.why === 'proxy-password';
}
