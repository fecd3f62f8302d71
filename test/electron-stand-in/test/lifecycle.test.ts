/** How a process starts and ends, according to Electron's source. These tests open no windows. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executablePath } from '../src/index.ts';

const fixture = join(import.meta.dirname, 'fixture/lifecycle.cjs');
const isRoot = process.getuid?.() === 0;

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** Runs the executable with `args`. Sends each of `signals` once the output contains its line. */
async function run(
  args: readonly string[],
  signals: readonly (readonly [line: string, signal: NodeJS.Signals])[] = [],
): Promise<Ending> {
  const child = spawn(executablePath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: withoutSandboxVariable() });
  let output = '';
  let errors = '';
  const waiting = [...signals];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    const [next] = waiting;
    if (next && output.split('\n').includes(next[0])) child.kill(waiting.shift()?.[1]);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, lines: output.split('\n').slice(0, -1), errors };
}

function withoutSandboxVariable(): NodeJS.ProcessEnv {
  const { ELECTRON_DISABLE_SANDBOX: _, ...environment } = process.env;
  return environment;
}

const runFixture = (does: readonly string[], signals: Parameters<typeof run>[1] = []) =>
  run(['--no-sandbox', fixture, ...does], signals);

const QUIT = ['before-quit', 'will-quit', 'quit', 'exit'];

describe('a signal that asks a program to end', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s quits the app, with exit code 0', async (signal) => {
    expect(await runFixture([], [['running', signal]])).toEqual({
      code: 0,
      signal: null,
      lines: ['loaded', 'ready', 'running', ...QUIT],
      errors: '',
    });
  });

  it('is not heard by a listener from before `ready`: Electron puts its own handler over it', async () => {
    const { code, lines } = await runFixture(['listen-early'], [['running', 'SIGINT']]);
    expect([code, lines]).toEqual([0, ['loaded', 'ready', 'running', ...QUIT]]);
  });

  it('is not heard by a later listener either, as long as one from before `ready` is left', async () => {
    const { lines } = await runFixture(['listen-early', 'listen-late'], [['running', 'SIGINT']]);
    expect(lines).toEqual(['loaded', 'ready', 'running', ...QUIT]);
  });

  it.each([[['listen-late']], [['listen-early', 'unlisten', 'listen-late']]])(
    'is heard by a listener from after `ready` (%j), and does not quit then',
    async (does) => {
      const { code, lines } = await runFixture(does, [
        ['running', 'SIGINT'],
        ['heard late', 'SIGTERM'],
      ]);
      expect([code, lines]).toEqual([0, ['loaded', 'ready', 'running', 'heard late', ...QUIT]]);
    },
  );

  it('kills once the listener that replaced Electron’s handler is gone', async () => {
    const { signal, lines } = await runFixture(['listen-late', 'unlisten-late'], [['running', 'SIGINT']]);
    expect([signal, lines]).toEqual(['SIGINT', ['loaded', 'ready', 'running']]);
  });

  it('quits once: the same signal again kills an app that refused to quit', async () => {
    const { signal, lines } = await runFixture(
      ['refuse-to-quit'],
      [
        ['running', 'SIGTERM'],
        ['before-quit', 'SIGTERM'],
      ],
    );
    expect([signal, lines]).toEqual(['SIGTERM', ['loaded', 'ready', 'running', 'before-quit']]);
  });
});

describe('an exit', () => {
  it.each([
    ['exit-early', 7, []],
    ['process-exit-early', 8, []],
    ['exit-at-ready', 7, ['loaded', 'ready']],
  ] as const)(
    '%s is before the message loop: at once, without `quit` and without `exit`',
    async (does, code, lines) => {
      expect(await runFixture([does])).toEqual({ code, signal: null, lines, errors: '' });
    },
  );

  it.each([
    ['exit', 7],
    ['process-exit', 9],
    ['exit-twice', 8],
  ] as const)('%s lets the code after it run, without asking listeners', async (does, code) => {
    const ending = await runFixture([does]);
    expect([ending.code, ending.lines]).toEqual([code, ['loaded', 'ready', 'quit', 'running', 'exit']]);
  });

  it('by app.quit() in the main module waits for the message loop', async () => {
    const { code, lines } = await runFixture(['quit-early']);
    expect(code).toBe(0);
    expect(lines).toEqual(['before-quit', 'will-quit', 'quit', 'loaded', 'ready', 'exit']);
  });
});

it('refuses before `ready` what Electron refuses then', async () => {
  const { lines } = await runFixture(['use-early', 'exit-early']);
  expect(lines).toEqual([
    'app.getSystemLocale() can only be called after app is ready',
    'net module can only be used after app is ready',
    'Cannot create Notification before app is ready',
    "The 'screen' module can't be used before the app 'ready' event",
    'Session can only be received when app is ready',
    'Cannot create Tray before app is ready',
  ]);
});

describe('--user-data-dir', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'stand-in-lifecycle-'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it('names a folder that is there before the app’s first line, for its user alone', async () => {
    const folder = join(parent, 'deep/profile');
    const { lines } = await runFixture(['look-for-folder', 'exit-early', `--user-data-dir=${folder}`]);
    expect(lines).toEqual(['true true']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('creates no folder for a process that dies before', { skip: !isRoot }, async () => {
    const folder = join(parent, 'profile');
    await run([`--user-data-dir=${folder}`, fixture]);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('the sandbox', { skip: !isRoot }, () => {
  const REFUSAL = /^\[\d+:\d{4}\/\d{6}\.\d{6}:FATAL:\S+\] Running as root without --no-sandbox is not supported\..*\n$/;

  it.each([[[fixture]], [['--version']]])('is refused to root: %j dies', async (args) => {
    const { signal, lines, errors } = await run(args);
    expect([signal, lines]).toEqual(['SIGTRAP', []]);
    expect(errors).toMatch(REFUSAL);
  });

  it('is refused to root after app.enableSandbox() as well, which takes --no-sandbox away', async () => {
    const { signal, lines, errors } = await runFixture(['enable-sandbox']);
    expect([signal, lines]).toEqual(['SIGTRAP', ['loaded']]);
    expect(errors).toMatch(REFUSAL);
  });
});
