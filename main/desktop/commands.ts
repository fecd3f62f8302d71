/** The commands of tray, menu, notifications and second launches. */
import type { AccountId, Handlers, Page } from '../../preload/api.ts';
import type { ConsentWindow } from './consent-window.ts';
import type { WindowManager } from './window.ts';

export type Commands = ReturnType<typeof createCommands>;

export function createCommands(parts: {
  readonly requests: Handlers;
  readonly window: Pick<WindowManager, 'show'>;
  readonly consentWindow: Pick<ConsentWindow, 'show'>;
}) {
  const { requests, window, consentWindow } = parts;
  const show = window.show;
  const showPage = (page: Page) => {
    void requests.showPage(page);
    show();
  };
  const openSettings = () => showPage('settings');

  return {
    ...requests,
    show,
    settings: openSettings,
    about: () => showPage('about'),
    tools: () => showPage('tools'),
    showAccount(account: AccountId) {
      void requests.openAccount(account);
      showPage('state');
    },
    async signInAgain(account: AccountId) {
      show();
      await requests.signIn(account);
    },
    /** Shows the question. While a code is on the screen, shows the window instead, because the question waits for that. */
    answerTool() {
      if (!consentWindow.show()) show();
    },
    /** On failure, opens the settings, which show the reason. */
    async switchStartAtLogin() {
      const { settings } = await requests.current();
      const value = !settings.startAtLogin.value;
      const problem = await requests.changeSetting({ name: 'startAtLogin', value });
      const { settings: now } = await requests.current();
      if (problem || (value && !now.startAtLogin.value)) openSettings();
    },
  };
}
