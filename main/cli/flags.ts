/** Reads the command line, and validates the app's own flags strictly. allowed-switches.ts handles switches of the runtime. */
import type { SomeoneElseAnswer } from '../../preload/api.ts';
import { BLANKS, isOfRuntime, nameOf } from './allowed-switches.ts';

/** The flags with a value that choose a server or a profile, and so hold for every launch and every command. */
export const LASTING = [
  'server-url',
  'client-id',
  'scope',
  'device-authorization-path',
  'token-path',
  'user-data-dir',
] as const;

/** All flags with a value. Those that don't last are one-time requests. */
const VALUES = [...LASTING, 'report', 'check-config', 'account', 'someone-else'] as const;
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

/** A parsed command line. */
export interface Flags {
  readonly values: Readonly<Partial<Record<ValueName, string>>>;
  readonly switches: ReadonlySet<SwitchName>;
  /** The names of unknown flags. They are errors in terminal mode and with `--help`; otherwise the log counts them. */
  readonly unknown: readonly string[];
  /** All other arguments that the runtime could read as switches, as written. */
  readonly foreign: readonly string[];
}

/** What is wrong with a flag or setting: its name, and what it must be. */
export interface SettingProblem {
  readonly setting: string;
  readonly must: string;
}

/** Whether a result is a problem instead of what was asked for. */
export function isProblem(read: object): read is SettingProblem {
  return 'must' in read;
}

/** The problem as a sentence. */
export function problemText({ setting, must }: SettingProblem): string {
  return `${setting} must ${must}${must.endsWith('…') ? '' : '.'}`;
}

/** Chromium trims an argument before it checks for a switch. */
const LIKE_A_SWITCH = new RegExp(`^${BLANKS}*-`);
const LIKE_A_SWITCH_OF_WINDOWS = new RegExp(`^${BLANKS}*/`);

/** Whether Chromium would read an argument as a switch. */
export function isSwitch(arg: string, platform: NodeJS.Platform = process.platform): boolean {
  return LIKE_A_SWITCH.test(arg) || (platform === 'win32' && LIKE_A_SWITCH_OF_WINDOWS.test(arg));
}

/** Reads the arguments after the program's name. Ignores positional arguments, such as the app's folder in development. */
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
      // If a script passes one and its caller another, don't choose silently.
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

/** A contradiction between flags that are valid separately; null if there is none. */
function contradictionIn(values: Flags['values'], switches: Flags['switches']): SettingProblem | null {
  const [signsIn, signsOut, isDoctor] = [switches.has('sign-in'), switches.has('sign-out'), switches.has('doctor')];
  const { report, account, 'check-config': checked, 'someone-else': answer } = values;
  const problem = (setting: string, must: string): SettingProblem => ({ setting, must });
  if (signsIn && signsOut) return problem('--sign-in', 'not be given together with --sign-out');
  if (isDoctor && (signsIn || signsOut))
    return problem('--doctor', 'not be given together with --sign-in or --sign-out');
  if (checked !== undefined && (isDoctor || signsOut))
    return problem('--check-config', 'not be given together with --doctor or --sign-out');
  if (switches.has('all') && (!signsOut || account !== undefined))
    return problem('--all', 'be given with logout, and without --account');
  if (switches.has('add-account') && (signsOut || !switches.has('terminal')))
    return problem('--add-account', 'be given with login');
  if (answer !== undefined && (signsOut || !switches.has('terminal')))
    return problem('--someone-else', 'be given with login');
  if (answer !== undefined && !isAnswer(answer)) return problem('--someone-else', 'be keep, replace or discard');
  if (report !== undefined && !isDoctor) return problem('--report', 'be given together with --doctor');
  if (checked === '') return problem('--check-config', 'name a file');
  if (report === '') return problem('--report', 'name a file');
  return null;
}

/** A value of `--someone-else`. */
function isAnswer(given: string): given is SomeoneElseAnswer {
  return ['keep', 'replace', 'discard'].includes(given);
}

function isValueOfRequire(args: readonly string[], index: number): boolean {
  return /^(-r|--require)$/.test(args[index - 1] ?? '');
}

/**
 * The flags to repeat at login, so that the same app starts: its profile, its server and how it keeps a sign-in.
 * @param profile its absolute path, because a relative path would depend on the working folder
 */
export function lastingFlags({ values, switches }: Flags, profile: string): readonly string[] {
  const given = LASTING.filter((name) => values[name] !== undefined);
  const keep = switches.has('keep-without-keyring') ? ['--keep-without-keyring'] : [];
  return [...given.map((name) => `--${name}=${name === 'user-data-dir' ? profile : values[name]}`), ...keep];
}
