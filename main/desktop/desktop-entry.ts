/**
 * Reads and writes the desktop entry that starts a program at login on Linux
 * (Desktop Entry Specification 1.5; Desktop Application Autostart Specification 0.5).
 */

/** A program's absolute path and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** Marks our entry, to distinguish it from one with the same name by a user or another tool. */
const OURS = 'X-Transparenc-Companion';

/** The text of an entry called `name` that starts `command`. */
export function printEntry(name: string, command: Command): string {
  const lines = {
    Type: 'Application',
    Version: '1.5',
    Name: stringValue(name),
    // If the app was removed, the desktop skips the entry instead of showing an error at each login.
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

/** Reads whether an entry is on (the desktop's own settings may have switched it off), and whether it's ours. */
export function readEntry(text: string): { readonly isOn: boolean; readonly isOurs: boolean } {
  const group = /^\[Desktop Entry\][^\S\n]*$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? '';
  const hasLine = (key: string, value: string) =>
    new RegExp(`^${key}[^\\S\\n]*=[^\\S\\n]*${value}\\s*$`, 'm').test(group);
  return {
    isOn: !hasLine('Hidden', 'true') && !hasLine('X-GNOME-Autostart-enabled', 'false'),
    isOurs: hasLine(OURS, 'true'),
  };
}

/** GLib looks for the program before it unescapes `%%`, so a path with `%` is run through `env`, which it can find. */
function findable(command: Command): readonly string[] {
  return command[0].includes('%') ? ['env', ...command] : command;
}

/** An argument for `Exec`: quoted if it has special characters, and with `%` escaped, which would start a field code. */
function execArgument(argument: string): string {
  const literal = argument.replaceAll('%', '%%');
  return /^[\w@%+=:,./-]+$/.test(argument) ? literal : `"${literal.replaceAll(/["`$\\]/g, '\\$&')}"`;
}

/** A value of type string. Its escapes are undone before the quoting is. */
function stringValue(text: string): string {
  return text.replaceAll(/[\\\n\t\r]|^ /g, (character) => ESCAPED[character] ?? character);
}

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', ' ': '\\s' };
