/** What main hands over to the rest of the desktop while a sign-in waits: the code, and the page to approve it on. */
import type { Clipboard, Shell } from 'electron';
import type { SessionState } from '../../preload/api.ts';

/** Copies the user code verbatim. Nothing happens while no code is shown. */
export async function copyCode(state: SessionState, clipboard: Pick<Clipboard, 'writeText'>): Promise<void> {
  if (state.kind === 'awaiting-approval') await clipboard.writeText(state.prompt.userCode);
}

/**
 * Opens the approval page in the user's browser, with the code filled in if the server offers that. The code is copied as
 * well: on a page that asks for it, it only has to be pasted.
 * The address comes from main's own state, never from a window, and its scheme is checked once more:
 * `openExternal` would start a program for `file:`, `smb:` or any other scheme that something registered.
 */
export async function openPage(
  state: SessionState,
  {
    shell,
    clipboard,
  }: { readonly shell: Pick<Shell, 'openExternal'>; readonly clipboard: Pick<Clipboard, 'writeText'> },
): Promise<void> {
  if (state.kind !== 'awaiting-approval') return;
  const { protocol, href } = new URL(state.prompt.qrText);
  if (protocol !== 'https:' && protocol !== 'http:') return;
  // A clipboard that fails must not keep the page from opening.
  await copyCode(state, clipboard).catch(() => undefined);
  await shell.openExternal(href);
}
