/** What main hands over to the rest of the desktop while a sign-in waits: the code, and the page to approve it on. */
import type { Clipboard, Shell } from 'electron';
import type { SessionState } from '../../preload/api.ts';

/** Copies the user code verbatim. Nothing happens while no code is shown. */
export async function copyCode(state: SessionState, clipboard: Pick<Clipboard, 'writeText'>): Promise<void> {
  if (state.kind === 'awaiting-approval') await clipboard.writeText(state.prompt.userCode);
}

/**
 * Opens the approval page in the person's browser, with the code filled in where the server offers that.
 * The address comes from main's own state, never from a window, and its scheme is looked at once more:
 * `openExternal` would start a program for `file:`, `smb:` or any other scheme that something registered.
 */
export async function openPage(state: SessionState, shell: Pick<Shell, 'openExternal'>): Promise<void> {
  if (state.kind !== 'awaiting-approval') return;
  const { protocol, href } = new URL(state.prompt.qrText);
  if (protocol === 'https:' || protocol === 'http:') await shell.openExternal(href);
}
