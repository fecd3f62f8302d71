import type { SessionState } from '../../preload/api.ts';
import { NeedsMark } from '../parts/marks.tsx';
import { Screen } from '../parts/screen.tsx';
import { Support } from '../parts/support.tsx';
import { useStage } from '../scene.ts';

/** What is stored can't be read now: that is not "nothing there", and nothing was deleted. */
export function StorageUnreadable({
  session,
}: {
  readonly session: Extract<SessionState, { kind: 'storage-unreadable' }>;
}) {
  const { words, companion } = useStage();
  const { nothingDeleted, signInInstead, setAside } = words.storageUnreadable;
  const { trouble } = session;
  const { title, text, next } = words.storage(trouble);
  const said = (
    <>
      {text} <strong>{nothingDeleted}</strong> {next}
    </>
  );
  return (
    <Screen title={title} mark={<NeedsMark />} text={[said]}>
      <div class="actions">
        <button type="button" class="primary" onClick={() => void companion.tryAgain()}>
          {words.actions.tryAgain}
        </button>
        <button type="button" class="quiet" onClick={() => void companion.signIn()}>
          {signInInstead}
        </button>
      </div>
      <p class="note note--centre">{setAside}</p>
      <Support lines={words.details({ kind: 'storage', trouble })} />
    </Screen>
  );
}
