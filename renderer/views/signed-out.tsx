import type { SessionState } from '../../preload/api.ts';
import { Address, Fact, Facts } from '../components/facts.tsx';
import { AppMark } from '../components/marks.tsx';
import { Quit } from '../components/quit.tsx';
import { Screen } from '../components/screen.tsx';
import { Support } from '../components/support.tsx';
import { useStage } from '../scene.ts';

export function SignedOut({ session }: { readonly session: Extract<SessionState, { kind: 'signed-out' }> }) {
  const { words, names, snapshot, companion } = useStage();
  const { facts, actions } = words;
  const { server, keeping } = snapshot;
  const ended = session.because && words.ended(session.because, names);
  const title = ended?.title ?? words.signedOut.title;
  const text = ended ? [ended.text, ended.next].filter(Boolean) : [words.signedOut.text];
  return (
    <Screen title={title} mark={<AppMark />} text={text}>
      <Facts>
        <Fact name={facts.thisComputer}>
          <bdi>{names.computer}</bdi>
        </Fact>
        <Fact name={facts.server}>
          <Address>{names.server}</Address>
        </Fact>
        <Fact name={facts.willBeKept}>{keeping ? words.keptWhere(keeping) : facts.notYetKnown}</Fact>
      </Facts>
      <div class="actions">
        <button type="button" class="primary" onClick={() => void companion.signIn()}>
          {actions.signIn}
        </button>
      </div>
      <div class="actions actions--quiet">
        {server && !server.lockedBy && (
          <button type="button" class="quiet" onClick={() => void companion.changeServer()}>
            {actions.changeServer}
          </button>
        )}
        <Quit />
      </div>
      <Support lines={session.because ? words.details(session.because) : []} />
    </Screen>
  );
}
