/** Decides what to do from the command line alone, before anything is opened. */
import { switchesRefusedAtStart } from './allowed-switches.ts';
import { type Command, misplacedFlag, readCommandLine } from './command-line.ts';
import { type Flags, isProblem, problemText, readFlags, type SettingProblem } from './flags.ts';
import { HELP, helpOf } from './help.ts';

export type Launch =
  /** The command line is invalid. `why`: one line. */
  | { readonly kind: 'misused'; readonly why: string }
  /** The command line could give an attacker control of the app. `isScript`: it wasn't a double-click. */
  | { readonly kind: 'refused'; readonly why: string; readonly isScript: boolean }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'check-config'; readonly file: string }
  | { readonly kind: 'doctor'; readonly flags: Flags }
  /** A command that a running app can answer. */
  | { readonly kind: 'command'; readonly command: Command; readonly flags: Flags }
  /** The app itself, which must be the only one with its profile. */
  | AppLaunch;

export interface AppLaunch {
  readonly kind: 'app';
  readonly way: 'window' | 'terminal' | 'serve';
  /** The command; null if there are only flags. */
  readonly command: 'login' | 'logout' | 'serve' | null;
  readonly flags: Flags;
}

export interface LaunchParts {
  /** Without the app's own name. */
  readonly args: readonly string[];
  /** Whether the first argument is the app's folder, as in development. */
  readonly namesApp: boolean;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** Whether to accept only harmless switches of the runtime. */
  readonly isGuarded: boolean;
  readonly isAppImage: boolean;
}

export function readLaunch({ args, namesApp, environment, isGuarded, isAppImage }: LaunchParts): Launch {
  const line = readCommandLine(args, namesApp);
  if (isProblem(line)) return misused(line);
  const { command } = line;
  const flags = readFlags(line.forFlags);
  if (isProblem(flags)) return misused(flags);

  const { switches, values, foreign, unknown } = flags;
  const reaching = isGuarded ? switchesRefusedAtStart(foreign, environment, isAppImage) : [];
  if (reaching.length > 0) {
    const why = `Transparenc Companion does not start with ${reaching.join(', ')}. --help lists the flags that it accepts.`;
    return { kind: 'refused', why, isScript: command !== null || args.some((arg) => OF_SCRIPTS.test(arg)) };
  }
  if (unknown.length > 0 && (command || isStrict(flags)))
    return { kind: 'misused', why: `Unknown: ${unknown.join(', ')}. See --help.` };
  const misplaced = command && misplacedFlag(command.name, [...Object.keys(values), ...switches]);
  if (misplaced) return misused(misplaced);

  if (switches.has('help')) return { kind: 'help', text: command ? helpOf(command.name) : HELP };
  if (switches.has('version')) return { kind: 'version' };
  if (values['check-config'] !== undefined) return { kind: 'check-config', file: values['check-config'] };
  if (switches.has('doctor')) return { kind: 'doctor', flags };
  const way = switches.has('terminal') ? 'terminal' : 'window';
  if (!command) return { kind: 'app', way, command, flags };
  switch (command.name) {
    case 'login':
    case 'logout':
      return { kind: 'app', way, command: command.name, flags };
    case 'serve':
      return { kind: 'app', way: 'serve', command: 'serve', flags };
    default:
      return { kind: 'command', command, flags };
  }
}

/** Flags that show it wasn't a double-click. */
const OF_SCRIPTS = /^--(terminal|doctor|help|version|check-config=.*)$/s;

function misused(problem: SettingProblem): Launch {
  return { kind: 'misused', why: `${problemText(problem)} See --help.` };
}

/** Whether unknown flags are errors, as in every run without a window. */
function isStrict({ switches, values }: Flags): boolean {
  const strict = ['terminal', 'doctor', 'help'] as const;
  return values['check-config'] !== undefined || strict.some((name) => switches.has(name));
}
