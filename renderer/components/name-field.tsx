/** The field for an account's name, and the problem with the name. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { NameProblem } from '../../preload/api.ts';
import { useWords } from '../app-context.ts';
import { Problem } from './problem.tsx';

export function NameField(props: {
  readonly value: string;
  readonly note: string;
  readonly problem: NameProblem | null;
  readonly placeholder?: string;
  readonly type: (value: string) => void;
}) {
  const { value, note, problem, placeholder = '', type } = props;
  const { accounts } = useWords('accounts');
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (problem) input.current?.focus();
  }, [problem]);
  return (
    <div class="fields">
      <label for="account-name">{accounts.name}</label>
      <input
        class="input"
        id="account-name"
        ref={input}
        type="text"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        value={value}
        placeholder={placeholder}
        aria-invalid={problem !== null}
        aria-describedby="account-name-note"
        onInput={(event) => type(event.currentTarget.value)}
      />
      <div id="account-name-note">
        {problem && <Problem role="alert">{accounts.nameProblem(problem)}</Problem>}
        <p class="note">{note}</p>
      </div>
    </div>
  );
}
