/** Copies the code and opens the approval page while a sign-in is waiting. */
import type { Clipboard, Shell } from 'electron';
import type { SessionState } from '../../preload/api.ts';

/** Copies the user code verbatim. Does nothing if no code is shown. */
export async function copyCode(state: SessionState, clipboard: Pick<Clipboard, 'writeText'>): Promise<void> {
  if (state.kind === 'awaiting-approval') await clipboard.writeText(state.prompt.userCode);
}

/**
 * Opens the approval page in the user's browser, with the code filled in if the server supports that. Also copies the code, so
 * that the user can paste it. The URL comes from main's own state, never from a window, and its scheme is checked again, because
 * `openExternal` would start a program for `file:`, `smb:` and other registered schemes.
 */
export async function openInBrowser(
  state: SessionState,
  {
    shell,
    clipboard,
  }: { readonly shell: Pick<Shell, 'openExternal'>; readonly clipboard: Pick<Clipboard, 'writeText'> },
): Promise<void> {
  if (state.kind !== 'awaiting-approval') return;
  const { protocol, href } = new URL(state.prompt.qrText);
  if (protocol !== 'https:' && protocol !== 'http:') return;
  // If copying fails, still open the page.
  await copyCode(state, clipboard).catch(() => undefined);
  await shell.openExternal(href);
}
