/** Splits the command line of `npm start` and `npm run app`: a few flags are theirs, the rest are the app's. */
import { readCommandLine } from '../../main/cli/command-line.ts';
import { readFlags } from '../../main/cli/flags.ts';
import { isLoopback, parseBaseUrl } from '../../main/oauth/url.ts';
import { CannotRun, USAGE } from './cannot-run.ts';
import type { PhoneWish } from './phone-address.ts';

export type Force = 'real-electron' | 'stand-in' | null;

export interface CommandLine {
  /** The runtime that was requested by name. */
  readonly force: Force;
  /** Whether phones on the local network can reach the embedded server's approval page, and on which address. */
  readonly phone: PhoneWish | null;
  /** The app's flags. */
  readonly forApp: readonly string[];
  /** Whether the app will want a window. */
  readonly window: boolean;
  /** Whether it is a command, which may ask the user in the terminal. */
  readonly isCommand: boolean;
  /** Whether only text about the app is requested, which needs no server. */
  readonly onlyAsks: boolean;
  /** The values of the flags that the harness completes, as the app will read them. */
  readonly given: {
    readonly serverUrls: readonly string[];
    readonly clientId: string | undefined;
    readonly scope: string | undefined;
    readonly profile: string | undefined;
  };
}

/** Splits a command line (without the program's name). Leaves it to the app to reject invalid flags. */
export function splitCommandLine(args: readonly string[]): CommandLine {
  // The arguments after `--` are a command that the app's `exec` runs.
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const forces = FORCES.filter((force) => own.includes(`--${force}`));
  if (forces.length > 1) throw new CannotRun('Either --real-electron or --stand-in, not both.');
  const phones = own.filter(isPhone);
  if (phones.length > 1) throw new CannotRun('Only one --phone.', USAGE);
  const flagsForApp = own.filter((arg) => !isPhone(arg) && !FORCES.some((force) => arg === `--${force}`));
  const forApp = [...flagsForApp, ...args.slice(own.length)];
  const line = readCommandLine(forApp, false);
  // The app reports errors in a command itself, and needs no window for that.
  const isWrong = 'setting' in line;
  const command = isWrong ? null : line.command;
  const flags = readFlags(flagsForApp);
  const forFlags = isWrong ? flagsForApp : line.forFlags;
  const has = (name: string) => forFlags.includes(`--${name}`);
  const values = 'values' in flags ? flags.values : {};
  const checksConfig = values['check-config'] !== undefined;
  const onlyAsks = has('help') || has('version');
  return {
    force: forces[0] ?? null,
    phone: phones[0] === undefined ? null : wishFrom(phones[0]),
    forApp,
    window: !onlyAsks && !isWrong && command === null && !has('terminal') && !has('doctor') && !checksConfig,
    isCommand: command !== null,
    onlyAsks,
    given: {
      serverUrls: forApp.filter((arg) => arg.startsWith(SERVER_URL)).map((arg) => arg.slice(SERVER_URL.length)),
      clientId: values['client-id'],
      scope: values.scope,
      profile: values['user-data-dir'],
    },
  };
}

const FORCES = ['real-electron', 'stand-in'] as const;
const SERVER_URL = '--server-url=';
const PHONE = '--phone';

/** The addition to the app's own `--help`. */
export const HARNESS_HELP = `Flags of npm start alone:

  --phone              let phones on this network approve on the test server that npm start brings
  --phone=ADDRESS      the same, on another address of this computer
  --real-electron      run on Electron itself
  --stand-in           run on the stand-in for Electron
`;

function isPhone(arg: string): boolean {
  return arg === PHONE || arg.startsWith(`${PHONE}=`);
}

function wishFrom(arg: string): PhoneWish {
  return arg === PHONE ? 'default-route' : { address: arg.slice(PHONE.length + 1) };
}

/**
 * Which servers a run can reach:
 * `loopback`: only one on this computer, and no one can change that while it runs;
 * `elsewhere`: one that may hold someone’s real account;
 * `open`: none yet, or one that the window can change;
 * `refused`: none ever, because the app will refuse the address and end.
 */
export type ServerPlace = 'loopback' | 'elsewhere' | 'open' | 'refused';

/** Validates the app's settings in the app's order: flags, environment, the profile's file. */
export function validateServer(known: {
  readonly flags: readonly string[];
  readonly environment: string | undefined;
  readonly settings: string | undefined;
  readonly window: boolean;
}): ServerPlace {
  const fixed = known.flags.length > 0 ? known.flags : known.environment ? [known.environment] : [];
  if (fixed.length > 0 && fixed.every(isRefused)) return 'refused';
  if (fixed.length > 0) return fixed.every(isOnThisComputer) ? 'loopback' : 'elsewhere';
  if (known.settings === undefined) return 'open';
  if (isRefused(known.settings)) return 'refused';
  if (!isOnThisComputer(known.settings)) return 'elsewhere';
  return known.window ? 'open' : 'loopback';
}

function isRefused(url: string): boolean {
  return 'problem' in parseBaseUrl(url);
}

function isOnThisComputer(url: string): boolean {
  return URL.canParse(url.trim()) && isLoopback(new URL(url.trim()).hostname);
}
