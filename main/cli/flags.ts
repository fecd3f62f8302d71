/** Reads the command line. The app's own flags are validated strictly; the platform decides which switches of the runtime are allowed. */

import type { SomeoneElseAnswer } from '../../preload/api.ts';
import { BLANKS, isOfRuntime, nameOf } from './allowed-switches.ts';

/** The flags with a value, and those without. */
const VALUES = [
  'server-url',
  'client-id',
  'scope',
  'device-authorization-path',
  'token-path',
  'user-data-dir',
  'report',
  'check-config',
  'account',
  'someone-else',
] as const;
const SWITCHES = [
  'help',
  'version',
  'terminal',
  'sign-in',
  'sign-out',
  'hidden',
  'keep-without-keyring',
  'doctor',
  'add-account',
  'all',
] as const;

type ValueName = (typeof VALUES)[number];
type SwitchName = (typeof SWITCHES)[number];

/** A command line that was read. */
export interface Flags {
  readonly values: Readonly<Partial<Record<ValueName, string>>>;
  readonly switches: ReadonlySet<SwitchName>;
  /** Unknown flags, by name: fatal in terminal mode and with `--help`, counted in the log otherwise. */
  readonly unknown: readonly string[];
  /** Any other argument that the runtime could take for one of its switches, known or not, as written. */
  readonly foreign: readonly string[];
}

/** What is wrong with a flag or setting: its name, and what it must be. */
export interface SettingProblem {
  readonly setting: string;
  readonly must: string;
}

/** Whether a result is a problem instead of what was asked for. */
export function isProblem(read: object): read is SettingProblem {
  return 'setting' in read && 'must' in read;
}

/** A problem as one sentence. */
export function problemText({ setting, must }: SettingProblem): string {
  return `${setting} must ${must}.`;
}

/** Chromium strips an argument of blanks before it checks for a switch. */
const LIKE_A_SWITCH = new RegExp(`^${BLANKS}*-`);
const LIKE_A_SWITCH_OF_WINDOWS = new RegExp(`^${BLANKS}*/`);

/** Whether Chromium would take an argument for a switch. */
export function isSwitch(arg: string, platform: NodeJS.Platform = process.platform): boolean {
  return LIKE_A_SWITCH.test(arg) || (platform === 'win32' && LIKE_A_SWITCH_OF_WINDOWS.test(arg));
}

/** Reads a command line, without the app's own name. Positional arguments (the app's folder in development) are not ours. */
export function readFlags(
  args: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Flags | SettingProblem {
  const values: Partial<Record<ValueName, string>> = {};
  const switches = new Set<SwitchName>();
  const unknown: string[] = [];
  const foreign: string[] = [];
  for (const [index, arg] of args.entries()) {
    const [, name = '', , value] = /^--([^=]*)(=([\s\S]*))?$/.exec(arg) ?? [];
    const valueName = VALUES.find((own) => own === name);
    const switchName = SWITCHES.find((own) => own === name);
    if (valueName) {
      if (value === undefined) return { setting: `--${name}`, must: `be written --${name}=…` };
      if (name === 'user-data-dir' && value === '') return { setting: '--user-data-dir', must: 'name a folder' };
      // The last of two would be another account than a script's own.
      if (name === 'account' && values.account !== undefined) return { setting: '--account', must: 'be given once' };
      values[valueName] = value;
    } else if (switchName) {
      if (value !== undefined) return { setting: `--${name}`, must: 'have no value' };
      switches.add(switchName);
    } else if (arg !== '--' && isSwitch(arg, platform)) {
      foreign.push(arg);
      if (LIKE_A_SWITCH.test(arg) && !isOfRuntime(arg) && !isValueOfRequire(args, index)) unknown.push(nameOf(arg));
    }
  }
  return contradictionIn(values, switches) ?? { values, switches, unknown, foreign };
}

/** What is wrong with flags that are valid each by itself; null: nothing. */
function contradictionIn(values: Flags['values'], switches: Flags['switches']): SettingProblem | null {
  const [signsIn, signsOut, examines] = [switches.has('sign-in'), switches.has('sign-out'), switches.has('doctor')];
  const { report, account, 'check-config': checked, 'someone-else': answer } = values;
  const problem = (setting: string, must: string): SettingProblem => ({ setting, must });
  if (signsIn && signsOut) return problem('--sign-in', 'not be given together with --sign-out');
  if (examines && (signsIn || signsOut))
    return problem('--doctor', 'not be given together with --sign-in or --sign-out');
  if (checked !== undefined && (examines || signsOut))
    return problem('--check-config', 'not be given together with --doctor or --sign-out');
  if (switches.has('all') && (!signsOut || account !== undefined))
    return problem('--all', 'be given with logout, and without --account');
  if (switches.has('add-account') && (signsOut || !switches.has('terminal')))
    return problem('--add-account', 'be given with login');
  if (answer !== undefined && !isAnswer(answer)) return problem('--someone-else', 'be keep, replace or discard');
  if (report !== undefined && !examines) return problem('--report', 'be given together with --doctor');
  if (checked === '') return problem('--check-config', 'name a file');
  if (report === '') return problem('--report', 'name a file');
  return null;
}

/** What to do with a sign-in that someone else approved. */
function isAnswer(given: string): given is SomeoneElseAnswer {
  return ['keep', 'replace', 'discard'].includes(given);
}

function isValueOfRequire(args: readonly string[], index: number): boolean {
  return /^(-r|--require)$/.test(args[index - 1] ?? '');
}

/**
 * What a start at login needs to be this app again: its profile, its server, how it keeps a sign-in.
 * @param profile by its whole path: what was given may be relative to a folder that a login does not start in
 */
export function lastingFlags({ values: all, switches }: Flags, profile: string): readonly string[] {
  const { account: _account, ...values } = all;
  const given = values['user-data-dir'] === undefined ? values : { ...values, 'user-data-dir': profile };
  const keep = switches.has('keep-without-keyring') ? ['--keep-without-keyring'] : [];
  return [...Object.entries(given).map(([name, value]) => `--${name}=${value}`), ...keep];
}
