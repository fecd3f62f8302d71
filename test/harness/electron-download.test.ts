/**
 * The way from a mirror to a running app (download, checksum, unpacking, probe, choice and message), on copies of this
 * checkout.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { approveByForms } from '../authorization-server/person.ts';
import { copyCheckout } from './checkout.ts';
import { displayEnvironment, type OpenDisplay, openDisplay } from './display.ts';
import { reasonIn } from './electron-download.ts';
import { type MirrorOptions, startElectronMirror } from './electron-mirror.ts';
import { english } from './messages.ts';
import { STAND_IN } from './paths.ts';
import { type Transcript, transcript } from './transcript.ts';
import { electronVersion } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'companion-download-'));
const version = electronVersion();
const isRoot = process.getuid?.() === 0;
let screen: OpenDisplay;

beforeAll(async () => {
  screen = await openDisplay();
});
afterAll(async () => {
  await screen.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const script = (text: string) => Buffer.from(`#!/bin/sh\n${text}\n`);
const STARTS = script(`exec "${STAND_IN}/electron" "$@"`);
/** A real program that is linked with a library that no system has. */
const LACKING = Buffer.from(readFileSync('/bin/ls', 'latin1').replace('libc.so.6\0', 'libZ.so.6\0'), 'latin1');
const SANDBOX = script(
  'echo "[1:1130/0:FATAL:setuid_sandbox_host.cc(166)] The SUID sandbox helper binary was found, but is not configured correctly." >&2\nkill -TRAP $$',
);
const HANGS = script('exec sleep 600');

interface Case {
  readonly name: string;
  readonly executable: Buffer;
  readonly fault?: MirrorOptions['fault'];
  /** A replacement for apt-get, which must not run in a test. */
  readonly apt?: 'fails' | 'repairs';
  /** The output in the terminal, unless it works. */
  readonly message: RegExp | null;
}

/** The longest case is first. All cases run at the same time, and most of them only wait. */
const CASES: readonly Case[] = [
  { name: 'hangs', executable: HANGS, message: /had not started after 20 seconds/ },
  {
    name: 'arrives by half',
    executable: STARTS,
    fault: 'stalled',
    message: /could not be downloaded: the download stalled/,
  },
  { name: 'starts', executable: STARTS, message: null },
  {
    name: 'lacks a library, which cannot be installed',
    executable: LACKING,
    message: /this system lacks .*libZ\.so\.6/,
  },
  // Only root can install packages.
  ...(isRoot
    ? [{ name: 'lacks a library, which is installed', executable: LACKING, apt: 'repairs', message: null } as const]
    : []),
  { name: 'is denied its sandbox', executable: SANDBOX, message: /does not let it set up its sandbox/ },
  {
    name: 'has a wrong checksum',
    executable: STARTS,
    fault: 'wrong checksum',
    message: /could not be downloaded: Generated checksum for .* did not match/,
  },
];

interface Ran {
  readonly code: number;
  readonly output: string;
}

interface Running {
  readonly stdout: Transcript;
  readonly stderr: Transcript;
  /** Presses Ctrl-C. */
  interrupt(): void;
}

interface RunOptions {
  readonly display: boolean;
  /** The user's actions in the meantime. */
  readonly during?: (running: Running) => Promise<void>;
}

/** Runs a script of the harness in a separate checkout, which has no Electron yet. */
async function run(
  { executable, fault = null, apt = 'fails' }: Case,
  args: readonly string[],
  { display, during }: RunOptions,
): Promise<Ran> {
  const home = mkdtempSync(join(folder, 'run-'));
  const [tree, bin] = [join(home, 'tree'), join(home, 'bin')];
  copyCheckout(tree, { ownElectron: true });
  mkdirSync(bin);
  writeFileSync(join(home, 'works'), STARTS);
  const repair = `case "$*" in *libnss3*) cp "${home}/works" "${tree}/node_modules/electron/dist/electron";; esac`;
  writeFileSync(join(bin, 'apt-get'), script(apt === 'repairs' ? repair : 'exit 100'), { mode: 0o755 });
  const mirror = await startElectronMirror({ version, executable, fault });
  const child = spawn(process.execPath, args, {
    cwd: tree,
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      ELECTRON_MIRROR: mirror.url,
      electron_use_remote_checksums: '1',
      electron_config_cache: join(home, 'cache'),
      ELECTRON_OVERRIDE_DIST_PATH: undefined,
      COMPANION_TEST_WORLD: undefined,
      LONG: undefined,
      COMPANION_SERVER_URL: undefined,
      WAYLAND_DISPLAY: undefined,
      DISPLAY: undefined,
      ...(display && displayEnvironment(screen.display)),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const running = {
    stdout: transcript(child.stdout),
    stderr: transcript(child.stderr),
    interrupt: () => void child.kill('SIGINT'),
  };
  try {
    await during?.(running);
    const [code] = await ended;
    return { code: Number(code), output: running.stderr.text() + running.stdout.text() };
  } finally {
    child.kill('SIGINT');
    await ended;
    await mirror.close();
  }
}

/** Enough for the download, the probe and the build, while the other cases run at the same time. */
const PATIENCE_MS = 240_000;

/** Approves the code that is printed. */
async function approves({ stdout }: Running): Promise<void> {
  const [, url = ''] = await stdout.waitFor(/^Open +(\S+)$/m, PATIENCE_MS);
  const [, userCode = ''] = await stdout.waitFor(/^Code +(\S+)$/m);
  await approveByForms(url, { userCode, decision: 'approve' });
}

/** Sees the window, then presses Ctrl-C. */
async function seesWindow({ stderr, interrupt }: Running): Promise<void> {
  const [, port] = await stderr.waitFor(/^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\/.+$/m, PATIENCE_MS);
  await vi.waitFor(async () => expect(await titles(Number(port))).toContain(english.signedOut.title), {
    timeout: PATIENCE_MS,
    interval: 250,
  });
  interrupt();
}

/** The titles of the pages behind a debugging port of Chromium. */
async function titles(port: number): Promise<readonly string[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  // The shape that DevTools' HTTP interface has.
  const pages = (await answer.json()) as readonly { readonly title: string }[];
  return pages.map(({ title }) => title);
}

const START = 'test/harness/start.ts';
/** In this test, even the runtime that counts as Electron has no keyring. */
const KEEP = '--keep-without-keyring';
/** Runs one story that needs no window. */
const STORY = ['test/e2e/terminal.spec.ts', '-g', '64: an address in the environment'];

describe.runIf(process.platform === 'linux')('an Electron that', () => {
  describe.concurrent.each(CASES)('$name', { timeout: 2 * PATIENCE_MS }, (it_) => {
    const { message } = it_;
    const runtime = message
      ? /a stand-in for Electron [\d.]+, NOT Electron/
      : new RegExp(`Electron ${version}\\.?$`, 'm');

    it('npm start without a display: signs in in the terminal', async ({ expect }) => {
      const { code, output } = await run(it_, [START, KEEP], { display: false, during: approves });
      expect(output).toMatch(message ?? /./);
      expect(output).toMatch(runtime);
      expect(output).toMatch(/Signed in as/);
      expect(code).toBe(0);
    });

    it('npm start with a display: opens its window, and ends with Ctrl-C', async ({ expect }) => {
      const flags = ['--remote-debugging-port=0'];
      const { code, output } = await run(it_, [START, ...flags], { display: true, during: seesWindow });
      expect(output).toMatch(message ?? /./);
      expect(output).toMatch(runtime);
      expect(code).toBe(0);
    });

    it('npm start -- --real-electron: never falls back', async ({ expect }) => {
      const options = { display: false, ...(message === null && { during: approves }) };
      const { code, output } = await run(it_, [START, KEEP, '--real-electron'], options);
      expect(output).toMatch(message ?? /Signed in as/);
      expect(output).not.toMatch(/stand-in for Electron/);
      expect(code).toBe(message ? 69 : 0);
    });

    it('npm test: names what it runs on', async ({ expect }) => {
      const { code, output } = await run(it_, ['test/harness/e2e.ts', ...STORY], { display: false });
      expect(output).toMatch(message ?? /./);
      expect(output).toMatch(runtime);
      expect(output).toContain('1 passed, 0 failed');
      expect(code).toBe(0);
    });
  });
});

describe('reasonIn', () => {
  it.each([
    [
      'Error: Generated checksum for "electron.zip" did not match expected checksum.\n    at x',
      'Generated checksum for "electron.zip" did not match expected checksum',
    ],
    ['HTTPError: Response code 404 (Not Found)\n    at y', 'Response code 404 (Not Found)'],
    ['nothing that is an error', null],
  ])('finds the message in %j', (stack, message) => expect(reasonIn(stack)).toBe(message));
});
