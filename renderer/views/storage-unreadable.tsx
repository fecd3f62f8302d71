/** Shows that the stored sign-in can't be read. Nothing was deleted. */
import { details } from '../../locales/details.ts';
import type { StateOf } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { OtherActions } from '../components/account-actions.tsx';
import { AttentionMark } from '../components/marks.tsx';
import { OneCode } from '../components/one-code.tsx';
import { Screen } from '../components/screen.tsx';
import { SupportDetails } from '../components/support-details.tsx';

export function StorageUnreadable({ session }: { readonly session: StateOf<'storage-unreadable'> }) {
  const words = useWords('failed');
  const { snapshot, accountId, companion } = useApp();
  const { nothingDeleted, signInInstead, signInHere, setAside } = words.storageUnreadable;
  const { trouble } = session;
  // If there are no accounts, it's the list that can't be read.
  const isList = snapshot.accounts.length === 0;
  const { title, text, next } = isList ? words.listUnreadable(trouble) : words.storage(trouble);
  const sentence = (
    <>
      {text}
      {words.between}
      <strong>{nothingDeleted}</strong>
      {words.between}
      {next}
    </>
  );
  // Retrying doesn't help if the files belong to another computer.
  const isElsewhere = trouble === 'other-computer' && !isList;
  // A newer version's vault isn't set aside, so a new sign-in could not be stored.
  const maySignIn = trouble !== 'newer-version' && !isList;
  const readAgain = () => void (isList ? companion.readAccounts() : companion.tryAgain(accountId));
  const tryAgain = (
    <button type="button" class={isElsewhere ? 'quiet' : 'primary'} onClick={readAgain}>
      {words.actions.tryAgain}
    </button>
  );
  const signIn = maySignIn && (
    <button type="button" class={isElsewhere ? 'primary' : 'quiet'} onClick={() => void companion.signIn(accountId)}>
      {isElsewhere ? signInHere : signInInstead}
    </button>
  );
  return (
    <Screen title={title} mark={<AttentionMark />} text={[sentence]}>
      <div class="actions">{isElsewhere ? signIn : tryAgain}</div>
      <div class="actions actions--quiet">
        {isElsewhere ? tryAgain : signIn}
        <OtherActions mayAdd={!isList} />
      </div>
      {maySignIn && <p class="note note--center">{setAside}</p>}
      {maySignIn && <OneCode />}
      <SupportDetails lines={details({ kind: 'storage', trouble })} />
    </Screen>
  );
}
