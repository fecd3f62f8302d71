/** Renames one of several accounts. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AccountView, NameProblem } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { NameField } from './name-field.tsx';
import { useOneOfSeveral } from './one-of-several.ts';

export function RenameAccount() {
  const { words } = useApp();
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

/** The dialog. Escape and Cancel change nothing. */
function Rename({ account, close }: { readonly account: AccountView; readonly close: () => void }) {
  const words = useWords('accounts');
  const { snapshot, companion, announce } = useApp();
  const { accounts, actions } = words;
  const [name, setName] = useState(account.name);
  const [problem, setProblem] = useState<NameProblem | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const isCovered = snapshot.page !== 'state';
  // Close it while a page covers it, because Chromium would keep the page inert. The dialog returns the focus to its button.
  useLayoutEffect(() => {
    if (isCovered) return;
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, [isCovered]);

  async function save(event: Event) {
    event.preventDefault();
    const found = await companion.renameAccount(account.id, name.trim());
    setProblem(found);
    if (found) return;
    close();
    announce((it) => it.accounts.renamed);
  }

  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="rename" onClose={close}>
      <form noValidate onSubmit={(event) => void save(event)}>
        <h2 class="name" id="rename">
          {accounts.rename}
        </h2>
        <NameField
          value={name}
          note={accounts.renameNote}
          problem={problem}
          type={(value) => {
            setName(value);
            setProblem(null);
          }}
        />
        <div class="actions">
          <button type="submit" class="primary">
            {accounts.save}
          </button>
        </div>
        <div class="actions actions--quiet">
          <button type="button" class="quiet" onClick={close}>
            {actions.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
