/** A server that was found, and what its endpoints make possible. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { FoundServer } from '../../preload/api.ts';
import { Address, Fact, Facts } from '../components/facts.tsx';
import { CheckGlyph, ChevronGlyph } from '../components/glyphs.tsx';
import { AppMark } from '../components/marks.tsx';
import { Said } from '../components/said.tsx';
import { Screen } from '../components/screen.tsx';
import { useStage } from '../scene.ts';

export function Found(props: {
  readonly server: FoundServer;
  readonly onSignIn: () => void;
  readonly onBack: () => void;
}) {
  const { server, onSignIn, onBack } = props;
  const { words } = useStage();
  const { found } = words.connect;
  const { staysSignedIn, signingOut, foreignEndpoints } = server;
  const signIn = useRef<HTMLButtonElement>(null);
  // Enter goes on, as it did on the page before.
  useLayoutEffect(() => signIn.current?.focus(), []);
  const name = <Address>{server.name}</Address>;
  const hasAll = staysSignedIn === 'yes' && signingOut === 'ends-there';
  const lead = rich(hasAll ? found.all : found.some, { server: name });
  return (
    <Screen title={found.title} mark={<AppMark />} text={[<Said key="lead" parts={lead} />]} takesFocus={false}>
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
        <p class="note note--centre">{found.foreign({ names: foreignEndpoints.join(', ') })}</p>
      )}
      <div class="actions">
        <button type="button" class="primary" ref={signIn} aria-describedby="said next" onClick={onSignIn}>
          {words.actions.signIn}
        </button>
      </div>
      <p class="note note--centre" id="next">
        {found.next}
      </p>
      <div class="actions actions--quiet">
        <button type="button" class="quiet" onClick={onBack}>
          {found.another}
        </button>
      </div>
      <Details server={server} />
    </Screen>
  );
}

function Yes({ children }: { readonly children: string }) {
  return (
    <span class="yes">
      <CheckGlyph /> {children}
    </span>
  );
}

function Details({ server }: { readonly server: FoundServer }) {
  const { connect, support } = useStage().words;
  const { foundIn, deviceAuthorizationPath, tokenPath } = server;
  return (
    <details class="support">
      <summary>
        <ChevronGlyph /> {support.summary}
      </summary>
      <Facts>
        {foundIn !== null && (
          <Fact name={connect.found.foundIn}>
            <Address>{foundIn}</Address>
          </Fact>
        )}
        <Fact name={connect.deviceAuthorizationPath}>
          <Address>{deviceAuthorizationPath}</Address>
        </Fact>
        <Fact name={connect.tokenPath}>
          <Address>{tokenPath}</Address>
        </Fact>
      </Facts>
    </details>
  );
}
