/** The search for a server by its address: what was typed, and what was found. */
import { useRef, useState } from 'preact/hooks';
import type { ServerCheck, ServerChoice, ServerFields, ServerProblem } from '../../preload/api.ts';
import { useStage } from '../scene.ts';
import type { Typed } from './advanced-fields.tsx';

/** What was found, or why what was typed cannot be used. `empty` is noticed here, everything else in the main process. */
type Outcome =
  | Exclude<ServerCheck, { kind: 'refused' }>
  | { readonly kind: 'refused'; readonly problem: SearchProblem };
export type SearchProblem = ServerProblem | 'empty';
export type SearchStep = { readonly kind: 'entry' } | { readonly kind: 'checking' } | Outcome;

/** How far the search is, and what can be done next. */
export interface ServerSearch {
  readonly typed: Typed;
  readonly step: SearchStep;
  /** What was typed, as the request that main validates. */
  readonly choice: ServerChoice;
  readonly type: (field: keyof Typed, value: string) => void;
  readonly check: () => void;
  /** Checks another address instead. */
  readonly checkAddress: (url: string) => void;
  /** Shows why what was typed cannot be used. */
  readonly refuse: (problem: ServerProblem) => void;
  /** Back to the form. */
  readonly reset: () => void;
}

/** @param filled whether the fields begin with what is set: a mistyped server is then corrected by one letter */
export function useServerSearch(filled: boolean): ServerSearch {
  const { companion, snapshot } = useStage();
  const { serverFields } = snapshot;
  const [typed, setTyped] = useState<Typed>(() => typedIn(serverFields, filled));
  const [step, setStep] = useState<SearchStep>({ kind: 'entry' });
  // The response to an older check is not this one's.
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
      // What was found belongs to what was checked.
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

/** What the fields hold at first: what is locked, in any case. */
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

/** Defaults or the server's metadata fill an empty field; a locked one is not for the window to send. */
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
