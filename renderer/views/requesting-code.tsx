/** Shown while a code is requested, which the user can cancel. */
import { rich } from '../../locales/rich.ts';
import { useApp, useWords } from '../app-context.ts';
import { Address } from '../components/facts.tsx';
import { WorkingMark } from '../components/marks.tsx';
import { RichText } from '../components/rich-text.tsx';
import { Screen } from '../components/screen.tsx';

export function RequestingCode() {
  const words = useWords('code');
  const { names, accountId, companion } = useApp();
  const { title, text } = words.requestingCode;
  return (
    <Screen
      title={title}
      mark={<WorkingMark />}
      text={[<RichText key="server" parts={rich(text, { server: <Address>{names.server}</Address> })} />]}
    >
      <div class="actions">
        <button type="button" onClick={() => void companion.cancel(accountId)}>
          {words.actions.cancel}
        </button>
      </div>
    </Screen>
  );
}
