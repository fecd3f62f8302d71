/** The app doesn't use a profile that other users could change, and makes its own inaccessible to them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unsafeIn } from '../../../main/system/folder-safety.ts';

const US = process.getuid?.();
let profile = '';
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'profile-'));
  mkdirSync(join(profile, 'vault', 'abc'), { recursive: true, mode: 0o700 });
  writeFileSync(join(profile, 'vault', 'abc', 'key'), '', { mode: 0o600 });
});
afterEach(() => rmSync(profile, { recursive: true, force: true }));

describe.skipIf(US === undefined)('a profile', () => {
  it.each([
    ['the folder itself', '.', 0o777, '755'],
    ['the folder itself, readable, which is no danger', '.', 0o755, '755'],
    ['its vault', 'vault', 0o770, '700'],
    ['a vault of one server', 'vault/abc', 0o702, '700'],
    ['a key', 'vault/abc/key', 0o666, '600'],
    ['a key, readable', 'vault/abc/key', 0o644, '600'],
    ['what its owner may not write either', 'vault/abc/key', 0o444, '400'],
  ])('of our own is closed to others: %s', (_, name, mode, closed) => {
    chmodSync(join(profile, name), mode);
    expect(unsafeIn(profile)).toBeNull();
    expect(modeOf(join(profile, name))).toBe(closed);
  });

  it('without a vault, or with a link in it, is safe', () => {
    const elsewhere = join(profile, 'elsewhere');
    writeFileSync(elsewhere, '', { mode: 0o644 });
    symlinkSync(elsewhere, join(profile, 'vault', 'link'));
    expect(unsafeIn(profile)).toBeNull();
    expect(modeOf(elsewhere)).toBe('644');
    rmSync(join(profile, 'vault'), { recursive: true });
    expect(unsafeIn(profile)).toBeNull();
  });

  it('with a file in the place of its vault is closed, and reading the vault reports the rest', () => {
    rmSync(join(profile, 'vault'), { recursive: true });
    writeFileSync(join(profile, 'vault'), '', { mode: 0o666 });
    chmodSync(join(profile, 'vault'), 0o666);
    expect(unsafeIn(profile)).toBeNull();
    expect(modeOf(join(profile, 'vault'))).toBe('600');
  });

  it('with a vault that its owner cannot enter is left for the vault to report', () => {
    const [vault, key] = [join(profile, 'vault'), join(profile, 'vault', 'abc', 'key')];
    chmodSync(key, 0o666);
    chmodSync(vault, 0o400);
    expect(unsafeIn(profile)).toBeNull();
    chmodSync(vault, 0o700);
    expect(modeOf(key)).toBe('666');
  });

  it('of someone else is named and not touched', () => {
    chmodSync(profile, 0o755);
    expect(unsafeIn(profile, 4711)).toEqual({ path: profile, why: 'owned-by-other' });
    expect(modeOf(profile)).toBe('755');
  });

  it('is closed through a link, which is followed later', () => {
    const elsewhere = join(profile, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o777 });
    rmSync(join(profile, 'vault'), { recursive: true });
    symlinkSync(elsewhere, join(profile, 'vault'));
    expect(unsafeIn(profile)).toBeNull();
    expect(modeOf(elsewhere)).toBe('700');
  });

  it('is looked at while another process writes to it', async () => {
    const writes = `
      const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
      process.stdout.write('ready');
      for (;;) {
        mkdirSync(process.argv[1] + '/next/deeper', { recursive: true });
        for (const name of ['/next/a', '/next/deeper/b', '/journal']) writeFileSync(process.argv[1] + name, '');
        rmSync(process.argv[1] + '/next', { recursive: true });
        rmSync(process.argv[1] + '/journal');
      }`;
    const other = spawn(process.execPath, ['-e', writes, join(profile, 'vault', 'abc')]);
    const ended = once(other, 'exit');
    await once(other.stdout, 'data');
    try {
      for (let n = 0; n < 3_000; n += 1) expect(unsafeIn(profile)).toBeNull();
    } finally {
      other.kill('SIGKILL');
      await ended;
    }
  });

  it.runIf(existsSync('/proc/self/attr/current'))('that cannot be closed to others is named', () => {
    rmSync(join(profile, 'vault'), { recursive: true });
    // The system lets no one change these modes, and others may write there.
    symlinkSync('/proc/self/attr', join(profile, 'vault'));
    expect(unsafeIn(profile)).toMatchObject({ why: 'writable-by-others' });
  });

  it('in a folder that is shared on purpose is named, and the folder is left as it is', () => {
    chmodSync(profile, 0o1777);
    expect(unsafeIn(profile)).toEqual({ path: profile, why: 'writable-by-others' });
    expect(statSync(profile).mode & 0o7777).toBe(0o1777);
  });
});
