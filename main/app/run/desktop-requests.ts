/**
 * The requests a window can send: the app's own, those the user must confirm,
 * and those that use the desktop (clipboard, browser, dialogs).
 */
import { homedir } from 'node:os';
import { type BrowserWindow, clipboard, dialog, shell } from 'electron';
import type { DesktopWords } from '../../../locales/chunks/desktop.ts';
import type { Handlers } from '../../../preload/api.ts';
import { copyCode, openInBrowser } from '../../desktop/code-actions.ts';
import { createConfirm } from '../../desktop/confirmation.ts';
import { oneOfSeveral, sessionOf } from '../../desktop/find-account.ts';
import type { Companion } from '../state/app-store.ts';

export function createDesktopRequests(parts: {
  readonly companion: Companion;
  readonly window: () => BrowserWindow | null;
  readonly words: () => DesktopWords;
  readonly painted: () => void;
  /** Quits; asks first if that would end a sign-in. */
  readonly quit: () => Promise<void>;
}): Handlers {
  const { companion, window, words, painted, quit } = parts;
  const { snapshot } = companion;
  const confirm = createConfirm({ dialog, window });
  const confirmed = async () => {
    const { createConfirmedRequests } = await import('../../desktop/confirmed-requests.ts');
    return createConfirmedRequests({ ...companion, confirm, words });
  };
  return {
    ...companion.requests,
    painted,
    signOut: async (account) => (await confirmed()).signOut(account),
    removeAccount: async (account) => (await confirmed()).removeAccount(account),
    changeSetting: async (choice) => (await confirmed()).changeSetting(choice),
    copyCode: (account) => copyCode(sessionOf(snapshot(), account), clipboard),
    async copyCommand(use, account) {
      const { toolCommand } = await import('../../../locales/commands.ts');
      await clipboard.writeText(toolCommand(use, oneOfSeveral(snapshot(), account)?.name ?? null));
    },
    openInBrowser: (account) => openInBrowser(sessionOf(snapshot(), account), { shell, clipboard }),
    async saveReport() {
      const { saveReport } = await import('../../diagnostics/save-dialog.ts');
      return saveReport(snapshot(), { dialog, window: window(), folder: homedir(), now: Date.now });
    },
    quit,
  };
}
