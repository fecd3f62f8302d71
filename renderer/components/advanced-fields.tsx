/** Additional server fields. Empty ones get defaults or the server's metadata. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ServerFields, ServerProblem } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { LockedNote } from './facts.tsx';
import { ChevronGlyph } from './glyphs.tsx';
import { Problem } from './problem.tsx';

/** The input on the first screen, by field. */
export type Typed = { readonly [K in keyof ServerFields]: string };

type Field = Exclude<keyof Typed, 'serverUrl'>;

const PROBLEMS: Readonly<Record<Field, ServerProblem>> = {
  clientId: 'bad-client-id',
  scope: 'bad-scope',
  deviceAuthorizationPath: 'bad-device-authorization-path',
  tokenPath: 'bad-token-path',
};

const FIELDS: readonly Field[] = ['clientId', 'scope', 'deviceAuthorizationPath', 'tokenPath'];

/** The field that a problem is about; null if it's about the address, or there is none. */
export function fieldWith(problem: string | null): Field | null {
  return FIELDS.find((name) => PROBLEMS[name] === problem) ?? null;
}

export function AdvancedFields(props: {
  readonly typed: Typed;
  readonly type: (field: Field, value: string) => void;
  /** The invalid field; null if there is none. */
  readonly problem: Field | null;
}) {
  const { typed, type, problem } = props;
  const words = useWords('connect');
  const { snapshot } = useApp();
  const { connect } = words;
  const { serverFields } = snapshot;
  const [isOpen, setOpen] = useState(() => FIELDS.some((name) => typed[name] !== '' && !serverFields[name].lockedBy));
  const inputs = useRef<Partial<Record<Field, HTMLInputElement | null>>>({});
  const details = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (!problem) return;
    // Open it now, because fields in closed details can't take the focus.
    if (details.current) details.current.open = true;
    inputs.current[problem]?.focus();
  }, [problem]);

  function field(name: Field) {
    const isWrong = problem === name;
    const { lockedBy } = serverFields[name];
    const placeholder = name === 'clientId' ? 'transparenc-companion' : connect.automatic;
    return (
      <div class="field">
        <label for={name}>{connect[name]}</label>
        <input
          class="input"
          id={name}
          ref={(input) => {
            inputs.current[name] = input;
          }}
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          dir="ltr"
          readOnly={lockedBy !== null}
          value={typed[name]}
          placeholder={lockedBy ? '' : placeholder}
          aria-invalid={isWrong}
          aria-describedby={isWrong || lockedBy ? `${name}-note` : 'advanced-note'}
          onInput={(event) => type(name, event.currentTarget.value)}
        />
        {isWrong && (
          <Problem id={`${name}-note`} role="alert">
            {words.serverProblem(PROBLEMS[name])}
          </Problem>
        )}
        {!isWrong && lockedBy && <LockedNote id={`${name}-note`} by={lockedBy} />}
      </div>
    );
  }

  return (
    <details class="advanced" ref={details} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronGlyph /> {connect.advanced}
      </summary>
      {field('clientId')}
      {field('scope')}
      <div class="pair">
        {field('deviceAuthorizationPath')}
        {field('tokenPath')}
      </div>
      <p class="note" id="advanced-note">
        {connect.advancedHint}
      </p>
    </details>
  );
}
