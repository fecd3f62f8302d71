/** Actions on accounts, apart from signing in and out. */
import { useStage } from '../scene.ts';
import { AddGlyph } from './glyphs.tsx';
import { useOneOfSeveral } from './one-of-several.ts';

/** Opens the page for adding an account, if that's allowed. */
export function AddAccount() {
  const { words, snapshot, companion } = useStage();
  if (snapshot.mayAddAccount === 'no') return null;
  return (
    <button type="button" class="quiet" onClick={() => void companion.open('add-account')}>
      <AddGlyph /> {words.accounts.add}
    </button>
  );
}

/** Returns to the choice of a server if there is only one account. With several, another server means another account. */
export function ChangeServer() {
  const { words, snapshot, companion } = useStage();
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
  const { words, companion } = useStage();
  const account = useOneOfSeveral();
  if (!account || account.lockedBy) return null;
  return (
    <button type="button" class="quiet" onClick={() => void companion.removeAccount(account.id)}>
      {words.accounts.remove}
    </button>
  );
}
