/** Reads the command line. The app's own flags are validated strictly; the platform decides which switches of the runtime are allowed. */

import type { SomeoneElseAnswer } from '../../preload/api.ts';
import { BLANKS, isOfRuntime, nameOf } from './allowed-switches.ts';
import { commandsHelp } from './command-table.ts';

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

/** Tells a problem from what was wanted. */
export function isProblem(read: object): read is SettingProblem {
  return 'setting' in read && 'must' in read;
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
  if (switches.has('sign-in') && switches.has('sign-out'))
    return { setting: '--sign-in', must: 'not be given together with --sign-out' };
  if (switches.has('doctor') && (switches.has('sign-in') || switches.has('sign-out')))
    return { setting: '--doctor', must: 'not be given together with --sign-in or --sign-out' };
  if (values['check-config'] !== undefined && (switches.has('doctor') || switches.has('sign-out')))
    return { setting: '--check-config', must: 'not be given together with --doctor or --sign-out' };
  if (switches.has('all') && (!switches.has('sign-out') || values.account !== undefined))
    return { setting: '--all', must: 'be given with logout, and without --account' };
  if (switches.has('add-account') && (switches.has('sign-out') || !switches.has('terminal')))
    return { setting: '--add-account', must: 'be given with login' };
  if (values['someone-else'] !== undefined && !isAnswer(values['someone-else']))
    return { setting: '--someone-else', must: 'be keep, replace or discard' };
  if (values.report !== undefined && !switches.has('doctor'))
    return { setting: '--report', must: 'be given together with --doctor' };
  if (values['check-config'] === '') return { setting: '--check-config', must: 'name a file' };
  if (values.report === '') return { setting: '--report', must: 'name a file' };
  return { values, switches, unknown, foreign };
}

/** What to do with a sign-in that someone else approved. */
export function isAnswer(given: string): given is SomeoneElseAnswer {
  return ['keep', 'replace', 'discard'].includes(given);
}

function isValueOfRequire(args: readonly string[], index: number): boolean {
  return /^(-r|--require)$/.test(args[index - 1] ?? '');
}

/** The settings of a second launch that a running app does not take over, by name. `--user-data-dir` chose that app. */
export function refusedOnSecondLaunch({ values, switches }: Flags): readonly string[] {
  const honoured: readonly string[] = ['sign-in', 'hidden', 'account', 'user-data-dir'];
  return [...Object.keys(values), ...switches].filter((name) => !honoured.includes(name)).map((name) => `--${name}`);
}

/** What a second launch asks for, which hands over its command line as `args`: Chromium would reorder the one that it passes on. */
export function askedBy(data: unknown): Pick<Flags, 'switches' | 'values'> {
  const args = typeof data === 'object' && data !== null && 'args' in data && Array.isArray(data.args) ? data.args : [];
  const flags = readFlags(args.filter((arg) => typeof arg === 'string'));
  return isProblem(flags) ? { switches: new Set(), values: {} } : flags;
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

/** What `--help` prints. */
export const HELP = `Transparenc Companion signs this computer in with your phone, and keeps it signed in.

  transparenc-companion [COMMAND] [FLAGS]

Commands; "COMMAND --help" shows the options of one. Without a command the window opens.

${commandsHelp()}

Flags:

  --server-url=URL         the server: https, or http on this computer
  --client-id=ID           the OAuth client ID
  --scope=SCOPE            the scope to request, names separated by spaces
  --device-authorization-path=PATH, --token-path=PATH
                           where codes and tokens are requested, under the
                           server's address: only if the server does not
                           publish it and does not use the usual paths
  --terminal               the same as login: prints the address, the code and the QR code
  --sign-in                asks for a new code at once
  --sign-out               with --terminal: the same as logout
  --account=NAME           which account, if there are several
  --hidden                 starts without a window
  --keep-without-keyring   stays signed in without a keyring (less secure)
  --user-data-dir=FOLDER   the folder for the sign-in, settings and log
  --doctor                 the same as doctor: checks this computer, changes nothing
  --report=FILE            with --doctor: saves a report for support to a new file
  --check-config=FILE      checks an administrator's file and lists every problem
  --help, --version

Exit codes: 0 done, 1 an unforeseen error or (doctor) a problem found, 2 denied or not allowed, 3 expired,
4 refused or malformed response, 5 server not reached, 6 sign-in could not be kept or read, 7 profile in use,
8 ended by the server, 9 not signed in, 10 no one could be asked or no one answered, 11 several accounts match,
12 no token lives that long, 64 bad flag, setting or request, 69 no usable Electron or display, 77 profile not safe
from other users, 78 bad configuration or switched off; interrupted: 129 by the terminal's end, 130 by Ctrl-C or the
desktop, 143 by a request to terminate.
"exec" ends with the exit code of its command, 126 if that cannot be run and 127 if it is not found.
With --check-config: 0 the file can be used, 78 it has a problem.
`;
