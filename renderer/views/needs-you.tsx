/** Shows that the account's sign-in has ended. */
import { details } from '../../locales/details.ts';
import type { StateOf } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { AddAccount, ChangeServer, RemoveAccount } from '../components/account-actions.tsx';
import { ClockOff } from '../components/clock-off.tsx';
import { AddressFact, Facts, NameFact } from '../components/facts.tsx';
import { AttentionMark } from '../components/marks.tsx';
import { OneCode } from '../components/one-code.tsx';
import { useOneOfSeveral } from '../components/one-of-several.ts';
import { RenameAccount } from '../components/rename-account.tsx';
import { Screen } from '../components/screen.tsx';
import { SupportDetails } from '../components/support-details.tsx';

export function NeedsYou({ session }: { readonly session: StateOf<'needs-you'> }) {
  const words = useWords('signed-out');
  const { names, accountId, companion } = useApp();
  const { facts } = words;
  const { because, account } = session;
  const { title, text, next } = words.ended(because, names);
  const isOneOfSeveral = useOneOfSeveral() !== null;
  return (
    <Screen
      title={title}
      mark={<AttentionMark />}
      text={[isOneOfSeveral ? text + words.between + words.accounts.othersUnaffected : text, next].filter(Boolean)}
    >
      <Facts>
        <NameFact name={facts.account}>{account.name}</NameFact>
        <AddressFact name={facts.server}>{account.server}</AddressFact>
        <NameFact name={facts.thisComputer}>{names.computer}</NameFact>
      </Facts>
      <ClockOff of={because} />
      <div class="actions">
        <button type="button" class="primary" onClick={() => void companion.signIn(accountId)}>
          {words.actions.signInAgain}
        </button>
      </div>
      <OneCode />
      <div class="actions actions--quiet">
        {isOneOfSeveral ? (
          <RenameAccount />
        ) : (
          <button type="button" class="quiet" onClick={() => void companion.signOut(accountId)}>
            {words.signedIn.signOut}
          </button>
        )}
        <ChangeServer />
        {isOneOfSeveral ? <RemoveAccount /> : <AddAccount />}
      </div>
      <SupportDetails lines={details(because)} />
    </Screen>
  );
}
