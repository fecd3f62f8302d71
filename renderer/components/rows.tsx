/** The rows of the settings: label, value and notes. */
import type { ComponentChildren, JSX } from 'preact';
import type { LockedBy, SettingChangeProblem, SettingValues } from '../../preload/api.ts';
import { useWords } from '../app-context.ts';
import { LockedNote } from './facts.tsx';
import { ChevronGlyph } from './glyphs.tsx';
import { Problem } from './problem.tsx';
import { useSetting } from './use-setting.ts';

/** The names of the settings with values of one type. */
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

export function SwitchRow(props: {
  readonly name: NameOf<boolean>;
  readonly label: string;
  readonly note?: string | null;
  /** Disabled, because there is nothing to switch. */
  readonly idle?: boolean;
}) {
  const { changeSetting, ...setting } = useSetting(props.name);
  return <Switch {...props} {...setting} isOn={setting.value} onSwitch={changeSetting} />;
}

/** Whether tools may ask to use the sign-in. */
export function ToolsSwitch() {
  const { tools } = useWords('pages');
  const { changeSetting, ...setting } = useSetting('localTools');
  return (
    <Switch
      {...setting}
      name="localTools"
      label={tools.ask}
      note={tools.askNote}
      isOn={setting.value === 'ask'}
      onSwitch={(isOn) => changeSetting(isOn ? 'ask' : 'off')}
    />
  );
}

function Switch(props: {
  readonly name: string;
  readonly label: string;
  readonly note?: string | null;
  readonly idle?: boolean;
  readonly isOn: boolean;
  readonly lockedBy: LockedBy | null;
  readonly problem: SettingChangeProblem | null;
  readonly onSwitch: (isOn: boolean) => Promise<void>;
}) {
  const { name, label, note = null, idle = false, isOn, lockedBy, problem, onSwitch } = props;
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
        checked={isOn}
        disabled={idle || lockedBy !== null}
        aria-describedby={`${name}-note`}
        onChange={(event) => void onSwitch(event.currentTarget.checked)}
      />
      <RowNote name={name} lockedBy={lockedBy} problem={problem} note={note} />
    </div>
  );
}

/** A setting with few values, which are all visible. */
export function SettingRow<K extends 'theme' | 'whenClosed'>(props: {
  readonly name: K;
  readonly label: string;
  readonly values: Readonly<Record<SettingValues[K], string>>;
  readonly note?: string;
}) {
  const { name, label, values, note = null } = props;
  const { value, lockedBy, problem, changeSetting } = useSetting(name);
  // The table's keys are exactly the values.
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
      <RowNote name={name} lockedBy={lockedBy} problem={problem} note={note} />
    </fieldset>
  );
}

/**
 * A setting with many values, of which only the current one is visible.
 * `values`: their labels, with language tags for languages.
 */
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
      <RowNote name={name} lockedBy={lockedBy} problem={problem} note={null} />
    </div>
  );
}

/** A value that can't be changed, and who set it. */
export function FixedRow(props: {
  readonly label: string;
  readonly value: JSX.Element;
  readonly lockedBy: LockedBy | null;
}) {
  return (
    <div class="row">
      <span class="row__text">{props.label}</span>
      <span class="row__value">{props.value}</span>
      <RowNote name="server" lockedBy={props.lockedBy} problem={null} note={null} />
    </div>
  );
}

/** The notes under a row: what went wrong, who locked it, what it means. */
function RowNote(props: {
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
      {problem && <Problem role="alert">{settings.problem(problem)}</Problem>}
      {lockedBy && <LockedNote by={lockedBy} />}
      {note !== null && <p class="note">{note}</p>}
    </div>
  );
}
