/** Shows that no one is signed in and, if the last sign-in ended by itself, why. */
import { details } from '../../locales/details.ts';
import { rich } from '../../locales/rich.ts';
import type { StateOf } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { ChangeServer, OtherActions } from '../components/account-actions.tsx';
import { Address, AddressFact, Fact, Facts, NameFact } from '../components/facts.tsx';
import { CheckGlyph } from '../components/glyphs.tsx';
import { AppMark } from '../components/marks.tsx';
import { OneCode } from '../components/one-code.tsx';
import { RichText } from '../components/rich-text.tsx';
import { Screen } from '../components/screen.tsx';
import { SupportDetails } from '../components/support-details.tsx';

export function SignedOut({ session }: { readonly session: StateOf<'signed-out'> }) {
  const words = useWords('signed-out');
  const { names, accountId, companion } = useApp();
  const { actions } = words;
  const ended = session.because && words.ended(session.because, names);
  const title = ended?.title ?? words.signedOut.title;
  const left =
    session.because?.kind === 'signed-out-here' && session.because.server === 'later' ? session.because : null;
  const text = ended ? [ended.text, ...(left ? [] : [ended.next])].filter(Boolean) : [words.signedOut.text];
  return (
    <Screen title={title} mark={<AppMark />} text={text}>
      {left ? <EndingLater account={left.account.name} /> : <BeforeSignIn />}
      <div class="actions">
        <button type="button" class="primary" onClick={() => void companion.signIn(accountId)}>
          {actions.signIn}
        </button>
      </div>
      <OneCode />
      {left && <p class="note note--center">{ended?.next}</p>}
      <div class="actions actions--quiet">
        <ChangeServer />
        <OtherActions mayAdd={session.because !== null} />
      </div>
      <SupportDetails lines={session.because ? details(session.because) : []} />
    </Screen>
  );
}

/** What a sign-out has ended, and where. */
function EndingLater({ account }: { readonly account: string | null }) {
  const words = useWords('signed-out');
  const { names } = useApp();
  const { facts, signedOut } = words;
  return (
    <Facts>
      <AddressFact name={facts.account}>{account}</AddressFact>
      <Fact name={signedOut.onThisComputer}>
        <span class="done">
          <CheckGlyph /> {signedOut.isSignedOut}
        </span>
      </Fact>
      <Fact name={<RichText parts={rich(signedOut.onServer, { server: <Address>{names.server}</Address> })} />}>
        {signedOut.whenReached}
      </Fact>
    </Facts>
  );
}

function BeforeSignIn() {
  const words = useWords('signed-out');
  const { names, snapshot } = useApp();
  const { facts } = words;
  const { keeping } = snapshot;
  return (
    <Facts>
      <NameFact name={facts.thisComputer}>{names.computer}</NameFact>
      <AddressFact name={facts.server}>{names.server}</AddressFact>
      <Fact name={facts.willBeKept}>{keeping ? words.keptWhere(keeping) : facts.notYetKnown}</Fact>
    </Facts>
  );
}
