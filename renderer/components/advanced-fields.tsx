/** What an administrator may have given beside the address. Empty fields are filled by defaults or by the server's metadata. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ServerFields, ServerProblem } from '../../preload/api.ts';
import { useStage, useWords } from '../scene.ts';
import { LockedNote } from './facts.tsx';
import { ChevronGlyph, WarningGlyph } from './glyphs.tsx';

/** What was typed into the first screen, by field. */
export type Typed = { readonly [K in keyof ServerFields]: string };

type Field = Exclude<keyof Typed, 'serverUrl'>;

const PROBLEMS: Readonly<Record<Field, ServerProblem>> = {
  clientId: 'bad-client-id',
  scope: 'bad-scope',
  deviceAuthorizationPath: 'bad-device-authorization-path',
  tokenPath: 'bad-token-path',
};

export function AdvancedFields(props: {
  readonly typed: Typed;
  readonly type: (field: Field, value: string) => void;
  /** The field that cannot be used as it is; null: none. */
  readonly problem: Field | null;
}) {
  const { typed, type, problem } = props;
  const words = useWords('connect');
  const { snapshot } = useStage();
  const { connect } = words;
  const { serverFields } = snapshot;
  const fields: readonly Field[] = ['clientId', 'scope', 'deviceAuthorizationPath', 'tokenPath'];
  const [isOpen, setOpen] = useState(() => fields.some((name) => typed[name] !== '' && !serverFields[name].lockedBy));
  const inputs = useRef<Partial<Record<Field, HTMLInputElement | null>>>({});
  const details = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (!problem) return;
    // At once: what is closed takes no focus.
    if (details.current) details.current.open = true;
    inputs.current[problem]?.focus();
  }, [problem]);

  const field = (name: Field, label: string, placeholder: string) => {
    const { lockedBy } = serverFields[name];
    const isWrong = problem === name;
    return (
      <div class="field">
        <label for={name}>{label}</label>
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
          <p class="problem" id={`${name}-note`} role="alert">
            <WarningGlyph /> <span>{words.serverProblem(PROBLEMS[name])}</span>
          </p>
        )}
        {!isWrong && lockedBy && <LockedNote id={`${name}-note`} by={lockedBy} />}
      </div>
    );
  };

  return (
    <details class="advanced" ref={details} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronGlyph /> {connect.advanced}
      </summary>
      {field('clientId', connect.clientId, 'transparenc-companion')}
      {field('scope', connect.scope, connect.automatic)}
      <div class="pair">
        {field('deviceAuthorizationPath', connect.deviceAuthorizationPath, connect.automatic)}
        {field('tokenPath', connect.tokenPath, connect.automatic)}
      </div>
      <p class="note" id="advanced-note">
        {connect.advancedHint}
      </p>
    </details>
  );
}
