/** The search for a server: the input and the result. */
import { useRef, useState } from 'preact/hooks';
import type { ServerCheck, ServerChoice, ServerFields, ServerProblem } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';
import type { Typed } from './advanced-fields.tsx';

/** The result, or the problem with the input. `empty` is detected here, everything else in the main process. */
type Outcome =
  | Exclude<ServerCheck, { kind: 'refused' }>
  | { readonly kind: 'refused'; readonly problem: SearchProblem };
export type SearchProblem = ServerProblem | 'empty';
export type SearchStep = { readonly kind: 'entry' } | { readonly kind: 'checking' } | Outcome;

export type ServerSearch = ReturnType<typeof useServerSearch>;

/**
 * The progress of the search, and the next actions.
 * @param filled whether the fields start with the current settings, so that users can correct a typo
 */
export function useServerSearch(filled: boolean) {
  const { companion, snapshot } = useApp();
  const { serverFields } = snapshot;
  const [typed, setTyped] = useState<Typed>(() => typedIn(serverFields, filled));
  const [step, setStep] = useState<SearchStep>({ kind: 'entry' });
  // Ignore responses to older checks.
  const latest = useRef(0);

  async function check(asked: Typed) {
    latest.current += 1;
    const mine = latest.current;
    if (asked.serverUrl.trim() === '') return setStep({ kind: 'refused', problem: 'empty' });
    setStep({ kind: 'checking' });
    const found = await companion.checkServer(choiceIn(asked, serverFields));
    if (mine === latest.current) setStep(found);
  }

  return {
    typed,
    step,
    /** The input as the request that main validates. */
    choice: choiceIn(typed, serverFields),
    type(field: keyof Typed, value: string) {
      setTyped((before) => ({ ...before, [field]: value }));
      // The result is outdated when the input changes.
      latest.current += 1;
      if (step.kind !== 'refused') setStep({ kind: 'entry' });
    },
    check() {
      if (step.kind !== 'checking') void check(typed);
    },
    /** Checks another URL instead. */
    checkAddress(serverUrl: string) {
      const better = { ...typed, serverUrl };
      setTyped(better);
      void check(better);
    },
    /** Shows the problem with the input. */
    refuse: (problem: ServerProblem) => setStep({ kind: 'refused', problem }),
    /** Returns to the form. */
    reset: () => setStep({ kind: 'entry' }),
  };
}

/** The initial input, which always includes locked fields. */
function typedIn(fields: ServerFields, filled: boolean): Typed {
  const first = ({ value, lockedBy }: ServerFields[keyof ServerFields]) =>
    filled || lockedBy !== null ? (value ?? '') : '';
  return {
    serverUrl: first(fields.serverUrl),
    clientId: first(fields.clientId),
    scope: first(fields.scope),
    deviceAuthorizationPath: first(fields.deviceAuthorizationPath),
    tokenPath: first(fields.tokenPath),
  };
}

/** The request. Empty fields get defaults or the server's metadata, and locked ones are not sent. */
function choiceIn(typed: Typed, fields: ServerFields): ServerChoice {
  const chosen = (field: Exclude<keyof Typed, 'serverUrl'>) =>
    fields[field].lockedBy ? null : typed[field].trim() || null;
  return {
    url: typed.serverUrl.trim(),
    clientId: chosen('clientId'),
    scope: chosen('scope'),
    deviceAuthorizationPath: chosen('deviceAuthorizationPath'),
    tokenPath: chosen('tokenPath'),
  };
}
