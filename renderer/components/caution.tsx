/** The warning against remote phishing (RFC 8628 §5.4): when and where the sign-in was started. */
import { rich } from '../../locales/rich.ts';
import { useApp, useWords } from '../app-context.ts';
import { Address } from './facts.tsx';
import { useOneOfSeveral } from './one-of-several.ts';
import { RichText } from './rich-text.tsx';

export function Caution({ startedAt }: { readonly startedAt: number }) {
  const words = useWords('code');
  const { names } = useApp();
  const { caution, cautionFor } = words.awaiting;
  const account = useOneOfSeveral();
  const parts = {
    time: <time dateTime={new Date(startedAt).toISOString()}>{words.time(startedAt)}</time>,
    computer: <Strong text={names.computer} />,
    server: <Address>{names.server}</Address>,
  };
  return (
    <p class="caution">
      <RichText
        parts={account ? rich(cautionFor, { ...parts, account: <Strong text={account.name} /> }) : rich(caution, parts)}
      />
    </p>
  );
}

function Strong({ text }: { readonly text: string }) {
  return (
    <strong>
      <bdi>{text}</bdi>
    </strong>
  );
}
