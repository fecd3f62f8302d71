/** The state of an account in one line, for lists, tooltips and menus. */
import type { SessionState } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';
import { type SomeoneElseTitles, someoneElseTitle } from './someone-else.ts';

/** The texts to choose from. */
type Texts = Pick<
  Catalogs['accounts'],
  'tray' | 'endings' | 'awaiting' | 'storageTroubles' | 'failures' | 'misconfigured'
> & { readonly accounts: Pick<Catalogs['accounts']['accounts'], 'states'> } & SomeoneElseTitles;

/** The state of a single account, with its server: "Signed in to example.org". */
export function trayState(session: SessionState, server: string, texts: Texts): string {
  const { tray } = texts;
  switch (session.kind) {
    case 'requesting-code':
      return tray.requestingCode({ server });
    case 'signed-in':
      if (session.connection.kind === 'retrying') return tray.signedInRetrying({ server });
      return session.trouble ? tray.signedInNotRenewed({ server }) : tray.signedIn({ server });
    case 'needs-you':
      return tray.needsYou({ server });
    case 'failed':
      if (session.signedInAs) return tray.failedSignedIn({ server: session.signedInAs.server });
      return accountState(session, texts);
    default:
      return accountState(session, texts);
  }
}

/** The state of one of several accounts, whose name and server are shown beside it: "Signed in", "Please sign in again". */
export function accountState(session: SessionState, texts: Texts): string {
  const { accounts, tray, endings, awaiting, storageTroubles, failures, misconfigured } = texts;
  const { states } = accounts;
  switch (session.kind) {
    case 'loading':
      return session.keyring === 'waiting' ? tray.waitingForKeyring : tray.starting;
    case 'no-server':
      return tray.noServer;
    case 'misconfigured':
      return misconfigured.title;
    case 'signed-out':
      return tray.signedOut;
    case 'requesting-code':
      return states.requestingCode;
    case 'awaiting-approval':
      if (session.prompt.onlyOnThisComputer)
        return session.connection.kind === 'retrying' ? tray.waitingHereInTrouble : awaiting.waitingHere;
      return session.connection.kind === 'retrying' ? tray.waitingInTrouble : tray.waiting;
    case 'signed-in':
      if (session.connection.kind === 'retrying') return states.retrying;
      return session.trouble ? states.notRenewed : states.signedIn;
    case 'signing-out':
      return tray.signingOut;
    case 'needs-you':
      return endings.signInAgain;
    case 'someone-else':
      return someoneElseTitle(session.approver, texts);
    case 'storage-unreadable':
      return storageTroubles[session.trouble].title;
    case 'failed':
      if (session.signedInAs) return states.lastFailed;
      return session.failure.kind === 'not-deleted' ? failures.notDeletedTitle : tray.failed;
    default:
      return session satisfies never;
  }
}

/** Whether an account needs the user. A signed-out account doesn't, because usually the user signed out. */
export function needsUser(session: SessionState): boolean {
  switch (session.kind) {
    case 'misconfigured':
    case 'needs-you':
    case 'someone-else':
    case 'storage-unreadable':
      return true;
    case 'failed':
      return session.signedInAs === null;
    case 'loading':
    case 'no-server':
    case 'signed-out':
    case 'requesting-code':
    case 'awaiting-approval':
    case 'signed-in':
    case 'signing-out':
      return false;
    default:
      return session satisfies never;
  }
}

/** Whether the account is signed in, whatever else is in progress. */
export function isSignedIn(session: SessionState): boolean {
  if (session.kind === 'someone-else') return session.was === 'signed-in';
  return session.kind === 'signed-in' || (session.kind === 'failed' && session.signedInAs !== null);
}
