/** The view while a code waits for approval: the pass for the phone, and what to do with it. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ignoredFields } from '../../locales/details.ts';
import { rich } from '../../locales/rich.ts';
import type { Prompt, StateOf } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { Caution } from '../components/caution.tsx';
import { Code } from '../components/code.tsx';
import { Cancel, CopyAndOpen } from '../components/code-actions.tsx';
import { EnlargedCode } from '../components/enlarged-code.tsx';
import { Address } from '../components/facts.tsx';
import { HiddenGlyph, NoConnectionGlyph, WarningGlyph } from '../components/glyphs.tsx';
import { useOneOfSeveral } from '../components/one-of-several.ts';
import { Qr } from '../components/qr.tsx';
import { type QrPath, qrPath } from '../components/qr-path.ts';
import { RichText } from '../components/rich-text.tsx';
import { Screen } from '../components/screen.tsx';
import { SupportDetails } from '../components/support-details.tsx';
import { TimeLeft } from '../components/time-left.tsx';

type Session = StateOf<'awaiting-approval'>;

export function Awaiting({ session }: { readonly session: Session }) {
  const words = useWords('code');
  const { announce, snapshot } = useApp();
  const { awaiting } = words;
  const { prompt } = session;
  const [hidden, setHidden] = useState<boolean | null>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const concealed = hidden === true || snapshot.screenLocked;
  const { qrText, onlyOnThisComputer } = prompt;
  // If phones can't open the page, there is nothing to scan.
  const qr = useMemo(() => (onlyOnThisComputer ? null : qrPath(qrText)), [qrText, onlyOnThisComputer]);
  const { title, text } = hidden
    ? { title: awaiting.hiddenTitle, text: awaiting.hiddenText }
    : task(prompt, qr, awaiting);

  useLayoutEffect(() => {
    if (hidden !== null) toggle.current?.focus();
  }, [hidden]);
  useEffect(() => {
    if (!hidden) return;
    announce((it) => it.awaiting.hiddenTitle);
    return () => announce(null);
  }, [hidden]);

  return (
    <Screen title={title} text={[text]} kind="waiting">
      <Pass session={session} qr={qr} concealed={concealed} />
      <Caution startedAt={session.startedAt} />
      {hidden ? (
        <div class="actions">
          <button type="button" class="primary" ref={toggle} onClick={() => setHidden(false)}>
            {awaiting.showCode}
          </button>
        </div>
      ) : (
        <CopyAndOpen here={prompt.onlyOnThisComputer} />
      )}
      <div class="actions actions--quiet">
        {!hidden && (
          <button type="button" class="quiet" ref={toggle} onClick={() => setHidden(true)}>
            {awaiting.hideCode}
          </button>
        )}
        <Cancel />
      </div>
      {prompt.ignored.length > 0 && <SupportDetails lines={ignoredFields(prompt)} />}
    </Screen>
  );
}

/** What the user has to do, depending on whether a phone can open the page and what the QR code contains. */
function task(prompt: Prompt, qr: QrPath | null, words: ReturnType<typeof useWords<'code'>>['awaiting']) {
  if (prompt.onlyOnThisComputer) {
    return { title: prompt.qrCarriesCode ? words.titleCompareHere : words.titleNoQr, text: words.textOnlyHere };
  }
  if (qr === null) return { title: words.titleNoQr, text: words.textNoQr };
  return prompt.qrCarriesCode
    ? { title: words.titleCompare, text: words.textCompare }
    : { title: words.title, text: words.text };
}

/** Everything the phone needs, on one card. */
function Pass(props: {
  readonly session: Session;
  /** Null if there is nothing to scan. */
  readonly qr: QrPath | null;
  /** Whether the user has hidden the code. */
  readonly concealed: boolean;
}) {
  const { session, qr, concealed } = props;
  const { prompt, lifetimeMs, elapsedMs, connection } = session;
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
      {!concealed && qr && <EnlargedCode prompt={prompt} qr={qr} />}
      <div class="pass__text">
        <Code userCode={prompt.userCode} hidden={concealed} />
        <Page prompt={prompt} toScan={qr !== null} />
        <TimeLeft lifetimeMs={lifetimeMs} elapsedMs={elapsedMs}>
          <Progress connection={connection} onlyHere={prompt.onlyOnThisComputer} />
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
  const { names } = useApp();
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
function Progress({ connection, onlyHere }: Pick<Session, 'connection'> & { readonly onlyHere: boolean }) {
  const { awaiting } = useWords('code');
  switch (connection.kind) {
    case 'ok':
      return <p role="status">{onlyHere ? awaiting.waitingHere : awaiting.waiting}</p>;
    case 'slow':
      return <p role="status">{awaiting.slow}</p>;
    case 'must-wait':
      return <p role="status">{awaiting.mustWait(connection.waitMs)}</p>;
    case 'retrying':
      return (
        <p role="status" class="trouble">
          <NoConnectionGlyph /> {awaiting.trouble}
        </p>
      );
    default:
      return connection satisfies never;
  }
}
