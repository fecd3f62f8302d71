/** The form for a proxy's credentials. They are sent to the main process, and the fields are cleared. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { NoResponse, ProxyChallenge, Snapshot } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';
import { Address } from './facts.tsx';
import { Problem } from './problem.tsx';
import { RichText } from './rich-text.tsx';

/** The proxy that requires credentials, if that's why there was no response. */
export function askingProxy({ why }: NoResponse, { proxy }: Snapshot): ProxyChallenge | null {
  return why === 'proxy-password' ? proxy : null;
}

interface ProxyLoginProps {
  readonly challenge: ProxyChallenge;
  /** The button's label. */
  readonly again: string;
  readonly primary?: boolean;
}

export function ProxyLogin({ challenge, again, primary = false }: ProxyLoginProps) {
  const { words, companion } = useApp();
  const { proxy } = words;
  const [isEmpty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const user = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const isRefused = challenge.refused && !isEmpty;

  useLayoutEffect(() => {
    const { activeElement: at, body } = document;
    if (challenge.refused && (at === body || form.current?.contains(at))) user.current?.focus();
  }, [challenge.refused]);

  function submit(event: Event) {
    event.preventDefault();
    const login = { proxy: challenge.host, user: taken(user.current), password: taken(password.current) };
    setEmpty(login.user === '');
    if (login.user === '') return user.current?.focus();
    void companion.answerProxy(login);
    form.current?.reset();
  }

  const field = { class: 'input', type: 'text', maxLength: LONGEST, autocomplete: 'off', spellcheck: false } as const;
  return (
    <form class="proxy" ref={form} noValidate onSubmit={submit}>
      <div class="fields">
        <label for="proxy-user">{proxy.user}</label>
        <input
          {...field}
          id="proxy-user"
          ref={user}
          autocapitalize="none"
          dir="ltr"
          aria-invalid={isEmpty || isRefused}
          aria-describedby={isEmpty || isRefused ? 'proxy-problem' : 'proxy-note'}
        />
        {isEmpty && (
          <Problem id="proxy-problem" role="alert">
            {proxy.noUser}
          </Problem>
        )}
        <label for="proxy-password">{proxy.password}</label>
        <input
          {...field}
          type="password"
          id="proxy-password"
          ref={password}
          aria-invalid={isRefused}
          aria-describedby={isRefused ? 'proxy-problem' : 'proxy-note'}
        />
        {isRefused && (
          <Problem id="proxy-problem" role="alert">
            {proxy.refused}
          </Problem>
        )}
        <p class="note" id="proxy-note">
          <RichText parts={rich(proxy.note, { host: <Address>{challenge.host}</Address> })} />
        </p>
      </div>
      <div class="actions">
        <button type="submit" class={primary ? 'primary' : undefined}>
          {again}
        </button>
      </div>
    </form>
  );
}

/** The longest value that the main process accepts. */
const LONGEST = 256;

/** The input without control characters, which pasting may have added. */
function taken(input: HTMLInputElement | null): string {
  return (input?.value ?? '').replace(/\p{Cc}/gu, '').toWellFormed();
}
