/** Shows a server that was found. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { FoundServer } from '../../preload/api.ts';
import { useWords } from '../app-context.ts';
import { Details } from '../components/details.tsx';
import { Address, AddressFact, Fact, Facts } from '../components/facts.tsx';
import { CheckGlyph } from '../components/glyphs.tsx';
import { AppMark } from '../components/marks.tsx';
import { RichText } from '../components/rich-text.tsx';
import { Screen } from '../components/screen.tsx';

interface FoundProps {
  readonly server: FoundServer;
  readonly onSignIn: () => void;
  readonly onBack: () => void;
}

export function Found(props: FoundProps) {
  const words = useWords('connect');
  return (
    <Screen
      title={words.connect.found.title}
      mark={<AppMark />}
      text={[<FoundLead key="lead" server={props.server} />]}
      takesFocus={false}
    >
      <FoundBody {...props} />
    </Screen>
  );
}

export function FoundLead({ server: { name, staysSignedIn, signingOut } }: Pick<FoundProps, 'server'>) {
  const { found } = useWords('connect').connect;
  const hasAll = staysSignedIn === 'yes' && signingOut === 'ends-there';
  return <RichText parts={rich(hasAll ? found.all : found.some, { server: <Address>{name}</Address> })} />;
}

/** What the server offers, and the button to sign in. */
export function FoundBody({ server, onSignIn, onBack }: FoundProps) {
  const words = useWords('connect');
  const { found } = words.connect;
  const { staysSignedIn, signingOut, foreignEndpoints } = server;
  const signIn = useRef<HTMLButtonElement>(null);
  // Enter continues, as on the previous page.
  useLayoutEffect(() => signIn.current?.focus(), []);
  return (
    <>
      <Facts>
        <Fact name={found.withPhone}>
          <Yes>{found.yes}</Yes>
        </Fact>
        <Fact name={found.stays}>
          {staysSignedIn === 'yes' ? <Yes>{found.yes}</Yes> : found.staysNot[staysSignedIn]}
        </Fact>
        <Fact name={found.signingOut}>
          {signingOut === 'ends-there' ? <Yes>{found.endsThere}</Yes> : found.endsNot[signingOut]}
        </Fact>
      </Facts>
      {foreignEndpoints.length > 0 && (
        <p class="note note--center">{found.foreign({ names: foreignEndpoints.join(', ') })}</p>
      )}
      <div class="actions">
        <button type="button" class="primary" ref={signIn} aria-describedby="text next" onClick={onSignIn}>
          {words.actions.signIn}
        </button>
      </div>
      <p class="note note--center" id="next">
        {found.next}
      </p>
      <div class="actions actions--quiet">
        <button type="button" class="quiet" onClick={onBack}>
          {found.another}
        </button>
      </div>
      <ServerDetails server={server} />
    </>
  );
}

function Yes({ children }: { readonly children: string }) {
  return (
    <span class="yes">
      <CheckGlyph /> {children}
    </span>
  );
}

function ServerDetails({ server }: { readonly server: FoundServer }) {
  const { connect, support } = useWords('connect');
  const { foundIn, deviceAuthorizationPath, tokenPath } = server;
  return (
    <Details summary={support.summary}>
      <Facts>
        <AddressFact name={connect.found.foundIn}>{foundIn}</AddressFact>
        <AddressFact name={connect.deviceAuthorizationPath}>{deviceAuthorizationPath}</AddressFact>
        <AddressFact name={connect.tokenPath}>{tokenPath}</AddressFact>
      </Facts>
    </Details>
  );
}
