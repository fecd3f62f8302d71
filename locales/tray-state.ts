/** The state in one line, for the tray's tooltip and menu. */
import type { SessionState } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';
import { type SomeoneElseTitles, someoneElseTitle } from './someone-else.ts';

/** The texts to choose from. */
type Texts = Pick<Catalogs['accounts'], 'tray' | 'awaiting' | 'storageTroubles' | 'failures' | 'misconfigured'> &
  SomeoneElseTitles;

export function trayState(session: SessionState, server: string, texts: Texts): string {
  const { tray, failures, storageTroubles } = texts;
  switch (session.kind) {
    case 'loading':
      return session.keyring === 'waiting' ? tray.waitingForKeyring : tray.starting;
    case 'no-server':
      return tray.noServer;
    case 'misconfigured':
      return texts.misconfigured.title;
    case 'signed-out':
      return tray.signedOut;
    case 'requesting-code':
      return tray.requestingCode({ server });
    case 'awaiting-approval':
      if (session.prompt.onlyOnThisComputer)
        return session.link.kind === 'retrying' ? tray.waitingHereInTrouble : texts.awaiting.waitingHere;
      return session.link.kind === 'retrying' ? tray.waitingInTrouble : tray.waiting;
    case 'signed-in':
      if (session.link.kind === 'retrying') return tray.signedInRetrying({ server });
      return session.trouble ? tray.signedInNotRenewed({ server }) : tray.signedIn({ server });
    case 'signing-out':
      return tray.signingOut;
    case 'needs-you':
      return tray.needsYou({ server });
    case 'someone-else':
      return someoneElseTitle(session.approver, texts);
    case 'storage-unreadable':
      return storageTroubles[session.trouble].title;
    case 'failed':
      if (session.signedInAs) return tray.failedSignedIn({ server: session.signedInAs.server });
      return session.failure.kind === 'not-deleted' ? failures.notDeletedTitle : tray.failed;
    default:
      return session satisfies never;
  }
}
