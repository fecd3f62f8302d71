import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ignoredFields } from '../../locales/details.ts';
import { rich } from '../../locales/rich.ts';
import type { Prompt, SessionState } from '../../preload/api.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Address } from '../components/facts.tsx';
import { OpenGlyph } from '../components/glyphs.tsx';
import { useOneOfSeveral } from '../components/one-of-several.ts';
import { Pass } from '../components/pass.tsx';
import { type QrPath, qrPath } from '../components/qr-path.ts';
import { RichText } from '../components/rich-text.tsx';
import { Screen } from '../components/screen.tsx';
import { Support } from '../components/support.tsx';
import { useStage, useWords } from '../scene.ts';

type Session = Extract<SessionState, { kind: 'awaiting-approval' }>;

/** The pass, what to do with it, and the warning against remote phishing (RFC 8628 §5.4). */
export function Awaiting({ session }: { readonly session: Session }) {
  const words = useWords('code');
  const { announce, snapshot } = useStage();
  const { awaiting } = words;
  const { prompt } = session;
  const [hidden, setHidden] = useState<boolean | null>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const concealed = hidden === true || snapshot.screenLocked;
  const drawn = useMemo(() => qrPath(prompt.qrText), [prompt.qrText]);
  // If phones can't open the page, there is nothing to scan.
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
      {prompt.ignored.length > 0 && <Support lines={ignoredFields(prompt)} />}
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

function Caution({ startedAt }: { readonly startedAt: number }) {
  const words = useWords('code');
  const { names } = useStage();
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

/** If only this computer can open the page, the primary button copies the code and opens it. */
function CopyAndOpen({ here }: { readonly here: boolean }) {
  const words = useWords('code');
  const { accountId, companion } = useStage();
  const { copyAndOpen, copyCode, openPage } = words.awaiting;
  const open = () => void companion.openPage(accountId);
  if (here) {
    return (
      <div class="actions">
        <button type="button" class="primary" onClick={open}>
          <OpenGlyph /> {copyAndOpen}
        </button>
      </div>
    );
  }
  return (
    <div class="actions actions--pair">
      <CopyButton label={copyCode} copy={() => companion.copyCode(accountId)} />
      <button type="button" onClick={open}>
        <OpenGlyph /> {openPage}
      </button>
    </div>
  );
}

/** Cancels the request at once, for example if the user did not start it. */
function Cancel() {
  const words = useWords('code');
  const { accountId, companion } = useStage();
  return (
    <button type="button" class="quiet" onClick={() => void companion.cancel(accountId)}>
      {words.actions.cancel}
    </button>
  );
}
