import { Address } from '../parts/facts.tsx';
import { WorkingMark } from '../parts/marks.tsx';
import { Said } from '../parts/said.tsx';
import { Screen } from '../parts/screen.tsx';
import { useStage } from '../scene.ts';

export function SigningOut() {
  const { words, names } = useStage();
  const { title, text } = words.signingOut;
  return (
    <Screen
      title={title}
      mark={<WorkingMark />}
      text={[<Said key="server" parts={text(<Address>{names.server}</Address>)} />]}
    />
  );
}
