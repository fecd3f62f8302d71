/** Actions on accounts, apart from signing in and out. */
import { useApp } from '../app-context.ts';
import { AddGlyph } from './glyphs.tsx';
import { useOneOfSeveral } from './one-of-several.ts';

/** Opens the page for adding an account, if that's allowed. */
export function AddAccount() {
  const { words, snapshot, companion } = useApp();
  if (snapshot.mayAddAccount === 'no') return null;
  return (
    <button type="button" class="quiet" onClick={() => void companion.showPage('add-account')}>
      <AddGlyph /> {words.accounts.add}
    </button>
  );
}

/** Returns to the choice of a server if there is only one account. With several, another server means another account. */
export function ChangeServer() {
  const { words, snapshot, companion } = useApp();
  const { server, accounts } = snapshot;
  if (!server || server.lockedBy || accounts.length > 1) return null;
  return (
    <button type="button" class="quiet" onClick={() => void companion.changeServer()}>
      {words.actions.changeServer}
    </button>
  );
}

/** Removes one of several accounts, after the user has confirmed it in main's dialog. */
export function RemoveAccount() {
  const { words, companion } = useApp();
  const account = useOneOfSeveral();
  if (!account || account.lockedBy) return null;
  return (
    <button type="button" class="quiet" onClick={() => void companion.removeAccount(account.id)}>
      {words.accounts.remove}
    </button>
  );
}
