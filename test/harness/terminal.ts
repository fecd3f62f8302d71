/** The app in a terminal, as a script would run it. */
import { spawn } from 'node:child_process';
import { test } from '@playwright/test';
import { recipe } from './launch.ts';
import type { Home } from './profile.ts';
import type { KeychainKind } from './recorder/options.ts';
import { testWorld } from './test-world.ts';
import { type Transcript, transcript } from './transcript.ts';

export interface TerminalOptions {
  readonly home: Home;
  /** Flags in addition to `--terminal` and the profile. */
  readonly flags?: readonly string[];
  /** The keychain; by default the home's own, in working order. Null: the runtime's. */
  readonly keychain?: KeychainKind | null;
  readonly environment?: NodeJS.ProcessEnv;
  /** A command that runs the app's command line. */
  readonly through?: readonly string[];
}

export interface TerminalRun {
  /** The process ID of the app's main process. */
  readonly pid: number;
  readonly stdout: Transcript;
  readonly stderr: Transcript;
  /** Resolves when the process has ended and all its output has been read. */
  readonly exitCode: Promise<number | null>;
  /** Resolves with the address and the code as soon as they are printed. */
  prompt(): Promise<{ readonly url: string; readonly userCode: string }>;
  /** Sends a signal. Skips the story on Windows, unless it is SIGKILL. */
  signal(signal: NodeJS.Signals): void;
}

/** Starts `electron . --terminal`, without a display and without Chromium. */
export function runInTerminal({ home, flags = [], keychain, environment, through = [] }: TerminalOptions): TerminalRun {
  const { runtime } = testWorld();
  const start = recipe(runtime, {
    flags: ['--terminal', `--user-data-dir=${home.profile}`, ...flags],
    recorder: {
      keychain: keychain === undefined ? home.workingKeychain : keychain,
      administratorsFile: home.administratorsFile,
      desktop: false,
      chanceIsLate: true,
      printed: null,
    },
    display: false,
  });
  const [command = '', ...args] = [...through, start.command, ...start.args];
  const child = spawn(command, args, {
    cwd: start.folder,
    // Hide Chromium, because terminal mode must not need it.
    env: { ...start.environment, CHROMIUM: '/nonexistent', ...home.environment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = transcript(child.stdout);
  const stderr = transcript(child.stderr);
  const exitCode = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code));
  });
  return {
    pid: child.pid ?? Number.NaN,
    stdout,
    stderr,
    exitCode,
    async prompt() {
      const [, url = ''] = await stdout.waitFor(/^Open +(\S+)$/m);
      const [, userCode = ''] = await stdout.waitFor(/^Code +(\S+)$/m);
      return { url, userCode };
    },
    signal(signal) {
      test.skip(
        process.platform === 'win32' && signal !== 'SIGKILL',
        'Windows has no signals: they end a process at once',
      );
      child.kill(signal);
    },
  };
}
