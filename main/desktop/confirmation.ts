/**
 * Asks the user to confirm a page's request that can't be undone. A page under an attacker's control could show and answer any
 * question of its own, but can't press a button in a system dialog.
 */
import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron';

export interface Confirmation {
  readonly message: string;
  readonly detail: string;
  /** The answer that changes nothing: the first button, and the default for Escape and Enter. */
  readonly no: string;
  readonly yes: string;
}

/** Resolves with whether the user confirms. False if another question is on the screen. */
export type Confirm = (question: Confirmation) => Promise<boolean>;

export function createConfirm(parts: {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly window: () => BrowserWindow | null;
}): Confirm {
  let isAsking = false;
  return async ({ message, detail, no, yes }) => {
    if (isAsking) return false;
    isAsking = true;
    try {
      const options: MessageBoxOptions = {
        type: 'question',
        message,
        detail,
        buttons: [no, yes],
        defaultId: 0,
        cancelId: 0,
      };
      const window = parts.window();
      const { response } = await (window
        ? parts.dialog.showMessageBox(window, options)
        : parts.dialog.showMessageBox(options));
      return response === 1;
    } finally {
      isAsking = false;
    }
  };
}
