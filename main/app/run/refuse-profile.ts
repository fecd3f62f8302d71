/** Ends the launch if the profile isn't safe from other users, with a message in the system's language. */
import { app, dialog } from 'electron';
import { languageFor } from '../../../locales/languages.ts';
import { loadMessages } from '../../../locales/load.ts';
import { terminal } from '../../../locales/parts/terminal.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import type { UnsafePath } from '../../system/folder-safety.ts';

/** @param hasWindow shows a dialog too, because users who start the app from a menu see no terminal */
export async function refuseProfile(
  { path, why }: UnsafePath,
  hasWindow: boolean,
  leave: (code: number, why: string) => void,
): Promise<void> {
  await app.whenReady();
  const language = languageFor('system', app.getPreferredSystemLanguages());
  const { profile } = await loadMessages({ language, systemLocale: app.getSystemLocale() }, terminal);
  const reason =
    why === 'owned-by-other' ? profile.ownedByOther({ folder: path }) : profile.writableByOthers({ folder: path });
  const text = [reason, profile.next].join('\n');
  if (hasWindow) dialog.showErrorBox(profile.refused, text);
  leave(EXIT.unsafe, [profile.refused, text].join('\n'));
}
