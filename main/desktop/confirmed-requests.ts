/** The requests that the user must confirm first, whether they come from a page, the tray or the menu. */
import type { DesktopWords } from '../../locales/chunks/desktop.ts';
import type { AccountId, Handlers, SettingChange, SettingChangeProblem, Snapshot } from '../../preload/api.ts';
import type { Confirm } from './confirmation.ts';
import { oneOfSeveral, sessionOf } from './find-account.ts';

export function createConfirmedRequests(parts: {
  readonly snapshot: () => Snapshot;
  readonly requests: Pick<Handlers, 'signOut' | 'removeAccount' | 'changeSetting'>;
  /** Publishes a new snapshot. */
  readonly changed: () => void;
  readonly confirm: Confirm;
  readonly words: () => DesktopWords;
}) {
  const { snapshot, requests, changed, confirm, words } = parts;

  /** Confirmed, because signing in again requires a phone. */
  async function signOut(account: AccountId): Promise<void> {
    const now = snapshot();
    const session = sessionOf(now, account);
    const { signedIn, accounts } = words();
    const { question, questionText: detail, signOut: yes, stay: no } = signedIn;
    // If files could not be deleted, the sign-out was already confirmed.
    const isAgain = session.kind === 'failed' && session.failure.kind === 'not-deleted';
    const named = oneOfSeveral(now, account);
    const message = named ? accounts.signOutQuestion({ account: named.name }) : question(now);
    if (isAgain || (await confirm({ message, detail, no, yes }))) requests.signOut(account);
  }

  /** A single account can only be signed out, not removed. */
  async function removeAccount(account: AccountId): Promise<void> {
    const named = oneOfSeveral(snapshot(), account);
    const { accounts, actions } = words();
    const { removeQuestion, removeText: detail, remove: yes } = accounts;
    if (!named) return;
    const message = removeQuestion({ account: named.name });
    if (await confirm({ message, detail, no: actions.cancel, yes })) requests.removeAccount(account);
  }

  async function changeSetting(choice: SettingChange): Promise<SettingChangeProblem | null> {
    const { value: isWeak, lockedBy } = snapshot().settings.keepWithoutKeyring;
    const isWeaker = choice.name === 'keepWithoutKeyring' && choice.value && !isWeak && lockedBy === null;
    const { keepWeakly: message, keepWithoutKeyringNote: detail, keepWeaklyYes: yes } = words().settings;
    if (!isWeaker || (await confirm({ message, detail, no: words().actions.cancel, yes })))
      return requests.changeSetting(choice);
    // Reset the switch on the page.
    changed();
    return { kind: 'declined' };
  }

  return { signOut, removeAccount, changeSetting };
}
