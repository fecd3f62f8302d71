/** Someone else approved the code that should have renewed an account. Nothing changes until the user answers. */
import type { ComponentChildren } from 'preact';
import { rich } from '../../locales/rich.ts';
import type { SessionState, SomeoneElseAnswer } from '../../preload/api.ts';
import { Address, Fact, Facts } from '../components/facts.tsx';
import { NeedsMark } from '../components/marks.tsx';
import { useOneOfSeveral } from '../components/one-of-several.ts';
import { Said } from '../components/said.tsx';
import { Screen } from '../components/screen.tsx';
import { useStage, useWords } from '../scene.ts';

export function SomeoneElse({ session }: { readonly session: Extract<SessionState, { kind: 'someone-else' }> }) {
  const words = useWords('accounts');
  const { snapshot } = useStage();
  const { someoneElse: texts } = words.accounts;
  const { expected, approvedBy } = session;
  // The only account's own name is shown nowhere else, so it is called by its user.
  const name = useOneOfSeveral()?.name ?? expected.name ?? expected.server;
  const account = () => <bdi>{name}</bdi>;
  const other = () => (approvedBy.name === null ? <span>{texts.unnamed}</span> : <bdi>{approvedBy.name}</bdi>);
  return (
    <Screen
      title={texts.title}
      mark={<NeedsMark />}
      text={[<Said key="text" parts={rich(texts.text, { account: account(), other: other() })} />]}
    >
      <Facts>
        <Fact name={texts.expected}>
          <Person name={expected.name} />
        </Fact>
        <Fact name={texts.approvedBy}>
          <strong>
            <Person name={approvedBy.name} />
          </strong>
        </Fact>
        <Fact name={words.facts.server}>
          <Address>{approvedBy.server}</Address>
        </Fact>
      </Facts>
      <div class="choices">
        {snapshot.mayAddAccount !== 'no' && (
          <SettingChange
            answer="keep"
            kind="primary"
            note={<Said parts={rich(texts.keepNote, { account: account() })} />}
          >
            {texts.keep}
          </SettingChange>
        )}
        <SettingChange
          answer="replace"
          note={<Said parts={rich(texts.replaceNote, { account: account(), other: other() })} />}
        >
          {texts.replace({ account: name })}
        </SettingChange>
        <SettingChange answer="discard" note={texts.discardNote}>
          {texts.discard}
        </SettingChange>
      </div>
    </Screen>
  );
}

/** A name from the server, or that it gave none. */
function Person({ name }: { readonly name: string | null }) {
  const { someoneElse } = useWords('accounts').accounts;
  return name === null ? <span>{someoneElse.unknown}</span> : <bdi>{name}</bdi>;
}

/** One answer, and what it does. */
function SettingChange(props: {
  readonly answer: SomeoneElseAnswer;
  readonly kind?: 'primary';
  readonly note: ComponentChildren;
  readonly children: string;
}) {
  const { answer, kind, note, children } = props;
  const { companion, accountId } = useStage();
  return (
    <div>
      <button
        type="button"
        class={kind}
        aria-describedby={`${answer}-note`}
        onClick={() => void companion.answerSomeoneElse(accountId, answer)}
      >
        {children}
      </button>
      <p class="note" id={`${answer}-note`}>
        {note}
      </p>
    </div>
  );
}
