/** The list of accounts, which can all be signed in at the same time. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isSignedIn, needsUser } from '../../locales/account-state.ts';
import { rich } from '../../locales/rich.ts';
import type { AccountId, AccountView } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { AddAccount } from '../components/account-actions.tsx';
import { AccountRow } from '../components/account-row.tsx';
import { Quit } from '../components/quit.tsx';
import { RichText } from '../components/rich-text.tsx';
import { Screen } from '../components/screen.tsx';

/** @param left the account whose screen was open before, and whose row takes the focus */
export function AccountList({ left }: { readonly left: AccountId | null }) {
  const words = useWords('accounts');
  const { snapshot } = useApp();
  const { accounts } = snapshot;
  const rows = useRef<HTMLUListElement>(null);
  useFocusKept(rows);
  const comesBack = accounts.some(({ id }) => id === left);
  useLayoutEffect(() => {
    if (comesBack) rowOf(rows.current, left)?.focus();
  }, []);
  return (
    <Screen title={words.accounts.title} text={[<Lead key="lead" accounts={accounts} />]} takesFocus={!comesBack}>
      <ul class="rows" ref={rows}>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </ul>
      <div class="actions actions--quiet">
        <AddAccount />
        <Quit />
      </div>
    </Screen>
  );
}

/** The most important fact about all accounts, announced politely when it changes. */
function Lead({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const words = useWords('accounts');
  const needing = accounts.filter(({ session }) => needsUser(session));
  const [first] = needing;
  const { signInAgain, needsYou, needYou, allWell, noneSignedIn, someSignedIn } = words.accounts;
  const number = words.number;
  if (!first) {
    // While accounts are read, the number of signed-in ones is unknown.
    const loading = accounts.find(({ session }) => session.kind === 'loading');
    if (loading) return <span role="status">{words.accountState(loading.session)}</span>;
    const signedIn = accounts.filter(({ session }) => isSignedIn(session)).length;
    return (
      <span role="status">
        {signedIn === 0
          ? noneSignedIn
          : signedIn === accounts.length
            ? allWell
            : someSignedIn({ count: number(signedIn), total: number(accounts.length) })}
      </span>
    );
  }
  if (needing.length > 1)
    return <span role="status">{needYou({ count: needing.length, number: number(needing.length) })}</span>;
  const account = (
    <strong>
      <bdi>{first.name}</bdi>
    </strong>
  );
  return (
    <span role="status">
      <RichText parts={rich(first.session.kind === 'needs-you' ? signInAgain : needsYou, { account })} />
    </span>
  );
}

/** Restores the focus of a row that loses it by moving, because the most urgent account comes first. */
function useFocusKept(rows: { readonly current: HTMLUListElement | null }) {
  const focused = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body && focused.current) rowOf(rows.current, focused.current)?.focus();
  });
  useLayoutEffect(() => {
    const list = rows.current;
    const note = (event: Event) => {
      focused.current = event.type === 'focusin' && event.target instanceof HTMLElement ? event.target.id : null;
    };
    list?.addEventListener('focusin', note);
    return () => list?.removeEventListener('focusin', note);
  }, []);
}

function rowOf(list: HTMLElement | null, id: string | null): HTMLElement | null {
  return [...(list?.querySelectorAll('button') ?? [])].find((row) => row.id === id) ?? null;
}
