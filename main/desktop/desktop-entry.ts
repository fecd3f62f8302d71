/**
 * The entry by which a Linux desktop starts a program at login, as text
 * (Desktop Entry Specification 1.5; Desktop Application Autostart Specification 0.5).
 */

/** What is started: a program's whole path, and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** Distinguishes our entry from one of the same name that a user or a tool has made. */
const OURS = 'X-Transparenc-Companion';

/** The text of an entry called `name` that starts `command`. */
export function printEntry(name: string, command: Command): string {
  const lines = {
    Type: 'Application',
    Version: '1.5',
    Name: stringValue(name),
    // If the app is gone, the desktop skips the entry instead of showing an error at each login.
    TryExec: stringValue(command[0]),
    Exec: stringValue(findable(command).map(execArgument).join(' ')),
    Terminal: 'false',
    StartupNotify: 'false',
    'X-GNOME-Autostart-enabled': 'true',
    [OURS]: 'true',
  };
  return `[Desktop Entry]\n${Object.entries(lines)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')}`;
}

/** What an entry holds: whether it starts anything (the desktop's own settings may have switched it off), and whether it is ours. */
export function readEntry(text: string): { readonly isOn: boolean; readonly isOurs: boolean } {
  const group = /^\[Desktop Entry\][^\S\n]*$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? '';
  const hasLine = (key: string, value: string) =>
    new RegExp(`^${key}[^\\S\\n]*=[^\\S\\n]*${value}\\s*$`, 'm').test(group);
  return {
    isOn: !hasLine('Hidden', 'true') && !hasLine('X-GNOME-Autostart-enabled', 'false'),
    isOurs: hasLine(OURS, 'true'),
  };
}

/** GLib looks for the program before it has made one `%` of two: where its path holds one, `env` is what it finds. */
function findable(command: Command): readonly string[] {
  return command[0].includes('%') ? ['env', ...command] : command;
}

/** One argument of `Exec`: quoted where a character in it could mean something, and no `%` begins a field code. */
function execArgument(argument: string): string {
  const literal = argument.replaceAll('%', '%%');
  return /^[\w@%+=:,./-]+$/.test(argument) ? literal : `"${literal.replaceAll(/["`$\\]/g, '\\$&')}"`;
}

/** A value of type string; its escapes are undone before any quoting is. */
function stringValue(text: string): string {
  return text.replaceAll(/[\\\n\t\r]|^ /g, (character) => ESCAPED[character] ?? character);
}

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', ' ': '\\s' };
