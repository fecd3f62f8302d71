import type { SessionState } from '../../preload/api.ts';
import { ClockOff } from '../components/clock-off.tsx';
import { Address, Fact, Facts } from '../components/facts.tsx';
import { NeedsMark } from '../components/marks.tsx';
import { Screen } from '../components/screen.tsx';
import { Support } from '../components/support.tsx';
import { useStage } from '../scene.ts';

/** The sign-in is over; the same account is named. */
export function NeedsYou({ session }: { readonly session: Extract<SessionState, { kind: 'needs-you' }> }) {
  const { words, names, snapshot, accountId, companion } = useStage();
  const { facts } = words;
  const { because, account } = session;
  const { title, text, next } = words.ended(because, names);
  return (
    <Screen title={title} mark={<NeedsMark />} text={[text, next].filter(Boolean)}>
      <Facts>
        {account.name !== null && (
          <Fact name={facts.account}>
            <bdi>{account.name}</bdi>
          </Fact>
        )}
        <Fact name={facts.server}>
          <Address>{account.server}</Address>
        </Fact>
        <Fact name={facts.thisComputer}>
          <bdi>{names.computer}</bdi>
        </Fact>
      </Facts>
      <ClockOff of={because} />
      <div class="actions">
        <button type="button" class="primary" onClick={() => void companion.signIn(accountId)}>
          {words.actions.signInAgain}
        </button>
      </div>
      <div class="actions actions--quiet">
        <button type="button" class="quiet" onClick={() => void companion.signOut(accountId)}>
          {words.signedIn.signOut}
        </button>
        {snapshot.server && !snapshot.server.lockedBy && (
          <button type="button" class="quiet" onClick={() => void companion.changeServer()}>
            {words.actions.changeServer}
          </button>
        )}
      </div>
      <Support lines={words.details(because)} />
    </Screen>
  );
}
