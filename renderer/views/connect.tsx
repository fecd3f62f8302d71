/** The first screen of a build that knows no server: asks for one, looks for it, and shows what it found. */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { ServerCheck, ServerChoice, ServerFields, ServerProblem } from '../../preload/api.ts';
import { AdvancedFields, type Typed } from '../components/advanced-fields.tsx';
import { Address } from '../components/facts.tsx';
import { WarningGlyph } from '../components/glyphs.tsx';
import { AppMark } from '../components/marks.tsx';
import { Said } from '../components/said.tsx';
import { Screen } from '../components/screen.tsx';
import { AskedPaths } from '../components/server-details.tsx';
import { useStage } from '../scene.ts';
import { Found } from './connect-found.tsx';

/** What stands under the address, or instead of the form. `empty` is noticed here, everything else in the main process. */
type Outcome = Exclude<ServerCheck, { kind: 'refused' }> | { readonly kind: 'refused'; readonly problem: Problem };
type Problem = ServerProblem | 'empty';
type Step = { readonly kind: 'entry' } | { readonly kind: 'checking' } | Outcome;

const EXAMPLE = 'login.example.org';

export function Connect() {
  const { companion, snapshot } = useStage();
  const { serverFields } = snapshot;
  const [typed, setTyped] = useState<Typed>(() => typedIn(serverFields));
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

  async function use(next: 'sign-in' | 'wait') {
    const problem = await companion.useServer(changeTo(typed, serverFields), next);
    if (problem) setStep({ kind: 'refused', problem });
  }

  if (step.kind === 'found')
    return (
      <Found server={step.server} onSignIn={() => void use('sign-in')} onBack={() => setStep({ kind: 'entry' })} />
    );
  return (
    <Entry
      typed={typed}
      step={step}
      type={(field, value) => {
        setTyped((before) => ({ ...before, [field]: value }));
        // What was found holds for what was asked.
        question.current += 1;
        if (step.kind !== 'refused') setStep({ kind: 'entry' });
      }}
      check={() => check(typed)}
      useAddress={(serverUrl) => {
        const better = { ...typed, serverUrl };
        setTyped(better);
        return check(better);
      }}
      keep={() => use('wait')}
    />
  );
}

function Entry(props: {
  readonly typed: Typed;
  readonly step: Exclude<Step, { kind: 'found' }>;
  readonly type: (field: keyof Typed, value: string) => void;
  readonly check: () => Promise<void>;
  readonly useAddress: (url: string) => Promise<void>;
  /** Goes on with what was typed, even if nothing was found. */
  readonly keep: () => Promise<void>;
}) {
  const { typed, step, type, check, useAddress, keep } = props;
  const { words } = useStage();
  const { connect } = words;
  const address = useRef<HTMLInputElement>(null);
  const suggested = useRef<HTMLButtonElement>(null);
  const problem = step.kind === 'refused' ? step.problem : null;
  const atField = problem === null ? null : fieldOf(problem);
  const suggests = step.kind === 'other-address';
  const failed = step.kind === 'no-sign-in' || step.kind === 'unreachable';

  useLayoutEffect(() => address.current?.focus(), []);
  useLayoutEffect(() => {
    if (suggests) suggested.current?.focus();
    else if (failed || atField === 'serverUrl') address.current?.focus();
  }, [step]);

  return (
    <Screen title={connect.title} mark={<AppMark />} text={[connect.text]} takesFocus={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (step.kind !== 'checking') void check();
        }}
      >
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
              onClick={() => void useAddress(step.url)}
            >
              {connect.useAddress}
            </button>
          </div>
        )}
        <AdvancedFields typed={typed} type={type} problem={atField === 'serverUrl' ? null : atField} />
        {suggests ? (
          <div class="actions">
            <button type="button" onClick={() => void keep()}>
              {connect.keepEntered}
            </button>
          </div>
        ) : (
          <div class="actions">
            <button type="submit" class="primary" aria-busy={step.kind === 'checking'}>
              {buttonText(step, connect)}
            </button>
          </div>
        )}
        {failed && (
          <div class="actions actions--quiet">
            <button type="button" class="quiet" onClick={() => void keep()}>
              {connect.continueAnyway}
            </button>
          </div>
        )}
      </form>
      {step.kind === 'no-sign-in' && <AskedPaths asked={step.asked} />}
      {step.kind === 'unreachable' && <AskedPaths asked={[{ path: '', answer: step.because.code }]} />}
    </Screen>
  );
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

/** What is set already stands in the fields: a wrong server is corrected by one letter. */
function typedIn(fields: ServerFields): Typed {
  return {
    serverUrl: fields.serverUrl.value ?? '',
    clientId: fields.clientId.value ?? '',
    scope: fields.scope.value ?? '',
    deviceAuthorizationPath: fields.deviceAuthorizationPath.value ?? '',
    tokenPath: fields.tokenPath.value ?? '',
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
