/** What users can do with a code that waits for approval. Main copies it and opens its page, so these parts don't need it. */
import { useApp, useWords } from '../app-context.ts';
import { CopyButton } from './copy-button.tsx';
import { OpenGlyph } from './glyphs.tsx';

/** If only this computer can open the page, the primary button copies the code and opens it. */
export function CopyAndOpen({ here }: { readonly here: boolean }) {
  const words = useWords('code');
  const { accountId, companion } = useApp();
  const { copyAndOpen, copyCode, openPage } = words.awaiting;
  const open = () => void companion.openInBrowser(accountId);
  if (here) {
    return (
      <div class="actions">
        <button type="button" class="primary" onClick={open}>
          <OpenGlyph /> {copyAndOpen}
        </button>
      </div>
    );
  }
  return (
    <div class="actions actions--pair">
      <CopyButton label={copyCode} copy={() => companion.copyCode(accountId)} />
      <button type="button" onClick={open}>
        <OpenGlyph /> {openPage}
      </button>
    </div>
  );
}

/** Cancels the request at once, for example if the user did not start it. */
export function Cancel() {
  const words = useWords('code');
  const { accountId, companion } = useApp();
  return (
    <button type="button" class="quiet" onClick={() => void companion.cancel(accountId)}>
      {words.actions.cancel}
    </button>
  );
}
