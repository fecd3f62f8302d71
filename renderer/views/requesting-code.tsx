import { Address } from '../parts/facts.tsx';
import { WorkingMark } from '../parts/marks.tsx';
import { Said } from '../parts/said.tsx';
import { Screen } from '../parts/screen.tsx';
import { useStage } from '../scene.ts';

export function RequestingCode() {
  const { words, names, companion } = useStage();
  const { title, text } = words.requestingCode;
  return (
    <Screen
      title={title}
      mark={<WorkingMark />}
      text={[<Said key="server" parts={text(<Address>{names.server}</Address>)} />]}
    >
      <div class="actions">
        <button type="button" onClick={() => void companion.cancel()}>
          {words.actions.cancel}
        </button>
      </div>
    </Screen>
  );
}
