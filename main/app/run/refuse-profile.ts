/** Ends a launch that can't use its profile, with a message in the system's language. */
import { app, dialog } from 'electron';
import { terminal } from '../../../locales/chunks/terminal.ts';
import type { Explanation } from '../../../locales/explanation.ts';
import { languageFor } from '../../../locales/languages.ts';
import { loadMessages, type MessagesOf } from '../../../locales/load.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import type { UnsafePath } from '../../system/folder-safety.ts';

type Leave = (code: number, why: string) => void;

/**
 * The profile isn't safe from other users.
 * @param hasWindow shows a dialog too, because users who start the app from a menu see no terminal
 */
export async function refuseProfile({ path, why }: UnsafePath, hasWindow: boolean, leave: Leave): Promise<void> {
  await refuse(hasWindow, EXIT.unsafe, leave, ({ profile }) => ({
    title: profile.refused,
    text:
      why === 'owned-by-other' ? profile.ownedByOther({ folder: path }) : profile.writableByOthers({ folder: path }),
    next: profile.next,
  }));
}

/** Another process has the profile and doesn't respond. */
export async function refuseTakenProfile(hasWindow: boolean, leave: Leave): Promise<void> {
  await refuse(hasWindow, EXIT.busy, leave, ({ profile }) => profile.taken);
}

async function refuse(
  hasWindow: boolean,
  code: number,
  leave: Leave,
  message: (words: MessagesOf<[typeof terminal]>) => Explanation,
): Promise<void> {
  await app.whenReady();
  const language = languageFor('system', app.getPreferredSystemLanguages());
  const words = await loadMessages({ language, systemLocale: app.getSystemLocale() }, terminal);
  const { title, text, next } = message(words);
  const body = [text, next].join('\n');
  if (hasWindow) dialog.showErrorBox(title, body);
  leave(code, [title, body].join('\n'));
}
