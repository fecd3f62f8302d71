/** The form for finding a server: fields, buttons and problems. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { rich } from '../../locales/rich.ts';
import type { AskedPath } from '../../preload/api.ts';
import { useWords } from '../app-context.ts';
import { AdvancedFields, fieldWith } from './advanced-fields.tsx';
import { Details } from './details.tsx';
import { Address, Fact, Facts } from './facts.tsx';
import { Problem } from './problem.tsx';
import { RichText } from './rich-text.tsx';
import type { SearchProblem, SearchStep, ServerSearch } from './server-search.ts';

const EXAMPLE = 'login.example.org';

/**
 * The address and the additional server fields.
 * @param takesFocus whether the address takes the focus at once
 */
export function SearchFields({ search, takesFocus }: { readonly search: ServerSearch; readonly takesFocus: boolean }) {
  const { typed, step, type, checkAddress } = search;
  const { connect } = useWords('connect');
  const address = useRef<HTMLInputElement>(null);
  const suggested = useRef<HTMLButtonElement>(null);
  const problem = step.kind === 'refused' ? step.problem : null;
  const field = fieldWith(problem);
  const ofAddress = field ? null : problem;
  const suggests = step.kind === 'other-address';
  const failed = hasFailed(step);

  useLayoutEffect(() => {
    if (takesFocus) address.current?.focus();
  }, []);
  useLayoutEffect(() => {
    if (suggests) suggested.current?.focus();
    else if (failed || ofAddress) address.current?.focus();
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
          aria-invalid={failed || ofAddress !== null}
          aria-describedby={suggests ? 'suggestion' : 'server-note'}
          onInput={(event) => type('serverUrl', event.currentTarget.value)}
        />
        {!suggests && <AddressNote step={step} problem={ofAddress} />}
      </div>
      {suggests && (
        <div class="suggestion" role="status">
          <p id="suggestion">
            <RichText parts={rich(connect.fullAddress, { address: <Address>{step.name}</Address> })} />
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
      <AdvancedFields typed={typed} type={type} problem={field} />
    </>
  );
}

/** @param keep continues with the input, whatever was found */
export function SearchActions({
  search: { step },
  keep,
}: {
  readonly search: ServerSearch;
  readonly keep: () => void;
}) {
  const { connect } = useWords('connect');
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

/** The requests that found nothing, for administrators. */
export function SearchDetails({ search: { step } }: { readonly search: ServerSearch }) {
  if (step.kind === 'no-sign-in') return <AskedPaths asked={step.asked} />;
  return step.kind === 'unreachable' ? <AskedPaths asked={[{ path: '', response: step.because.code }]} /> : null;
}

/** The requested paths and their results. */
function AskedPaths({ asked }: { readonly asked: readonly AskedPath[] }) {
  const { connect, support } = useWords('connect');
  return (
    <Details summary={support.summary}>
      <Facts>
        <Fact name={connect.responses}>
          {asked.map(({ path, response }) => (
            <p key={path}>
              <Address>{`${path} ${response}`.trim()}</Address>
            </p>
          ))}
        </Fact>
      </Facts>
    </Details>
  );
}

function hasFailed({ kind }: SearchStep): boolean {
  return kind === 'no-sign-in' || kind === 'unreachable';
}

/** The problem with the address, or an example. */
function AddressNote({ step, problem }: { readonly step: SearchStep; readonly problem: SearchProblem | null }) {
  const words = useWords('connect');
  const { connect } = words;
  if (problem)
    return <ProblemNote>{problem === 'empty' ? connect.noAddress : words.serverProblem(problem)}</ProblemNote>;
  if (step.kind === 'unreachable') return <ProblemNote>{words.serverUnreachable(step.because)}</ProblemNote>;
  if (step.kind === 'no-sign-in')
    return (
      <ProblemNote hint={connect.noSignInHint}>
        <RichText parts={rich(connect.noSignIn, { server: <Address>{step.name}</Address> })} />
      </ProblemNote>
    );
  return (
    <p class="note" id="server-note">
      <RichText parts={rich(connect.example, { address: <Address>{EXAMPLE}</Address> })} />
    </p>
  );
}

function ProblemNote({ children, hint }: { readonly children: ComponentChildren; readonly hint?: string }) {
  return (
    <div id="server-note" role="alert">
      <Problem>{children}</Problem>
      {hint !== undefined && <p class="note">{hint}</p>}
    </div>
  );
}

function buttonText(step: SearchStep, connect: ReturnType<typeof useWords<'connect'>>['connect']): string {
  if (step.kind === 'checking') return connect.checking;
  return hasFailed(step) ? connect.checkAgain : connect.connect;
}
