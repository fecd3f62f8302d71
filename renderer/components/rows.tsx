/** The settings' rows: a setting's label, its value, and notes about it. */
import type { ComponentChildren, JSX } from 'preact';
import type { LockedBy, Setting, SettingChange, SettingChangeProblem, SettingValues } from '../../preload/api.ts';
import { useStage, useWords } from '../scene.ts';
import { LockedNote } from './facts.tsx';
import { ChevronGlyph, WarningGlyph } from './glyphs.tsx';

/** The choices of one kind of value, by name. */
type NameOf<Value> = {
  readonly [K in keyof SettingValues]: SettingValues[K] extends Value ? K : never;
}[keyof SettingValues];

export function Group({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="group" aria-label={title}>
      <h2>{title}</h2>
      <div class="rows">{children}</div>
    </section>
  );
}

/** One choice: how it stands, what stood in the way of the last change, and a way to make another. */
function useSetting<K extends keyof SettingValues>(name: K) {
  const { snapshot, companion, announce } = useStage();
  const { refusedChange } = snapshot;
  // TypeScript does not see that a name and its own value are one of the choices.
  const changeTo = (value: SettingValues[K]) => ({ name, value }) as SettingChange;
  const setting: Setting<SettingValues[K]> = snapshot.settings[name];
  return {
    ...setting,
    problem: refusedChange?.name === name ? refusedChange.problem : null,
    async changeSetting(value: SettingValues[K]) {
      announce(null);
      const found = await companion.changeSetting(changeTo(value));
      if (!found) announce((it) => it.settings.saved);
    },
  };
}

export function SwitchRow(props: {
  readonly name: NameOf<boolean>;
  readonly label: string;
  readonly note?: string | null;
  /** There is nothing to switch. */
  readonly idle?: boolean;
}) {
  const { name, label, note = null, idle = false } = props;
  const { value, lockedBy, problem, changeSetting } = useSetting(name);
  return (
    <div class="row">
      <label class="row__text" for={name}>
        {label}
      </label>
      <input
        class="switch"
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox reports by itself whether it is checked
        role="switch"
        id={name}
        checked={value}
        disabled={idle || lockedBy !== null}
        aria-describedby={`${name}-note`}
        onChange={(event) => void changeSetting(event.currentTarget.checked)}
      />
      <Note name={name} lockedBy={lockedBy} problem={problem} note={note} />
    </div>
  );
}

/** Whether tools may ask to use the sign-in. */
export function ToolsSwitch() {
  const { tools } = useWords('pages');
  const { value, lockedBy, problem, changeSetting } = useSetting('localTools');
  return (
    <div class="row">
      <label class="row__text" for="localTools">
        {tools.ask}
      </label>
      <input
        class="switch"
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox reports by itself whether it is checked
        role="switch"
        id="localTools"
        checked={value === 'ask'}
        disabled={lockedBy !== null}
        aria-describedby="localTools-note"
        onChange={(event) => void changeSetting(event.currentTarget.checked ? 'ask' : 'off')}
      />
      <Note name="localTools" lockedBy={lockedBy} problem={problem} note={tools.askNote} />
    </div>
  );
}

/** Few values, all in sight. */
export function SettingRow<K extends 'theme' | 'whenClosed'>(props: {
  readonly name: K;
  readonly label: string;
  readonly values: Readonly<Record<SettingValues[K], string>>;
  readonly note?: string;
}) {
  const { name, label, values, note = null } = props;
  const { value, lockedBy, problem, changeSetting } = useSetting(name);
  // The table has exactly the values as its keys.
  const all = Object.keys(values) as SettingValues[K][];
  return (
    <fieldset class="row" aria-describedby={`${name}-note`}>
      <legend class="unseen">{label}</legend>
      <span class="row__text" aria-hidden="true">
        {label}
      </span>
      <span class="choice">
        {all.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={name}
              id={`${name}-${each}`}
              checked={value === each}
              disabled={lockedBy !== null}
              onChange={() => void changeSetting(each)}
            />
            <span>{values[each]}</span>
          </label>
        ))}
      </span>
      <Note name={name} lockedBy={lockedBy} problem={problem} note={note} />
    </fieldset>
  );
}

/** Many values, of which the current one is shown. `values`: their labels, with a tag if those are languages. */
export function PickRow(props: {
  readonly name: 'language';
  readonly label: string;
  readonly values: readonly (readonly [value: SettingValues['language'], label: string, language?: string])[];
}) {
  const { name, label, values } = props;
  const { value, lockedBy, problem, changeSetting } = useSetting(name);
  return (
    <div class="row">
      <label class="row__text" for={name}>
        {label}
      </label>
      <span class="pick">
        <select
          id={name}
          value={value}
          disabled={lockedBy !== null}
          aria-describedby={`${name}-note`}
          onChange={(event) => {
            const chosen = values.find(([each]) => each === event.currentTarget.value);
            if (chosen) void changeSetting(chosen[0]);
          }}
        >
          {values.map(([each, text, language]) => (
            <option key={each} value={each} {...(language && { lang: language })}>
              {text}
            </option>
          ))}
        </select>
        <ChevronGlyph />
      </span>
      <Note name={name} lockedBy={lockedBy} problem={problem} note={null} />
    </div>
  );
}

/** What cannot be changed at all, and by whom it was set. */
export function FixedRow(props: {
  readonly label: string;
  readonly value: JSX.Element;
  readonly lockedBy: LockedBy | null;
}) {
  return (
    <div class="row">
      <span class="row__text">{props.label}</span>
      <span class="row__value">{props.value}</span>
      <Note name="server" lockedBy={props.lockedBy} problem={null} note={null} />
    </div>
  );
}

/** Under a row: what went wrong, who locked it, what it means. */
function Note(props: {
  readonly name: string;
  readonly lockedBy: LockedBy | null;
  readonly problem: SettingChangeProblem | null;
  readonly note: string | null;
}) {
  const { settings } = useWords('pages');
  const { name, lockedBy, problem, note } = props;
  if (!problem && !lockedBy && note === null) return null;
  return (
    <div class="row__note" id={`${name}-note`}>
      {problem && (
        <p class="problem" role="alert">
          <WarningGlyph /> <span>{settings.problem(problem)}</span>
        </p>
      )}
      {lockedBy && <LockedNote by={lockedBy} />}
      {note !== null && <p class="note">{note}</p>}
    </div>
  );
}
