/** The question when someone else approved an account's code. Nothing changes until the user answers. */
import type { ComponentChildren } from 'preact';
import { rich } from '../../locales/rich.ts';
import type { SomeoneElseAnswer, StateOf } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { AddressFact, Fact, Facts } from '../components/facts.tsx';
import { AttentionMark } from '../components/marks.tsx';
import { useOneOfSeveral } from '../components/one-of-several.ts';
import { RichText } from '../components/rich-text.tsx';
import { Screen } from '../components/screen.tsx';

export function SomeoneElse({ session }: { readonly session: StateOf<'someone-else'> }) {
  const words = useWords('accounts');
  const { snapshot } = useApp();
  const { someoneElse: texts } = words.accounts;
  const { expected, approvedBy, approver } = session;
  // A single account's name is shown nowhere else, so use the user's name.
  const account = useOneOfSeveral()?.name ?? expected.name ?? expected.server;
  const other = approvedBy.name ?? texts.unnamed;
  const theirs = approver.kind === 'has-account' ? approver.account : '';
  const drawn = () => ({
    account: <bdi>{account}</bdi>,
    other: approvedBy.name === null ? <span>{other}</span> : <bdi>{other}</bdi>,
    theirs: <bdi>{theirs}</bdi>,
  });
  const { title, text, answers, suggested } = words.someoneElseQuestion(approver, snapshot.mayAddAccount !== 'no');
  return (
    <Screen title={title} mark={<AttentionMark />} text={[<RichText key="text" parts={rich(text, drawn())} />]}>
      <Facts>
        <Fact name={texts.expected}>
          <Person name={expected.name} />
        </Fact>
        <Fact name={texts.approvedBy}>
          <strong>
            <Person name={approvedBy.name} />
          </strong>
        </Fact>
        <AddressFact name={words.facts.server}>{approvedBy.server}</AddressFact>
      </Facts>
      <div class="choices">
        {answers.map(({ answer, label, note }) => (
          <Answer
            key={answer}
            answer={answer}
            kind={answer === suggested ? 'primary' : undefined}
            note={<RichText parts={rich(note, drawn())} />}
          >
            {label({ account, other, theirs })}
          </Answer>
        ))}
      </div>
    </Screen>
  );
}

/** The name from the server, or a note that it gave none. */
function Person({ name }: { readonly name: string | null }) {
  const { someoneElse } = useWords('accounts').accounts;
  return name === null ? <span>{someoneElse.unknown}</span> : <bdi>{name}</bdi>;
}

/** An answer, and what it does. */
function Answer(props: {
  readonly answer: SomeoneElseAnswer;
  readonly kind?: 'primary' | undefined;
  readonly note: ComponentChildren;
  readonly children: string;
}) {
  const { answer, kind, note, children } = props;
  const { companion, accountId } = useApp();
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
