/** Shows the QR code and the user code over the whole window, for a phone across the room. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Prompt } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { Code } from './code.tsx';
import { EnlargeGlyph } from './glyphs.tsx';
import { Qr } from './qr.tsx';
import type { QrPath } from './qr-path.ts';

/** A button that opens the large view, which its own button or Escape closes. */
export function EnlargedCode({ prompt, qr }: { readonly prompt: Prompt; readonly qr: QrPath }) {
  const words = useWords('code');
  const { snapshot } = useApp();
  const { awaiting } = words;
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="quiet enlarge"
        aria-label={awaiting.enlarge}
        title={awaiting.enlarge}
        onClick={() => setOpen(true)}
      >
        <EnlargeGlyph />
      </button>
      {/* Not while a page covers it, because a hidden modal dialog would keep the whole window inert. */}
      {open && snapshot.page === 'state' && <Sheet prompt={prompt} qr={qr} close={() => setOpen(false)} />}
    </>
  );
}

function Sheet({ prompt, qr, close }: { readonly prompt: Prompt; readonly qr: QrPath; readonly close: () => void }) {
  const { awaiting } = useWords('code');
  const sheet = useRef<HTMLDialogElement>(null);
  // The dialog returns the focus to the button that opened it.
  useLayoutEffect(() => {
    const dialog = sheet.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog class="large" ref={sheet} aria-label={awaiting.passLabel} onClose={close}>
      <Qr qr={qr} label={awaiting.qrLabel({ address: prompt.verificationUri })} />
      <Code userCode={prompt.userCode} hidden={false} />
      <button type="button" onClick={close}>
        {awaiting.reduce}
      </button>
    </dialog>
  );
}
