/** The question whether a tool may use the sign-in: what main knows, what the tool claims, and the answers. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { consent as consentChunk } from '../../locales/chunks/consent.ts';
import type { MessagesOf } from '../../locales/load.ts';
import { rich } from '../../locales/rich.ts';
import type { ConsentQuestion } from '../../preload/api.ts';
import type { ConsentBridge, ConsentChoice, ConsentView } from '../../preload/consent-api.ts';
import { Details } from '../components/details.tsx';
import { Address, AddressFact, Fact, Facts, NameFact } from '../components/facts.tsx';
import { ComputerGlyph } from '../components/glyphs.tsx';
import { AttentionMark } from '../components/marks.tsx';
import { RichText } from '../components/rich-text.tsx';
import { useInert } from './use-inert.ts';

type ConsentWords = MessagesOf<[typeof consentChunk]>;

export function Consent(props: {
  readonly view: ConsentView;
  readonly words: ConsentWords;
  readonly bridge: Pick<ConsentBridge, 'answer' | 'onShown'>;
}) {
  const { view, words, bridge } = props;
  const { question, computer } = view;
  const { consent, facts } = words;
  const isInert = useInert(view.inertMs, bridge.onShown);
  const first = useRef<HTMLButtonElement>(null);
  const answer = (choice: ConsentChoice) => void bridge.answer(question.id, choice).catch(() => undefined);

  useLayoutEffect(() => {
    document.title = consent.title({ tool: question.tool });
    first.current?.focus();
  }, []);
  useEffect(() => {
    const refuse = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') answer('no');
    };
    document.addEventListener('keydown', refuse);
    return () => document.removeEventListener('keydown', refuse);
  }, []);

  return (
    <>
      <header class="bar">
        <p class="here">
          <ComputerGlyph />
          <span class="unseen">{facts.thisComputer}:</span> <bdi title={computer}>{computer}</bdi>
        </p>
      </header>
      <main class="screen screen--asking">
        <AttentionMark />
        <div class="head" id="asked">
          <h1>
            <RichText parts={rich(consent.title, { tool: <bdi>{question.tool}</bdi> })} />
          </h1>
          <div class="head__text">
            <p>
              <RichText parts={rich(consent.text, { server: <Address>{question.account.host}</Address> })} />
            </p>
          </div>
        </div>
        <RequestFacts question={question} words={words} />
        <fieldset class="answers" aria-label={consent.answers}>
          {answersTo(question, consent).map(([choice, label], at) => (
            <button
              key={choice}
              type="button"
              ref={at === 0 ? first : null}
              aria-disabled={isInert}
              aria-describedby={at === 0 ? 'asked' : undefined}
              onClick={() => !isInert && answer(choice)}
            >
              {label}
            </button>
          ))}
        </fieldset>
        <p class="note note--center">{consent.silence}</p>
        <Claims question={question} words={words} />
      </main>
    </>
  );
}

/** What main knows about the request, and what the tool claims. */
function RequestFacts({ question, words }: { readonly question: ConsentQuestion; readonly words: ConsentWords }) {
  const { consent, facts } = words;
  const { account, severalAccounts, host, reason } = question;
  return (
    <Facts>
      {severalAccounts ? (
        <Fact name={facts.account}>
          <bdi>{account.name}</bdi>
          {account.user !== null && (
            <>
              {'\u00a0· '}
              <bdi>{account.user}</bdi>
            </>
          )}
        </Fact>
      ) : (
        <NameFact name={facts.account}>{account.user}</NameFact>
      )}
      <AddressFact name={facts.server}>{account.host}</AddressFact>
      <AddressFact name={consent.host}>{host}</AddressFact>
      {reason !== null && (
        <div class="claim">
          <dt>{consent.reason}</dt>
          <dd>
            <blockquote>
              <bdi>{reason}</bdi>
            </blockquote>
            <p class="note">{consent.unchecked}</p>
          </dd>
        </div>
      )}
    </Facts>
  );
}

/** The answers, from the least to the most permissive. None is recommended, and each states how long it really lasts. */
function answersTo(
  { canKeep, lockIsKnown }: ConsentQuestion,
  consent: ConsentWords['consent'],
): readonly (readonly [ConsentChoice, string])[] {
  const answers: [ConsentChoice, string][] = [
    ['no', consent.no],
    ['once', consent.once],
    ['until-lock', lockIsKnown ? consent.untilLock : consent.untilQuit],
    ['always', canKeep ? consent.always : consent.untilQuit],
  ];
  // Without a keyring and without lock detection, the last two would last equally long.
  return answers.filter(([choice]) => choice !== 'always' || canKeep || lockIsKnown);
}

/** The caller's claims about itself, and the purpose of the question. */
function Claims({ question, words }: { readonly question: ConsentQuestion; readonly words: ConsentWords }) {
  const { consent, support } = words;
  const { startedBy, folder } = question;
  return (
    <Details summary={support.summary}>
      {(startedBy !== null || folder !== null) && (
        <Facts>
          <AddressFact name={consent.startedBy}>{startedBy}</AddressFact>
          <AddressFact name={consent.folder}>{folder}</AddressFact>
        </Facts>
      )}
      <p class="note">{consent.protects}</p>
    </Details>
  );
}
