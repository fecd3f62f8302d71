/** What users can do with accounts, apart from signing in and out. */
import { useStage } from '../scene.ts';
import { AddGlyph } from './glyphs.tsx';
import { useOneOfSeveral } from './one-of-several.ts';

/** Opens the page that adds an account, unless none may be added. */
export function AddAccount() {
  const { words, snapshot, companion } = useStage();
  if (snapshot.mayAddAccount === 'no') return null;
  return (
    <button type="button" class="quiet" onClick={() => void companion.open('add-account')}>
      <AddGlyph /> {words.accounts.add}
    </button>
  );
}

/** Goes back to the choice of a server while there is only one account: beside several, another server is another account. */
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

/** Removes one of several accounts from this computer, once the user has confirmed it to main. */
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
