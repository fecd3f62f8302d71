/** The runtime's part of the command line. The app reads its own flags from `process.argv`. */

export interface Invocation {
  /** Whether to print the version and start nothing. */
  readonly version: boolean;
  /** Modules to load before the app's own: `-r module`, `--require module`. */
  readonly preloads: readonly string[];
  /** The app to run, as given; null if none was given. */
  readonly app: string | null;
  /** The port of Node's inspector; 0: any free port; null: no inspector. */
  readonly inspectPort: number | null;
  /** Every `--name[=value]` in any position, for Chromium's command line. */
  readonly switches: ReadonlyMap<string, string>;
}

/**
 * Reads the arguments that follow the executable's name, as Electron's default app does:
 * what comes after the app's path is the app's business, `--version` too.
 */
export function readArguments(args: readonly string[]): Invocation {
  const preloads: string[] = [];
  let version = false;
  let app: string | null = null;
  for (let at = 0; at < args.length && app === null && !version; at++) {
    const arg = args[at] ?? '';
    if (arg === '-r' || arg === '--require') preloads.push(args[++at] ?? '');
    else if (arg === '-v' || arg === '--version') version = true;
    else if (!arg.startsWith('-')) app = arg;
  }
  const switches = readSwitches(args);
  return { version, preloads, app, switches, inspectPort: inspectPort(switches.get('inspect')) };
}

function readSwitches(args: readonly string[]): Map<string, string> {
  const switches = new Map<string, string>();
  for (const arg of args) {
    if (arg === '--') break;
    const [, name, value = ''] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(arg) ?? [];
    if (name !== undefined) switches.set(name, value);
  }
  return switches;
}

/** `--inspect`, `--inspect=port` or `--inspect=host:port`; Node's default port is 9229. */
function inspectPort(value: string | undefined): number | null {
  if (value === undefined) return null;
  return value === '' ? 9229 : Number(value.split(':').pop());
}
