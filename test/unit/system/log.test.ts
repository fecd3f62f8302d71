import { spawnSync } from 'node:child_process';
import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog, versionOf } from '../../../main/system/log.ts';
import type { LogEvents } from '../../../main/system/log-events.ts';

const LOG = fileURLToPath(new URL('../../../main/system/log.ts', import.meta.url));

const posix = process.platform !== 'win32';
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

let profile: string;
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'log-'));
});
afterEach(() => rm(profile, { recursive: true }));

describe('the log', () => {
  it('contains events and their fields, and no other user can read it', async () => {
    const log = openLog(profile, () => Date.UTC(2026, 10, 30, 23, 59, 58, 7));
    log('start', { version: '0.1.0', unknown: 2 });
    log('state', { kind: 'signed-in' });
    const file = join(profile, 'logs/main.log');
    expect(await readFile(file, 'utf8')).toBe(
      '2026-11-30T23:59:58.007Z start {"version":"0.1.0","unknown":2}\n' +
        '2026-11-30T23:59:58.007Z state {"kind":"signed-in"}\n',
    );
    if (posix) expect([await modeOf(file), await modeOf(join(profile, 'logs'))]).toEqual([0o600, 0o700]);
  });

  it('begins a new file at a megabyte, and keeps one old one, as closed to others', async () => {
    const [file, old] = [join(profile, 'logs/main.log'), join(profile, 'logs/main.old.log')];
    await mkdir(join(profile, 'logs'));
    await writeFile(file, 'old'.padEnd(1 << 20), { mode: 0o600 });
    await writeFile(old, 'older', { mode: 0o600 });
    const log = openLog(profile);
    log('state', { kind: 'signed-out' });
    log('state', { kind: 'signed-in' });
    expect(await readFile(file, 'utf8')).toMatch(/^.*"signed-out"\}\n.*"signed-in"\}\n$/);
    expect(await readFile(old, 'utf8')).toMatch(/^old /);
    if (posix) expect([await modeOf(file), await modeOf(old)]).toEqual([0o600, 0o600]);
  });

  it('goes on in the same file if that cannot be renamed', async () => {
    const file = join(profile, 'logs/main.log');
    // A folder in place of the old file simulates a program that keeps it open.
    await mkdir(join(profile, 'logs/main.old.log/held'), { recursive: true });
    await writeFile(file, 'old'.padEnd((1 << 20) + 1));
    openLog(profile)('state', { kind: 'signed-out' });
    expect(await readFile(file, 'utf8')).toMatch(/"signed-out"\}\n$/);
  });

  it.skipIf(process.platform !== 'linux')('keeps no file open, because there is a limit to open files', () => {
    openLog(profile)('state', { kind: 'signed-out' });
    const file = realpathSync(join(profile, 'logs/main.log'));
    expect(readdirSync('/proc/self/fd').filter((descriptor) => targetOf(descriptor) === file)).toEqual([]);
  });

  /** The file behind a descriptor of this process; null if it was closed meanwhile. */
  function targetOf(descriptor: string): string | null {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      return null;
    }
  }

  /** Logs one event in a separate process, so that all its output can be checked and a wait can be ended. */
  function logged() {
    const code = `import(${JSON.stringify(LOG)}).then(({ openLog }) => openLog(${JSON.stringify(profile)})('notification: failed', {}))`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', timeout: 60_000 });
    return { status, printed: stdout + stderr };
  }

  it('is silent if it cannot be written', async () => {
    await writeFile(join(profile, 'logs'), 'a file in the place of its folder');
    expect(logged()).toEqual({ status: 0, printed: '' });
  });

  it.skipIf(process.platform === 'win32')('does not wait for a reader if its file is a pipe', async () => {
    await mkdir(join(profile, 'logs'));
    spawnSync('mkfifo', [join(profile, 'logs/main.log')]);
    expect(logged()).toEqual({ status: 0, printed: '' });
  });
});

/** Log events with a field that could contain any text. The compiler checks that there are none. */
type Open = { [E in keyof LogEvents]: true extends HoldsText<LogEvents[E]> ? E : never }[keyof LogEvents];
type HoldsText<T> = T extends readonly (infer Item)[]
  ? HoldsText<Item>
  : T extends object
    ? { [F in keyof T]: HoldsText<T[F]> }[keyof T]
    : string extends T
      ? true
      : false;

it('only words from a list and numbers can be logged; texts, only from root’s own file', () => {
  const open: Record<Open, string> = { 'administrator: file not usable': 'root wrote it, and the rule is ours' };
  expect(Object.keys(open)).toHaveLength(1);
});

it.each([
  ['45.5.0', '45.5.0'],
  ['0.1.0-beta.2', '0.1.0'],
  ['10.20.30', '10.20.30'],
  ['of someone’s own making', '0.0.0'],
  ['made by 1.2.3', '0.0.0'],
])('the version %j is logged as numbers only: %s', (text, logged) => expect(versionOf(text)).toBe(logged));
