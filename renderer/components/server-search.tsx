/** Looking for a server by its address: the fields, the button, and what was found instead. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { ServerCheck, ServerChoice, ServerFields, ServerProblem } from '../../preload/api.ts';
import { useStage } from '../scene.ts';
import { AdvancedFields, type Typed } from './advanced-fields.tsx';
import { Address } from './facts.tsx';
import { WarningGlyph } from './glyphs.tsx';
import { Said } from './said.tsx';
import { AskedPaths } from './server-details.tsx';

/** What stands under the address, or instead of the form. `empty` is noticed here, everything else in the main process. */
type Outcome = Exclude<ServerCheck, { kind: 'refused' }> | { readonly kind: 'refused'; readonly problem: Problem };
type Problem = ServerProblem | 'empty';
type Step = { readonly kind: 'entry' } | { readonly kind: 'checking' } | Outcome;

const EXAMPLE = 'login.example.org';

/** How far the search is, and what can be done about it. */
export interface ServerSearch {
  readonly typed: Typed;
  readonly step: Step;
  /** What was typed, as main takes it. */
  readonly choice: ServerChoice;
  readonly type: (field: keyof Typed, value: string) => void;
  readonly check: () => void;
  /** Looks at another address instead. */
  readonly checkAddress: (url: string) => void;
  /** Shows why what was typed cannot be used. */
  readonly refuse: (problem: ServerProblem) => void;
  /** Back to the form. */
  readonly reset: () => void;
}

/** @param filled whether what is set already stands in the fields: a wrong server is corrected by one letter */
export function useServerSearch(filled: boolean): ServerSearch {
  const { companion, snapshot } = useStage();
  const { serverFields } = snapshot;
  const [typed, setTyped] = useState<Typed>(() => typedIn(serverFields, filled));
  const [step, setStep] = useState<Step>({ kind: 'entry' });
  // An answer to an older question is not this one's.
  const question = useRef(0);

  async function check(asked: Typed) {
    question.current += 1;
    const mine = question.current;
    if (asked.serverUrl.trim() === '') return setStep({ kind: 'refused', problem: 'empty' });
    setStep({ kind: 'checking' });
    const found = await companion.checkServer(changeTo(asked, serverFields));
    if (mine === question.current) setStep(found);
  }

  return {
    typed,
    step,
    choice: changeTo(typed, serverFields),
    type(field, value) {
      setTyped((before) => ({ ...before, [field]: value }));
      // What was found holds for what was asked.
      question.current += 1;
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

/** The address and what an administrator may have given beside it. @param takesFocus as soon as it is drawn */
export function SearchFields({ search, takesFocus }: { readonly search: ServerSearch; readonly takesFocus: boolean }) {
  const { typed, step, type, checkAddress } = search;
  const { connect } = useStage().words;
  const address = useRef<HTMLInputElement>(null);
  const suggested = useRef<HTMLButtonElement>(null);
  const problem = step.kind === 'refused' ? step.problem : null;
  const atField = problem === null ? null : fieldOf(problem);
  const suggests = step.kind === 'other-address';
  const failed = hasFailed(step);

  useLayoutEffect(() => {
    if (takesFocus) address.current?.focus();
  }, []);
  useLayoutEffect(() => {
    if (suggests) suggested.current?.focus();
    else if (failed || atField === 'serverUrl') address.current?.focus();
  }, [step]);

  return (
    <>
      <div class="fields">
        <label for="server">{connect.address}</label>
        <input
          class="input"
          id="server"
          ref={address}
          type="text"
          inputMode="url"
          autocomplete="url"
          autocapitalize="none"
          spellcheck={false}
          dir="ltr"
          value={typed.serverUrl}
          aria-invalid={failed || atField === 'serverUrl'}
          aria-describedby={suggests ? 'suggestion' : 'server-note'}
          onInput={(event) => type('serverUrl', event.currentTarget.value)}
        />
        {!suggests && <AddressNote step={step} problem={atField === 'serverUrl' ? problem : null} />}
      </div>
      {suggests && (
        <div class="suggestion" role="status">
          <p id="suggestion">
            <Said parts={rich(connect.fullAddress, { address: <Address>{step.name}</Address> })} />
          </p>
          <button
            type="button"
            class="primary"
            ref={suggested}
            aria-describedby="suggestion"
            onClick={() => checkAddress(step.url)}
          >
            {connect.useAddress}
          </button>
        </div>
      )}
      <AdvancedFields typed={typed} type={type} problem={atField === 'serverUrl' ? null : atField} />
    </>
  );
}

/** @param keep goes on with what was typed, whatever was found */
export function SearchActions({
  search: { step },
  keep,
}: {
  readonly search: ServerSearch;
  readonly keep: () => void;
}) {
  const { connect } = useStage().words;
  if (step.kind === 'other-address')
    return (
      <div class="actions">
        <button type="button" onClick={keep}>
          {connect.keepEntered}
        </button>
      </div>
    );
  return (
    <>
      <div class="actions">
        <button type="submit" class="primary" aria-busy={step.kind === 'checking'}>
          {buttonText(step, connect)}
        </button>
      </div>
      {hasFailed(step) && (
        <div class="actions actions--quiet">
          <button type="button" class="quiet" onClick={keep}>
            {connect.continueAnyway}
          </button>
        </div>
      )}
    </>
  );
}

/** What was requested, where nothing was found. */
export function SearchDetails({ search: { step } }: { readonly search: ServerSearch }) {
  if (step.kind === 'no-sign-in') return <AskedPaths asked={step.asked} />;
  return step.kind === 'unreachable' ? <AskedPaths asked={[{ path: '', answer: step.because.code }]} /> : null;
}

function hasFailed({ kind }: Step): boolean {
  return kind === 'no-sign-in' || kind === 'unreachable';
}

/** What is wrong with the address or was found there, or else an example. */
function AddressNote({ step, problem }: { readonly step: Step; readonly problem: Problem | null }) {
  const { words } = useStage();
  const { connect } = words;
  if (problem)
    return <ProblemNote>{problem === 'empty' ? connect.noAddress : words.serverProblem(problem)}</ProblemNote>;
  if (step.kind === 'unreachable') return <ProblemNote>{words.serverUnreachable(step.because)}</ProblemNote>;
  if (step.kind === 'no-sign-in')
    return (
      <ProblemNote hint={connect.noSignInHint}>
        <Said parts={rich(connect.noSignIn, { server: <Address>{step.name}</Address> })} />
      </ProblemNote>
    );
  return (
    <p class="note" id="server-note">
      <Said parts={rich(connect.example, { address: <Address>{EXAMPLE}</Address> })} />
    </p>
  );
}

function ProblemNote({ children, hint }: { readonly children: ComponentChildren; readonly hint?: string }) {
  return (
    <div id="server-note" role="alert">
      <p class="problem">
        <WarningGlyph /> <span>{children}</span>
      </p>
      {hint !== undefined && <p class="note">{hint}</p>}
    </div>
  );
}

function buttonText({ kind }: Step, connect: ReturnType<typeof useStage>['words']['connect']): string {
  switch (kind) {
    case 'checking':
      return connect.checking;
    case 'no-sign-in':
    case 'unreachable':
      return connect.checkAgain;
    case 'entry':
    case 'refused':
    case 'other-address':
    case 'found':
      return connect.connect;
    default:
      return kind satisfies never;
  }
}

/** The field that a problem is about. */
function fieldOf(problem: Problem): keyof Typed {
  switch (problem) {
    case 'bad-client-id':
      return 'clientId';
    case 'bad-scope':
      return 'scope';
    case 'bad-device-authorization-path':
      return 'deviceAuthorizationPath';
    case 'bad-token-path':
      return 'tokenPath';
    case 'empty':
    case 'not-an-address':
    case 'not-https':
    case 'has-password':
    case 'locked':
    case 'not-saved':
      return 'serverUrl';
    default:
      return problem satisfies never;
  }
}

/** What the fields hold at first. What is locked stands there anyway. */
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

/** An empty field is one that the default or the server's metadata fills; a locked one is not for the window to send. */
function changeTo(typed: Typed, fields: ServerFields): ServerChoice {
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
