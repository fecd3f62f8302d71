/** A command of the app, as a script or another program would run it. */
import { spawn } from 'node:child_process';
import { recipe } from './launch.ts';
import type { Home } from './profile.ts';
import type { KeychainKind } from './recorder/options.ts';
import { testWorld } from './test-world.ts';
import { type Transcript, transcript } from './transcript.ts';

export interface CommandOptions {
  readonly home: Home;
  /** The command, its options and everything else but the profile. */
  readonly args: readonly string[];
  /** Its stdin; empty by default. */
  readonly input?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** The keychain; by default the home's own, in working order. */
  readonly keychain?: KeychainKind;
  /** The answer to type in the terminal. If absent, there is no terminal; if empty, there is no answer. */
  readonly types?: string;
}

export interface CommandRun {
  readonly pid: number;
  readonly stdout: Transcript;
  readonly stderr: Transcript;
  /** Resolves when the process has ended and all its output has been read. */
  readonly exitCode: Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** Types text in its terminal, or writes it to its stdin. */
  type(text: string): void;
}

/** The recipe that starts the command on the chosen runtime, without a display and without Chromium. */
export function commandRecipe({ home, args, environment, keychain = home.workingKeychain }: CommandOptions) {
  const start = recipe(testWorld().runtime, {
    flags: [`--user-data-dir=${home.profile}`, ...args],
    recorder: {
      keychain,
      administratorsFile: home.administratorsFile,
      desktop: false,
      chanceIsLate: true,
      printed: null,
    },
    display: false,
  });
  return {
    ...start,
    environment: { ...start.environment, CHROMIUM: '/nonexistent', ...home.environment, ...environment },
  };
}

/** Starts the command. With `types`, it gets its own terminal, and stdout contains everything displayed there. */
export function startCommand(options: CommandOptions): CommandRun {
  const { command, args, environment, folder } = commandRecipe(options);
  const { types, input } = options;
  const [program, ...rest] =
    types === undefined
      ? [command, ...args]
      : ['script', '-qfec', [command, ...args].map(quoted).join(' '), '/dev/null'];
  const child = spawn(program ?? '', rest, { cwd: folder, env: environment, stdio: 'pipe' });
  const stdout = transcript(child.stdout);
  const stderr = transcript(child.stderr);
  // A command that reads nothing closes its end of the pipe.
  child.stdin.on('error', () => undefined);
  if (types === undefined) child.stdin.end(input ?? '');
  else if (types !== '')
    void stdout.waitFor(/Allow\?/).then(
      () => child.stdin.write(`${types}\n`),
      () => undefined,
    );
  // Its child may outlive it and keep its pipes open, so a failed story would never end.
  child.once('exit', (_code, signal) => {
    if (signal !== 'SIGKILL') return;
    child.stdout.destroy();
    child.stderr.destroy();
  });
  const exitCode = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code));
  });
  return {
    pid: child.pid ?? Number.NaN,
    stdout,
    stderr,
    exitCode,
    signal: (signal) => void child.kill(signal),
    type: (text) => void child.stdin.write(text),
  };
}

function quoted(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}
