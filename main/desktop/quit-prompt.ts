/** Asks before a quit that would end sign-ins, because they exist only in memory. */
import type { BaseWindow, Dialog } from 'electron';
import type { DesktopWords } from '../../locales/chunks/desktop.ts';
import type { Account, Kept } from '../../preload/api.ts';
import { confirms } from './confirmation.ts';

/** A sign-in that ends with the app. */
export interface EndingSignIn {
  readonly account: Account;
  readonly kept: Kept;
}

export function createQuitPrompt(parts: {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly window: () => BaseWindow | null;
  /** Whether closing the window would quit as well, as the user chose on a desktop without a tray. */
  readonly closingQuits: () => boolean;
  readonly words: () => DesktopWords;
  /** The sign-ins that quitting would end. */
  readonly ending: () => readonly EndingSignIn[];
  readonly quit: () => void;
}) {
  const { dialog, window, closingQuits, words, ending, quit } = parts;
  let asking: AbortController | null = null;

  function confirmsQuit(first: EndingSignIn, all: readonly EndingSignIn[], signal: AbortSignal): Promise<boolean> {
    const { quitting, signedIn, facts } = words();
    const lines = ({ account: { name, server } }: EndingSignIn) =>
      [...(name === null ? [] : [`${facts.account}: ${name}`]), `${facts.server}: ${server}`].join('\n');
    const parent = window();
    const note = parent && !closingQuits() ? [quitting.note] : [];
    const detail = [quitWarning(first, words()), ...all.map(lines), ...note].join('\n\n');
    const question = { message: quitting.question, detail, no: signedIn.stay, yes: quitting.quit };
    return confirms(dialog, parent, question, signal);
  }

  return {
    /** The user chose to quit: asks first if that would end a sign-in. Not used for log-offs, updates and signals. */
    async quit(): Promise<void> {
      const all = ending();
      const [first] = all;
      if (!first) return quit();
      if (asking) return;
      const own = new AbortController();
      asking = own;
      try {
        if (await confirmsQuit(first, all, own.signal)) quit();
      } finally {
        if (asking === own) asking = null;
      }
    },
    /** The app is quitting for another reason: closes the question. */
    close(): void {
      asking?.abort();
      asking = null;
    },
  };
}

/** Explains what quitting means for a sign-in that exists only in memory. */
export function quitWarning({ kept }: EndingSignIn, { kept: keptIn, signedIn, between }: DesktopWords): string {
  return keptIn(kept) + between + signedIn.questionText;
}
