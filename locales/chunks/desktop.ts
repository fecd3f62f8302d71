/** The messages that the main process shows on a desktop: tray, menus, notifications and dialogs. */
import loaders from 'messages:desktop';
import type { Account, Kept, SessionState, StorageTrouble } from '../../preload/api.ts';
import { accountState, trayState } from '../account-state.ts';
import type { Chunk, WordsOf } from '../chunk.ts';
import type { CommonMessages } from '../common.ts';
import { keptBy } from '../kept.ts';
import { signedInAs } from '../signed-in-as.ts';

export const desktop = {
  loaders,
  choose: (catalog) => ({
    ...catalog,
    /** How the sign-in is kept, as a sentence. */
    kept: (kept: Kept) => keptBy(kept, catalog.kept, catalog.storageReasons),
    storage: (trouble: StorageTrouble) => catalog.storageTroubles[trouble],
    /** The notification that this account's sign-in has ended. A click requests a new code. */
    needsYou: ({ name, server }: Account) => ({
      title: catalog.endings.signInAgain,
      text: name === null ? catalog.phoneNeeded.unnamed({ server }) : catalog.phoneNeeded.named({ name, server }),
    }),
    /** The state in one line, for the tray's tooltip and menu. */
    trayState: (session: SessionState, serverName: string) => trayState(session, serverName, catalog),
    /** The state of one of several accounts in one line, without its name and server. */
    accountState: (session: SessionState) => accountState(session, catalog),
    terminal: { signedIn: (account: Account) => signedInAs(account, catalog.terminal) },
  }),
} satisfies Chunk<'desktop'>;

/** All messages that the main process shows on a desktop. */
export type DesktopWords = CommonMessages & WordsOf<typeof desktop>;
