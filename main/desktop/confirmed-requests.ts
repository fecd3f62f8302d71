/** The requests that main confirms with the user first, whether page, tray or menu sends them. */
import type { Messages } from '../../locales/messages.ts';
import type { AccountId, Requests, SettingChange, SettingChangeProblem, Snapshot } from '../../preload/api.ts';
import type { Companion } from '../app/app-store.ts';
import type { Confirm } from './confirmation.ts';

export function createConfirmedRequests(parts: {
  readonly snapshot: () => Snapshot;
  readonly requests: Pick<Companion['requests'], 'signOut' | 'changeSetting'>;
  /** Draws the state again. */
  readonly changed: () => void;
  readonly confirm: Confirm;
  readonly words: () => Pick<Messages, 'signedIn' | 'settings' | 'actions'>;
}): {
  readonly signOut: (account: AccountId) => Promise<void>;
  readonly changeSetting: (choice: SettingChange) => Promise<ReturnType<Requests['changeSetting']>>;
} {
  const { snapshot, requests, changed, confirm, words } = parts;

  /** To sign in again, a user would need the phone. */
  async function signOut(account: AccountId): Promise<void> {
    const { session, computer } = snapshot();
    const { question, questionText: detail, signOut: yes, stay: no } = words().signedIn;
    // A sign-out whose files could not be deleted was confirmed before.
    const isAgain = session.kind === 'failed' && session.failure.kind === 'not-deleted';
    const message = question({ computer });
    if (isAgain || (await confirm({ message, detail, no, yes }))) requests.signOut(account);
  }

  async function changeSetting(choice: SettingChange): Promise<SettingChangeProblem | null> {
    const { value: isWeak, lockedBy } = snapshot().settings.keepWithoutKeyring;
    const isWeaker = choice.name === 'keepWithoutKeyring' && choice.value && !isWeak && lockedBy === null;
    const { keepWeakly: message, keepWithoutKeyringNote: detail, keepWeaklyYes: yes } = words().settings;
    if (!isWeaker || (await confirm({ message, detail, no: words().actions.cancel, yes })))
      return requests.changeSetting(choice);
    // The page's switch goes back to its old value.
    changed();
    return { kind: 'declined' };
  }

  return { signOut, changeSetting };
}
