/** The messages that the main process shows on a desktop: tray, menus, notifications and dialogs. */
import loaders from 'messages:desktop';
import type { Account, Kept, SessionState, StorageTrouble } from '../../preload/api.ts';
import { accountState, trayState } from '../account-state.ts';
import type { Catalogs } from '../catalog.ts';
import type { CommonMessages } from '../common.ts';
import type { Explanation } from '../explanation.ts';
import { keptBy } from '../kept.ts';
import type { Part } from '../part.ts';
import { signedInAs } from '../signed-in-as.ts';

interface DesktopMessages extends Omit<Catalogs['desktop'], 'kept' | 'terminal'> {
  /** How the sign-in is kept, as a sentence. */
  kept(kept: Kept): string;
  storage(trouble: StorageTrouble): Explanation;
  /** The notification that this account's sign-in has ended. A click requests a new code. */
  needsYou(account: Account): { readonly title: string; readonly text: string };
  /** The state in one line, for the tray's tooltip and menu. */
  trayState(session: SessionState, serverName: string): string;
  /** The state of one of several accounts in one line, without its name and server. */
  accountState(session: SessionState): string;
  readonly terminal: { signedIn(account: Account): string };
}

/** All messages that the main process shows on a desktop. */
export type DesktopWords = CommonMessages & DesktopMessages;

export const desktop: Part<'desktop', DesktopMessages> = {
  loaders,
  choose: (catalog) => ({
    ...catalog,
    kept: (kept) => keptBy(kept, catalog.kept, catalog.storageReasons),
    storage: (trouble) => catalog.storageTroubles[trouble],
    needsYou: ({ name, server }) => ({
      title: catalog.endings.signInAgain,
      text: name === null ? catalog.phoneNeeded.unnamed({ server }) : catalog.phoneNeeded.named({ name, server }),
    }),
    trayState: (session, serverName) => trayState(session, serverName, catalog),
    accountState: (session) => accountState(session, catalog),
    terminal: { signedIn: (account) => signedInAs(account, catalog.terminal) },
  }),
};
