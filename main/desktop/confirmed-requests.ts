/** The requests that main confirms with the user first, whether page, tray or menu sends them. */
import type { DesktopWords } from '../../locales/parts/desktop.ts';
import type {
  AccountId,
  Handlers,
  Requests,
  SettingChange,
  SettingChangeProblem,
  Snapshot,
} from '../../preload/api.ts';
import { oneOfSeveral, sessionOf } from './accounts-of.ts';
import type { Confirm } from './confirmation.ts';

export function createConfirmedRequests(parts: {
  readonly snapshot: () => Snapshot;
  readonly requests: Pick<Handlers, 'signOut' | 'removeAccount' | 'changeSetting'>;
  /** Draws the state again. */
  readonly changed: () => void;
  readonly confirm: Confirm;
  readonly words: () => Pick<DesktopWords, 'signedIn' | 'accounts' | 'settings' | 'actions'>;
}): {
  readonly signOut: (account: AccountId) => Promise<void>;
  readonly removeAccount: (account: AccountId) => Promise<void>;
  readonly changeSetting: (choice: SettingChange) => Promise<ReturnType<Requests['changeSetting']>>;
} {
  const { snapshot, requests, changed, confirm, words } = parts;

  /** To sign in again, a user would need the phone. */
  async function signOut(account: AccountId): Promise<void> {
    const now = snapshot();
    const session = sessionOf(now, account);
    const { signedIn, accounts } = words();
    const { question, questionText: detail, signOut: yes, stay: no } = signedIn;
    // A sign-out whose files could not be deleted was confirmed before.
    const isAgain = session.kind === 'failed' && session.failure.kind === 'not-deleted';
    const named = oneOfSeveral(now, account);
    const message = named ? accounts.signOutQuestion({ account: named.name }) : question(now);
    if (isAgain || (await confirm({ message, detail, no, yes }))) requests.signOut(account);
  }

  /** The only account can be signed out, not removed. */
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
    // The page's switch goes back to its old value.
    changed();
    return { kind: 'declined' };
  }

  return { signOut, removeAccount, changeSetting };
}
