/** Selects the accounts that a terminal command refers to: an existing one, all of them, or a new one. */
import type { AddAccountProblem } from '../../../preload/api.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { type Flags, isProblem, problemText } from '../../cli/flags.ts';
import { wantedAccount } from '../../cli/wanted-account.ts';
import { serverOf, serverOfFlags } from '../../settings/resolve.ts';
import type { Account, AccountList } from '../account-list/account-list.ts';
import { selectAmong } from '../account-list/select-account.ts';

/** Why no account is chosen, and the exit code for that. */
interface NoChoice {
  readonly code: number;
  readonly why: string;
}

/** The selected accounts: one, all with `--all`, or a new one with `--add-account`. */
export async function chooseAccounts(
  accounts: Pick<AccountList, 'all' | 'add'>,
  flags: Flags,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<readonly Account[] | NoChoice> {
  const all = accounts.all();
  if (flags.switches.has('add-account')) {
    const added = await add(accounts, flags);
    return 'why' in added ? added : [added];
  }
  if (flags.switches.has('all') && all.length > 0) return all;
  const account = wantedAccount(flags.values, environment);
  const named = serverOfFlags(flags);
  const server = named && !isProblem(named) ? (serverOf(named)?.baseUrl ?? null) : null;
  const orAll = flags.switches.has('sign-out') ? ', or use --all for all of them' : '';
  return oneOf(all, { account, server }, orAll);
}

/** Removes an account that no one signed in to. Otherwise commands would have to choose between it and the others. */
export async function removeUnused(
  accounts: Pick<AccountList, 'all' | 'dismiss' | 'remove'>,
  id: Account['id'],
): Promise<void> {
  await accounts.dismiss(id);
  const account = accounts.all().find((each) => each.id === id);
  if (account && !account.session.holder()) await accounts.remove(id);
}

/** @param orAll follows the hint that one of several accounts has to be named */
function oneOf(
  all: readonly Account[],
  wanted: { readonly account: string | null; readonly server: string | null },
  orAll: string,
): readonly Account[] | NoChoice {
  const selected = selectAmong(all, wanted);
  const names = () => ('among' in selected ? selected.among.map(({ name }) => name).join(', ') : '');
  switch (selected.kind) {
    case 'account':
      return [selected.account.account];
    case 'none':
      return { code: EXIT.usage, why: 'No server is set up. Name one: --server-url=https://login.example.org' };
    case 'unknown':
      return { code: EXIT.usage, why: `No account matches. Existing accounts: ${names()}.` };
    case 'ambiguous':
      return {
        code: EXIT.ambiguousAccount,
        why: `Several accounts match: ${names()}. Name one with --account${orAll}.`,
      };
    default:
      return selected satisfies never;
  }
}

async function add(accounts: Pick<AccountList, 'all' | 'add'>, flags: Flags): Promise<Account | NoChoice> {
  const [first, second] = accounts.all();
  const named = serverOfFlags(flags);
  if (named && isProblem(named)) return { code: EXIT.usage, why: problemText(named) };
  const fields = named ?? (second ? null : (first?.fields ?? null));
  if (!fields) return { code: EXIT.usage, why: '--add-account needs a server: --server-url=https://login.example.org' };
  const added = await accounts.add(fields, flags.values.account ?? null);
  if (typeof added !== 'string') return { code: EXIT.usage, why: whyNotAdded(added) };
  const account = accounts.all().find(({ id }) => id === added);
  if (!account) throw new Error('the account is gone');
  return account;
}

function whyNotAdded(problem: AddAccountProblem): string {
  switch (problem.kind) {
    case 'too-many':
      return 'The maximum number of accounts is reached. Remove one first.';
    case 'server':
      return problem.problem === 'not-saved'
        ? 'The list of accounts cannot be saved.'
        : 'The administrator does not allow this account.';
    case 'name':
      return problem.problem === 'taken'
        ? '--account must be a name that no other account has.'
        : '--account must be 1 to 32 letters, digits or . _ - and begin with a letter or digit.';
    default:
      return problem satisfies never;
  }
}
