/**
 * Asks the user to confirm a page's request that can't be undone. A page under an attacker's control could show and answer any
 * question of its own, but can't press a button in a system dialog.
 */
import type { BaseWindow, Dialog, MessageBoxOptions } from 'electron';

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
  readonly window: () => BaseWindow | null;
}): Confirm {
  let isAsking = false;
  return async (question) => {
    if (isAsking) return false;
    isAsking = true;
    try {
      return await confirms(parts.dialog, parts.window(), question);
    } finally {
      isAsking = false;
    }
  };
}

/** Shows a question, over the window if there is one. Resolves with whether the user chose `yes`. */
export async function confirms(
  dialog: Pick<Dialog, 'showMessageBox'>,
  window: BaseWindow | null,
  { message, detail, no, yes }: Confirmation,
  signal?: AbortSignal,
): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'question',
    message,
    detail,
    buttons: [no, yes],
    defaultId: 0,
    cancelId: 0,
    ...(signal && { signal }),
  };
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  return response === 1 && !signal?.aborted;
}
