/** Finds the command on a command line, and what belongs to it. Everything else is left for the flags. */
import { type CommandName, commandNamed, rulesOf } from './command-table.ts';
import { isSwitch, LASTING, type SettingProblem } from './flags.ts';

/** A command and what follows it. */
export interface Command {
  readonly name: CommandName;
  readonly words: readonly string[];
  readonly values: Readonly<Partial<Record<string, string>>>;
  readonly switches: ReadonlySet<string>;
  /** What follows `--`: for `exec`, the command to run and its arguments. */
  readonly child: readonly string[];
}

interface CommandLine {
  /** Null: no command, so the app opens its window. */
  readonly command: Command | null;
  /** The arguments for `readFlags`, in order. */
  readonly forFlags: readonly string[];
}

/** Looks like a command, not like a path or URL that a desktop adds. */
const LIKE_A_COMMAND = /^[a-z][a-z-]*$/;

/**
 * Reads a command line without the app's own name. The first argument without dashes is the command.
 * @param namesApp whether the first such argument is the app's folder, as in development
 */
export function readCommandLine(args: readonly string[], namesApp: boolean): CommandLine | SettingProblem {
  const at = commandIndex(args, namesApp);
  const named = args[at];
  if (named === undefined) return { command: null, forFlags: args };
  // As with git: "help token" is "token --help".
  if (named === 'help') return readCommandLine([...args.toSpliced(at, 1), '--help'], namesApp);
  const name = commandNamed(named);
  if (!name) {
    if (!LIKE_A_COMMAND.test(named)) return { command: null, forFlags: args };
    return { setting: `The command ${named}`, must: 'be one that --help lists' };
  }
  return readCommand(name, args.slice(0, at), args.slice(at + 1));
}

function commandIndex(args: readonly string[], namesApp: boolean): number {
  let toSkip = namesApp ? 1 : 0;
  for (const [at, arg] of args.entries()) {
    if (arg === '--') return -1;
    if (isSwitch(arg) || isValueOfRuntime(args[at - 1])) continue;
    if (toSkip === 0) return at;
    toSkip -= 1;
  }
  return -1;
}

/** Node's `-r module`, and macOS' language setting for one app. */
function isValueOfRuntime(before: string | undefined): boolean {
  return before !== undefined && /^(-r|--require|-Apple(Languages|Locale))$/.test(before);
}

function readCommand(
  name: CommandName,
  before: readonly string[],
  after: readonly string[],
): CommandLine | SettingProblem {
  const rules = rulesOf(name);
  const end = rules.runsChild ? after.indexOf('--') : -1;
  const own = end < 0 ? after : after.slice(0, end);
  const child = end < 0 ? [] : after.slice(end + 1);
  const words: string[] = [];
  const values: Partial<Record<string, string>> = {};
  const switches = new Set<string>();
  const forFlags = [...before, ...rules.standsFor];
  for (const arg of own) {
    const [, option = '', , value] = /^--([^=]*)(=([\s\S]*))?$/.exec(arg) ?? [];
    if (Object.hasOwn(rules.values, option)) {
      if (value === undefined) return { setting: `--${option}`, must: `be written --${option}=…` };
      if (Object.hasOwn(values, option)) return { setting: `--${option}`, must: 'be given once' };
      values[option] = value;
    } else if (Object.hasOwn(rules.switches, option)) {
      if (value !== undefined) return { setting: `--${option}`, must: 'have no value' };
      switches.add(option);
    } else if (isSwitch(arg)) forFlags.push(arg);
    else words.push(arg);
  }
  const [least, most] = rules.words;
  const fits = words.length >= least && words.length <= most && rules.runsChild === child.length > 0;
  if (!fits && !forFlags.includes('--help'))
    return {
      setting: `The command ${name}`,
      must: rules.usage ? `be written ${name} ${rules.usage}` : 'be given without arguments',
    };
  return { command: { name, words, values, switches, child }, forFlags };
}

/** Flags that every command accepts: they choose a server, a profile or how a sign-in is kept. */
const FOR_EVERY_COMMAND: readonly string[] = [...LASTING, 'keep-without-keyring', 'help', 'version'];

/** A flag that the command doesn't accept; null if it accepts all of them. */
export function misplacedFlag(name: CommandName, flags: Iterable<string>): SettingProblem | null {
  const rules = rulesOf(name);
  const taken = [...FOR_EVERY_COMMAND, ...rules.flags, ...rules.standsFor.map((flag) => flag.slice(2))];
  const misplaced = [...flags].find((flag) => !taken.includes(flag));
  return misplaced === undefined ? null : { setting: `--${misplaced}`, must: `not be given with ${name}` };
}
