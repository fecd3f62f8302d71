/** All commands and their arguments. `--help`, the command-line parser and the documents follow this table. */

/** The app's flags that only some commands accept, as their help shows them. */
export const FLAGS = {
  'sign-in': ['--sign-in', 'requests a new code immediately'],
  account: ['--account=…', 'which account, by its name or id: needed only if there are several'],
  'add-account': ['--add-account', 'adds another account; --account names it, --server-url its server'],
  'someone-else': ['--someone-else=…', 'if another person approves: keep, replace or discard'],
  all: ['--all', 'all accounts'],
  report: ['--report=FILE', 'saves a report for support to a new file'],
} as const;
type FlagOfCommand = keyof typeof FLAGS;

/** What one command accepts. */
export interface CommandRules {
  /** What follows the command's name, as `--help` shows it; empty if nothing does. */
  readonly usage: string;
  /** One line for `--help`. */
  readonly summary: string;
  /** How many positional arguments may follow, at least and at most. */
  readonly words: readonly [least: number, most: number];
  /** Its own options with a value, and the value's description. */
  readonly values: Readonly<Record<string, string>>;
  /** Its own options without a value. */
  readonly switches: Readonly<Record<string, string>>;
  /** The app's flags that it accepts, in addition to those every command accepts. */
  readonly flags: readonly FlagOfCommand[];
  /** The flags that it is short for. */
  readonly standsFor: readonly string[];
  /** Whether it runs the command after `--`. */
  readonly runsChild: boolean;
}

const NOTHING = {
  usage: '',
  words: [0, 0],
  values: {},
  switches: {},
  flags: [],
  standsFor: [],
  runsChild: false,
} as const;

const WHICH_TOKEN = {
  account: 'which account, by its name or id: needed only if there are several',
  server: 'only an account of this server',
  'min-valid': 'how long the token must still be valid: 90s, 5m or 1h (by default 1m at most)',
  tool: 'what the app calls the program that asks',
  reason: 'why it asks: shown to the user as the reason given by the tool',
} as const;

const AS_JSON = { json: 'prints JSON' } as const;

export const COMMANDS = {
  login: {
    ...NOTHING,
    summary: 'signs in, in the terminal',
    flags: ['sign-in', 'account', 'add-account', 'someone-else'],
    standsFor: ['--terminal'],
  },
  logout: {
    ...NOTHING,
    summary: 'ends the sign-in, here and on the server',
    flags: ['account', 'all'],
    standsFor: ['--terminal', '--sign-out'],
  },
  status: { ...NOTHING, summary: 'shows who is signed in', switches: AS_JSON },
  doctor: {
    ...NOTHING,
    summary: 'checks this computer without changing anything',
    flags: ['report'],
    standsFor: ['--doctor'],
  },
  token: {
    ...NOTHING,
    summary: 'prints an access token for another program',
    values: WHICH_TOKEN,
    switches: {
      json: 'prints the token with its expiry, account, server and scope as JSON',
      header: 'prints the line "Authorization: Bearer …"',
      'headers-json': 'prints {"Authorization": "Bearer …"}',
    },
  },
  exec: {
    ...NOTHING,
    usage: '-- COMMAND…',
    summary: 'runs a command with an access token in its environment',
    values: { ...WHICH_TOKEN, env: 'the name of the variable (ACCESS_TOKEN)' },
    runsChild: true,
  },
  credential: {
    ...NOTHING,
    usage: 'git|kubectl|docker ACTION',
    summary: 'serves git, kubectl and docker as a credential helper',
    words: [1, 2],
    values: { account: WHICH_TOKEN.account, server: WHICH_TOKEN.server },
  },
  accounts: { ...NOTHING, summary: 'lists the accounts of this computer', switches: AS_JSON },
  tools: {
    ...NOTHING,
    usage: '[list|allow NAME|remove NAME]',
    summary: 'lists the programs that may get tokens, allows or removes one',
    words: [0, 2],
    values: {
      account: WHICH_TOKEN.account,
      server: WHICH_TOKEN.server,
      host: 'only for this host, for git and docker',
    },
    switches: AS_JSON,
  },
  serve: { ...NOTHING, summary: 'keeps this computer signed in and serves other programs, without a window' },
} as const satisfies Readonly<Record<string, CommandRules>>;

export type CommandName = keyof typeof COMMANDS;

/** The command with this name; null if there is none. */
export function commandNamed(name: string): CommandName | null {
  return Object.keys(COMMANDS).find((each): each is CommandName => each === name) ?? null;
}

/** The rules of a command, typed as `CommandRules`. */
export function rulesOf(name: CommandName): CommandRules {
  return COMMANDS[name];
}
