/** Asks what to do when the window closes and no tray shows the icon. The answer can be remembered. */
import type { App, Dialog } from 'electron';
import type { DesktopWords } from '../../locales/chunks/desktop.ts';
import type { SettingValues } from '../../preload/api.ts';

/** The window closes whatever the answer is. */
export function createClosePrompt(parts: {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  /** The texts in the current language. */
  readonly closing: () => DesktopWords['settings']['closing'];
  readonly hasTray: () => Promise<boolean>;
  readonly chosen: () => SettingValues['whenClosed'];
  readonly remember: (choice: 'quit' | 'keep-running') => unknown;
  readonly isOpen: () => boolean;
  /** Whether the app is quitting and only waits for requests in progress. */
  readonly isQuitting: () => boolean;
  /** What else quitting would end; null if nothing. */
  readonly warning: () => string | null;
  readonly quit: () => void;
  /** Quits without asking this again, because the user's answer was remembered. May ask another question. */
  readonly quitUnasked: () => unknown;
}) {
  const { dialog, closing, hasTray, chosen, remember, isOpen, isQuitting, warning, quit, quitUnasked } = parts;
  let asking: AbortController | null = null;

  /** Null: a window was opened before the user answered. */
  async function ask(signal: AbortSignal): Promise<'quit' | 'keep-running' | null> {
    const { question, text, keep, quit: quitLabel, remember: rememberLabel } = closing();
    const { response, checkboxChecked } = await dialog.showMessageBox({
      type: 'question',
      message: question,
      detail: [text, warning() ?? ''].filter(Boolean).join('\n\n'),
      buttons: [keep, quitLabel],
      defaultId: 0,
      cancelId: 0,
      checkboxLabel: rememberLabel,
      signal,
    });
    if (signal.aborted) return null;
    const answer = response === 1 ? 'quit' : 'keep-running';
    if (checkboxChecked) await remember(answer);
    return answer;
  }

  return {
    /** The last window has closed, but the app isn't quitting. */
    async closed(): Promise<void> {
      if (isQuitting() || chosen() === 'keep-running' || (await hasTray()) || isOpen() || asking) return;
      const own = new AbortController();
      asking = own;
      const choice = chosen();
      const answer = choice === 'ask' ? await ask(own.signal) : choice;
      if (asking === own) asking = null;
      if (answer !== 'quit') return;
      if (choice === 'ask') quit();
      else await quitUnasked();
    },
    /** A window was opened again, which answers the question. */
    opened(): void {
      asking?.abort();
      asking = null;
    },
  };
}

/** Prompts when no window is left, unless only a consent window was open. */
export function promptOnceClosed(
  app: Pick<App, 'on'>,
  onClosed: (listener: () => void) => unknown,
  prompt: () => unknown,
): void {
  let hasClosed = false;
  onClosed(() => {
    hasClosed = true;
  });
  app.on('window-all-closed', () => {
    if (hasClosed) void prompt();
    hasClosed = false;
  });
}
