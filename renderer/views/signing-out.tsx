/** Shown while the server ends the sign-in. */
import { rich } from '../../locales/rich.ts';
import { useApp, useWords } from '../app-context.ts';
import { Address } from '../components/facts.tsx';
import { WorkingMark } from '../components/marks.tsx';
import { RichText } from '../components/rich-text.tsx';
import { Screen } from '../components/screen.tsx';

export function SigningOut() {
  const words = useWords('signed-out');
  const { names } = useApp();
  const { title, text } = words.signingOut;
  return (
    <Screen
      title={title}
      mark={<WorkingMark />}
      text={[<RichText key="server" parts={rich(text, { server: <Address>{names.server}</Address> })} />]}
    />
  );
}
