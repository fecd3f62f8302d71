/** Asks in the terminal whether a tool may have a token, if there is no display to ask on. */
import { closeSync, createWriteStream, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { ReadStream } from 'node:tty';
import type { ConsentAnswer, ConsentQuestion } from '../../preload/api.ts';
import type { ConsentPrompt } from '../local-tools/types.ts';

/** The keys, or the words in the question that they stand for. Anything else, including Enter, means no. */
const ANSWERS: ReadonlyMap<string, ConsentAnswer> = new Map([
  ['o', 'once'],
  ['once', 'once'],
  ['q', 'until-lock'],
  ['until i quit', 'until-lock'],
  ['a', 'always'],
  ['always', 'always'],
]);

/**
 * A program could answer in a terminal in the user's place, but not in a window of the app. So this asks only if no display
 * is available.
 */
export function createTerminalConsent(
  environment: Readonly<NodeJS.ProcessEnv>,
  terminal: Terminal = CONTROLLING_TERMINAL,
  screens: Screens = screensOf(process.getuid?.()),
): ConsentPrompt {
  return {
    canAsk: () => process.platform === 'linux' && !hasDisplay(environment, screens) && terminal.exists(),
    ask(question, signal) {
      return new Promise((resolve) => {
        const opened = terminal.open();
        if (opened === null) return resolve('silence');
        const { input, output } = opened;
        const lines = createInterface({ input, output, terminal: false });
        let answered = false;
        const end = (answer: ConsentAnswer) => {
          if (answered) return;
          answered = true;
          signal.removeEventListener('abort', silence);
          lines.close();
          input.destroy();
          output.end();
          resolve(answer);
        };
        const silence = () => {
          output.write('\n');
          end('silence');
        };
        signal.addEventListener('abort', silence, { once: true });
        // The interface passes the input's errors on.
        lines.once('error', () => end('silence'));
        output.once('error', () => end('silence'));
        lines.once('close', () => end('silence'));
        lines.once('line', (line) => end(ANSWERS.get(line.trim().toLowerCase()) ?? 'no'));
        output.write(promptFor(question));
      });
    },
  };
}

/**
 * The question, in English like all output of commands.
 * The claims in it are already free of line breaks and control characters.
 */
export function promptFor(question: ConsentQuestion): string {
  const { tool, account, severalAccounts, host, reason, startedBy, folder, canKeep } = question;
  const signIn = `sign-in${account.user ? ` as ${account.user}` : ''} on ${account.host}`;
  return [
    '',
    `"${tool}" wants to use your ${severalAccounts ? `account "${account.name}": the ` : ''}${signIn}.`,
    ...(host === null ? [] : [`It will send the token to ${host}.`]),
    ...(reason === null ? [] : [`Reason given by the tool: "${reason}"`]),
    ...(startedBy === null ? [] : [`Started by (not verified): "${startedBy}"`]),
    ...(folder === null ? [] : [`Folder (not verified): "${folder}"`]),
    `Allow? [N]o, [o]nce, until I [q]uit, [a]lways${canKeep ? '' : ' (until I quit: there is no keyring)'}: `,
  ].join('\n');
}

/** A terminal to ask on. */
interface Terminal {
  exists(): boolean;
  /** Null: there is none. */
  open(): { readonly input: Readable; readonly output: Writable } | null;
}

/** The file of the controlling terminal, even if stdin and stdout are redirected. */
const FILE = '/dev/tty';

const CONTROLLING_TERMINAL: Terminal = {
  exists() {
    const descriptor = descriptorOf(FILE);
    if (descriptor !== null) closeSync(descriptor);
    return descriptor !== null;
  },
  open() {
    const descriptor = descriptorOf(FILE);
    // A file stream would block until someone types, and keep the process from ending.
    return descriptor === null ? null : { input: new ReadStream(descriptor), output: createWriteStream(FILE) };
  },
};

/** Opens a terminal; null if there is none. */
function descriptorOf(file: string): number | null {
  try {
    return openSync(file, 'r+');
  } catch {
    return null;
  }
}

/** Where Linux records a user's graphical sessions. */
interface Screens {
  readonly uid: number | undefined;
  /** Contains the sockets of Wayland compositors. */
  readonly runtimeFolder: string;
  /** Contains a file for each login session (systemd-logind). */
  readonly sessionsFolder: string;
}

/**
 * Whether this user has a display that the app could ask on. Checks both the environment and the system's records, because a
 * program could remove the variables and then answer in a terminal of its own.
 */
export function hasDisplay(
  environment: Readonly<NodeJS.ProcessEnv>,
  { uid, runtimeFolder, sessionsFolder }: Screens,
): boolean {
  if (environment['DISPLAY'] || environment['WAYLAND_DISPLAY']) return true;
  if (namesIn(runtimeFolder).some((name) => /^wayland-\d+$/.test(name))) return true;
  return namesIn(sessionsFolder)
    .map((name) => textOf(join(sessionsFolder, name)))
    .some((text) => new RegExp(`^UID=${uid}$`, 'm').test(text) && /^TYPE=(x11|wayland|mir)$/m.test(text));
}

function screensOf(uid: number | undefined): Screens {
  return { uid, runtimeFolder: `/run/user/${uid}`, sessionsFolder: '/run/systemd/sessions' };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Reads a file; empty for anything else, such as the pipe of each session. */
function textOf(file: string): string {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
