/** The pass: everything the phone needs, on one card. */
import { rich } from '../../locales/rich.ts';
import type { Prompt, SessionState } from '../../preload/api.ts';
import { useStage, useWords } from '../scene.ts';
import { Code } from './code.tsx';
import { Address } from './facts.tsx';
import { HiddenGlyph, NoConnectionGlyph, WarningGlyph } from './glyphs.tsx';
import { Large } from './large.tsx';
import { useOneOfSeveral } from './one-of-several.ts';
import { Qr } from './qr.tsx';
import type { QrPath } from './qr-path.ts';
import { RichText } from './rich-text.tsx';
import { TimeLeft } from './time-left.tsx';

type Session = Extract<SessionState, { kind: 'awaiting-approval' }>;

export function Pass(props: {
  readonly session: Session;
  /** Null if there is nothing to scan. */
  readonly qr: QrPath | null;
  /** Whether the user has hidden the code. */
  readonly concealed: boolean;
}) {
  const { session, qr, concealed } = props;
  const { prompt, lifetimeMs, elapsedMs, link } = session;
  const { awaiting } = useWords('code');
  const account = useOneOfSeveral();
  return (
    <section
      class={passClass(prompt, qr)}
      aria-label={account ? awaiting.passLabelFor({ account: account.name }) : awaiting.passLabel}
    >
      {qr === null ? null : concealed ? (
        <div class="qr qr--hidden">
          <HiddenGlyph />
        </div>
      ) : (
        <Qr qr={qr} label={awaiting.qrLabel({ address: prompt.verificationUri })} />
      )}
      {!concealed && qr && <Large prompt={prompt} qr={qr} />}
      <div class="pass__text">
        <Code userCode={prompt.userCode} hidden={concealed} />
        <Page prompt={prompt} toScan={qr !== null} />
        <TimeLeft lifetimeMs={lifetimeMs} elapsedMs={elapsedMs}>
          <Progress link={link} onlyHere={prompt.onlyOnThisComputer} />
        </TimeLeft>
      </div>
    </section>
  );
}

/** `pass--words`: there is nothing to scan. `pass--more`: it also names another host. */
function passClass({ foreignHost }: Prompt, qr: QrPath | null): string {
  return ['pass', ...(qr === null ? ['pass--words'] : []), ...(foreignHost === null ? [] : ['pass--more'])].join(' ');
}

function Page({ prompt, toScan }: { readonly prompt: Prompt; readonly toScan: boolean }) {
  const words = useWords('code');
  const { names } = useStage();
  const { address, addressNoQr, foreignHost } = words.awaiting;
  const shown = <Address>{prompt.verificationUri.replace(/^https:\/\//, '')}</Address>;
  const server = <Address>{names.server}</Address>;
  return (
    <>
      <p class="address">
        <RichText parts={rich(toScan ? address : addressNoQr, { address: shown })} />
      </p>
      {prompt.foreignHost !== null && (
        <p class="warning">
          <WarningGlyph />{' '}
          <RichText parts={rich(foreignHost, { host: <Address>{prompt.foreignHost}</Address>, server })} />
        </p>
      )}
    </>
  );
}

/** The progress while waiting. Only problems stand out. */
function Progress({ link, onlyHere }: { readonly link: Session['link']; readonly onlyHere: boolean }) {
  const { awaiting } = useWords('code');
  switch (link.kind) {
    case 'ok':
      return <p role="status">{onlyHere ? awaiting.waitingHere : awaiting.waiting}</p>;
    case 'slow':
      return <p role="status">{awaiting.slow}</p>;
    case 'must-wait':
      return <p role="status">{awaiting.mustWait(link.waitMs)}</p>;
    case 'retrying':
      return (
        <p role="status" class="trouble">
          <NoConnectionGlyph /> {awaiting.trouble}
        </p>
      );
    default:
      return link satisfies never;
  }
}
