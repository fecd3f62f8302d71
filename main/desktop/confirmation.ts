/**
 * What main itself asks before it does what a page asks for and no one could take back. A page that was taken over can draw any
 * question and press any answer; it cannot press a button of the system's own dialog.
 */
import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron';

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The answer that changes nothing: the first button, and what Escape and Enter mean. */
  readonly no: string;
  readonly yes: string;
}

/** Whether the user confirms. False while another question is on the screen. */
export type Confirm = (question: Question) => Promise<boolean>;

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
