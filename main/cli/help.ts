/** The output of `--help`, for the app and for each command. */
import { COMMANDS, type CommandName, type CommandRules, FLAGS, rulesOf } from './command-table.ts';

const COLUMN = 33;

/** The lines of `--help` that list the commands. */
function commandsHelp(): string {
  return Object.entries<CommandRules>(COMMANDS)
    .map(([name, { usage, summary }]) => row(`${name} ${usage}`, summary))
    .join('\n');
}

/** The output of `--help` for one command. */
export function helpOf(name: CommandName): string {
  const { usage, summary, values, switches, flags } = rulesOf(name);
  const options = [
    ...Object.entries(values).map(([option, what]) => row(`--${option}=…`, what)),
    ...Object.entries(switches).map(([option, what]) => row(`--${option}`, what)),
    ...flags.map((flag) => row(FLAGS[flag][0], FLAGS[flag][1])),
  ];
  return [
    `transparenc-companion ${name}${options.length > 0 ? ' [OPTIONS]' : ''}${usage && ` ${usage}`}`,
    '',
    `The command ${summary}.`,
    ...(options.length > 0 ? ['', ...options] : []),
    '',
    'It also accepts the flags that choose a server or a profile: see --help.',
    '',
  ].join('\n');
}

function row(left: string, right: string): string {
  const start = `  ${left}`;
  return start.length < COLUMN ? `${start.padEnd(COLUMN)}${right}` : `${start}\n${' '.repeat(COLUMN)}${right}`;
}

/** The output of `--help`. */
export const HELP = `Transparenc Companion signs this computer in with your phone, and keeps it signed in.

  transparenc-companion [COMMAND] [FLAGS]

Commands; "help COMMAND" shows the options of one. Without a command the window opens.

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
  --sign-in                requests a new code immediately
  --sign-out               with --terminal: the same as logout
  --account=NAME           which account, if there are several
  --hidden                 starts without a window
  --keep-without-keyring   stays signed in without a keyring (less secure)
  --user-data-dir=FOLDER   the folder for the sign-in, settings and log
  --doctor                 the same as doctor: checks this computer without changing anything
  --report=FILE            with --doctor: saves a report for support to a new file
  --check-config=FILE      checks an administrator's file and lists every problem
  --help, --version

Exit codes: 0 done, 1 an unexpected error or (doctor) problems found, 2 denied or not allowed, 3 expired, 4 refused or
malformed response, 5 server not reached, 6 sign-in could not be kept or read, 7 profile in use, 8 ended by the
server, 9 not signed in, 10 no one could be asked or answered, or (login) someone else approved, 11 several accounts
match, 12 no token is valid that long, 64 bad flag, setting or request, 69 no usable Electron or display, 77 profile
not safe from other users, 78 bad configuration or switched off; ended: 129 because the terminal closed, 130 by Ctrl-C
or the desktop, 143 by a request to terminate.
"exec" ends with the exit code of its command, 126 if that cannot be run and 127 if it is not found.
With --check-config: 0 the file can be used, 78 it has a problem.
`;
