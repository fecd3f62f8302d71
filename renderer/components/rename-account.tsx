import { useState } from 'preact/hooks';
import { useStage } from '../scene.ts';
import { useOneOfSeveral } from './one-of-several.ts';
import { Rename } from './rename.tsx';

/** Renames one of several accounts. */
export function RenameAccount() {
  const { words } = useStage();
  const [isOpen, setOpen] = useState(false);
  const account = useOneOfSeveral();
  if (!account || account.lockedBy) return null;
  return (
    <>
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        {words.accounts.rename}
      </button>
      {isOpen && <Rename account={account} close={() => setOpen(false)} />}
    </>
  );
}
