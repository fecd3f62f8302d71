/** From a mirror to a running app: download, checksum, unpacking, probe, choice and message, on a copy of this checkout. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveByForms } from '../authorization-server/person.ts';
import { copyCheckout } from './checkout.ts';
import { displayEnvironment, type OpenDisplay, openDisplay } from './display.ts';
import { reasonIn } from './electron-download.ts';
import { type MirrorOptions, startElectronMirror } from './electron-mirror.ts';
import { transcript } from './transcript.ts';
import { electronVersion } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'companion-download-'));
const tree = join(folder, 'tree');
const bin = join(folder, 'bin');
const dist = join(tree, 'node_modules/electron/dist');
const version = electronVersion();
let screen: OpenDisplay;

beforeAll(async () => {
  copyCheckout(tree, { ownElectron: true });
  mkdirSync(bin);
  screen = await openDisplay();
}, 60_000);
afterAll(async () => {
  await screen.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const script = (text: string) => Buffer.from(`#!/bin/sh\n${text}\n`);
const STARTS = script(`exec "${tree}/test/electron-stand-in/electron" "$@"`);
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
  /** What apt-get does here: the real one must not run in a test. */
  readonly apt?: 'fails' | 'repairs';
  /** What the terminal shows of it, unless it works. */
  readonly message: RegExp | null;
}

const CASES: readonly Case[] = [
  { name: 'starts', executable: STARTS, message: null },
  {
    name: 'lacks a library, which cannot be installed',
    executable: LACKING,
    message: /this system lacks .*libZ\.so\.6/,
  },
  { name: 'lacks a library, which is installed', executable: LACKING, apt: 'repairs', message: null },
  { name: 'is denied its sandbox', executable: SANDBOX, message: /does not let it set up its sandbox/ },
  { name: 'hangs', executable: HANGS, message: /had not started after 20 seconds/ },
  {
    name: 'has a wrong checksum',
    executable: STARTS,
    fault: 'wrong checksum',
    message: /could not be downloaded: Generated checksum for .* did not match/,
  },
  {
    name: 'arrives by half',
    executable: STARTS,
    fault: 'stalled',
    message: /could not be downloaded: nothing arrived any more/,
  },
];

interface Ran {
  readonly code: number;
  readonly said: string;
}

/** Runs a script of the harness on a tree that has no Electron yet. `during` lets it end. */
async function run(
  { executable, fault = null, apt = 'fails' }: Case,
  args: readonly string[],
  { display, during }: { readonly display: boolean; during?(stdout: string, end: () => void): Promise<void> },
): Promise<Ran> {
  rmSync(join(tree, '.data'), { recursive: true, force: true });
  rmSync(dist, { recursive: true, force: true });
  rmSync(join(tree, 'node_modules/electron/path.txt'), { force: true });
  writeFileSync(join(folder, 'works'), STARTS);
  const repair = `case "$*" in *libnss3*) cp "${folder}/works" "${dist}/electron";; esac`;
  writeFileSync(join(bin, 'apt-get'), script(apt === 'repairs' ? repair : 'exit 100'));
  chmodSync(join(bin, 'apt-get'), 0o755);
  const mirror = await startElectronMirror({ version, executable, fault });
  const child = spawn(process.execPath, args, {
    cwd: tree,
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      ELECTRON_MIRROR: mirror.url,
      electron_use_remote_checksums: '1',
      electron_config_cache: mkdtempSync(join(folder, 'cache-')),
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
  try {
    const [stdout, stderr] = [transcript(child.stdout), transcript(child.stderr)];
    const ended = once(child, 'close');
    const both = () => stderr.text() + stdout.text();
    const watch = setInterval(() => void during?.(both(), () => child.kill('SIGINT')), 250);
    const [code] = await ended;
    clearInterval(watch);
    return { code: Number(code), said: both() };
  } finally {
    child.kill('SIGKILL');
    await mirror.close();
  }
}

/** Approves the code once it is printed. */
function approving() {
  let approved = false;
  return async (printed: string) => {
    const url = /^Open +(\S+)$/m.exec(printed)?.[1];
    const userCode = /^Code +(\S+)$/m.exec(printed)?.[1];
    if (!url || !userCode || approved) return;
    approved = true;
    await approveByForms(url, { userCode, decision: 'approve' });
  };
}

const START = 'test/harness/start.ts';
/** Here even the runtime that counts as Electron has no keyring. */
const KEEP = '--keep-without-keyring';

describe.runIf(process.platform === 'linux')('an Electron that', () => {
  describe.each(CASES)('$name', (it_) => {
    const { message } = it_;
    const runtime = message ? /a stand-in for Electron [\d.]+, NOT Electron/ : new RegExp(`Electron ${version}$`, 'm');

    it('npm start without a display: signs in in the terminal', async () => {
      const { code, said } = await run(it_, [START, KEEP], { display: false, during: approving() });
      expect(said).toMatch(message ?? /./);
      expect(said).toMatch(runtime);
      expect(said).toMatch(/Signed in as/);
      expect(code).toBe(0);
    }, 120_000);

    it('npm start with a display: opens its window', async () => {
      const { code, said } = await run(it_, [START], {
        display: true,
        // The line after the choice; the app ends by the signal however far it is.
        during: async (printed, end) => {
          if (/^Runtime /m.test(printed)) setTimeout(end, 5000);
        },
      });
      expect(said).toMatch(message ?? /./);
      expect(said).toMatch(runtime);
      expect([0, 130]).toContain(code);
    }, 120_000);

    it('npm start -- --real-electron: never falls back', async () => {
      const { code, said } = await run(it_, [START, KEEP, '--real-electron'], { display: false, during: approving() });
      expect(said).toMatch(message ?? /Signed in as/);
      expect(said).not.toMatch(/stand-in for Electron/);
      expect(code).toBe(message ? 69 : 0);
    }, 120_000);

    it('npm test: names what it runs on', async () => {
      const story = ['test/e2e/terminal.spec.ts', '-g', '64: an address in the environment'];
      const { code, said } = await run(it_, ['test/harness/e2e.ts', ...story], { display: false });
      expect(said).toMatch(message ?? /./);
      expect(said).toMatch(
        runtime.source.startsWith('Electron') ? new RegExp(`Electron ${version}\\.$`, 'm') : runtime,
      );
      expect(said).toContain('1 passed, 0 failed');
      expect(code).toBe(0);
    }, 120_000);
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
