import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ignoredFields } from '../../locales/details.ts';
import { rich } from '../../locales/rich.ts';
import type { Prompt, SessionState } from '../../preload/api.ts';
import { Code } from '../components/code.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { Address } from '../components/facts.tsx';
import { HiddenGlyph, NoConnectionGlyph, OpenGlyph, WarningGlyph } from '../components/glyphs.tsx';
import { Large } from '../components/large.tsx';
import { useOneOfSeveral } from '../components/one-of-several.ts';
import { Qr } from '../components/qr.tsx';
import { type QrPath, qrPath } from '../components/qr-path.ts';
import { Said } from '../components/said.tsx';
import { Screen } from '../components/screen.tsx';
import { Support } from '../components/support.tsx';
import { TimeLeft } from '../components/time-left.tsx';
import { useStage, useWords } from '../scene.ts';

type Session = Extract<SessionState, { kind: 'awaiting-approval' }>;

/** The pass: all that the phone needs, on one card, and the sentence that keeps it from helping a stranger (RFC 8628 §5.4). */
export function Awaiting({ session }: { readonly session: Session }) {
  const words = useWords('code');
  const { announce, snapshot } = useStage();
  const { awaiting } = words;
  const { prompt, lifetimeMs, elapsedMs, link } = session;
  const account = useOneOfSeveral();
  const [hidden, setHidden] = useState<boolean | null>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const concealed = hidden === true || snapshot.screenLocked;
  const drawn = useMemo(() => qrPath(prompt.qrText), [prompt.qrText]);
  // If no phone can open the page, there is nothing to scan.
  const qr = prompt.onlyOnThisComputer ? null : drawn;
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
      {prompt.ignored.length > 0 && <Support lines={ignoredFields(prompt)} />}
    </Screen>
  );
}

/** How waiting goes: only trouble is drawn as such. */
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

/** What the user has to do: by whether a phone could open the page, then by what the square holds. */
function task(prompt: Prompt, qr: QrPath | null, words: ReturnType<typeof useWords<'code'>>['awaiting']) {
  if (prompt.onlyOnThisComputer) {
    return { title: prompt.qrCarriesCode ? words.titleCompareHere : words.titleNoQr, text: words.textOnlyHere };
  }
  if (qr === null) return { title: words.titleNoQr, text: words.textNoQr };
  return prompt.qrCarriesCode
    ? { title: words.titleCompare, text: words.textCompare }
    : { title: words.title, text: words.text };
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
        <Said parts={rich(toScan ? address : addressNoQr, { address: shown })} />
      </p>
      {prompt.foreignHost !== null && (
        <p class="warning">
          <WarningGlyph /> <Said parts={rich(foreignHost, { host: <Address>{prompt.foreignHost}</Address>, server })} />
        </p>
      )}
    </>
  );
}

function Caution({ startedAt }: { readonly startedAt: number }) {
  const words = useWords('code');
  const { names } = useStage();
  const time = <time dateTime={new Date(startedAt).toISOString()}>{words.time(startedAt)}</time>;
  const computer = (
    <strong>
      <bdi>{names.computer}</bdi>
    </strong>
  );
  const server = <Address>{names.server}</Address>;
  const one = useOneOfSeveral();
  if (!one) {
    return (
      <p class="caution">
        <Said parts={rich(words.awaiting.caution, { time, computer, server })} />
      </p>
    );
  }
  const account = (
    <strong>
      <bdi>{one.name}</bdi>
    </strong>
  );
  return (
    <p class="caution">
      <Said parts={rich(words.awaiting.cautionFor, { time, computer, server, account })} />
    </p>
  );
}

/** If only this computer can open the page, the one filled button copies the code and opens it. */
function CopyAndOpen({ here }: { readonly here: boolean }) {
  const words = useWords('code');
  const { accountId, companion } = useStage();
  const { copyAndOpen, openPage } = words.awaiting;
  if (here) {
    return (
      <div class="actions">
        <button type="button" class="primary" onClick={() => void companion.openPage(accountId)}>
          <OpenGlyph /> {copyAndOpen}
        </button>
      </div>
    );
  }
  return (
    <div class="actions actions--pair">
      <CopyButton label={words.awaiting.copyCode} copy={() => companion.copyCode(accountId)} />
      <button type="button" onClick={() => void companion.openPage(accountId)}>
        <OpenGlyph /> {openPage}
      </button>
    </div>
  );
}

/** `pass--words`: nothing to scan. `pass--more`: another host is named as well. */
function passClass({ foreignHost }: Prompt, qr: QrPath | null): string {
  return ['pass', ...(qr === null ? ['pass--words'] : []), ...(foreignHost === null ? [] : ['pass--more'])].join(' ');
}

/** Also what "this wasn't me" needs: it stops the request at once. */
function Cancel() {
  const words = useWords('code');
  const { accountId, companion } = useStage();
  return (
    <button type="button" class="quiet" onClick={() => void companion.cancel(accountId)}>
      {words.actions.cancel}
    </button>
  );
}
