/** Actions on accounts, apart from signing in and out. */
import { useApp } from '../app-context.ts';
import { AddGlyph } from './glyphs.tsx';
import { useOneOfSeveral } from './one-of-several.ts';
import { Quit } from './quit.tsx';
import { RenameAccount } from './rename-account.tsx';

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

/** What else users can do with an account: rename or remove one of several; with a single account, add another. */
export function OtherActions({ mayAdd }: { readonly mayAdd: boolean }) {
  if (useOneOfSeveral())
    return (
      <>
        <RenameAccount />
        <RemoveAccount />
      </>
    );
  return (
    <>
      {mayAdd && <AddAccount />}
      <Quit />
    </>
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
