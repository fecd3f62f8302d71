/** What can be done with accounts besides signing in and out. */
import { useStage } from '../scene.ts';
import { AddGlyph } from './glyphs.tsx';
import { useOneOfSeveral } from './one-of-several.ts';

/** The way to another account, wherever one may be added. */
export function AddAccount() {
  const { words, snapshot, companion } = useStage();
  if (snapshot.mayAddAccount === 'no') return null;
  return (
    <button type="button" class="quiet" onClick={() => void companion.open('add-account')}>
      <AddGlyph /> {words.accounts.add}
    </button>
  );
}

/** The way to another server, while there is one account: others would be added beside it. */
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

/** Takes one of several accounts off this computer. Main asks whether it is meant. */
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
