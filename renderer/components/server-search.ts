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

/** The progress of the search, and the next actions. */
export interface ServerSearch {
  readonly typed: Typed;
  readonly step: SearchStep;
  /** The input as the request that main validates. */
  readonly choice: ServerChoice;
  readonly type: (field: keyof Typed, value: string) => void;
  readonly check: () => void;
  /** Checks another URL instead. */
  readonly checkAddress: (url: string) => void;
  /** Shows the problem with the input. */
  readonly refuse: (problem: ServerProblem) => void;
  /** Returns to the form. */
  readonly reset: () => void;
}

/** @param filled whether the fields start with the current settings, so that users can correct a typo */
export function useServerSearch(filled: boolean): ServerSearch {
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
    choice: choiceIn(typed, serverFields),
    type(field, value) {
      setTyped((before) => ({ ...before, [field]: value }));
      // The result is outdated when the input changes.
      latest.current += 1;
      if (step.kind !== 'refused') setStep({ kind: 'entry' });
    },
    check() {
      if (step.kind !== 'checking') void check(typed);
    },
    checkAddress(serverUrl) {
      const better = { ...typed, serverUrl };
      setTyped(better);
      void check(better);
    },
    refuse: (problem) => setStep({ kind: 'refused', problem }),
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
