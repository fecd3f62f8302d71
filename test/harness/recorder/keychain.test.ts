import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeKeychain } from './keychain.ts';
import type { KeychainKind } from './options.ts';

const PLAIN = 'a key of 32 bytes, in base64';

let folder: string;
let keyFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'companion-keychain-'));
  keyFile = join(folder, 'keychain/key');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A safeStorage in a separate process, with a keychain of this behavior. */
function start(kind: KeychainKind) {
  // The test calls only the functions that the recorder provides.
  const safeStorage = {} as SafeStorage;
  return { safeStorage, control: takeKeychain(safeStorage, kind) };
}

const working = (): KeychainKind => ({ kind: 'working', keyFile });
const wrapped = (kind: KeychainKind) => start(kind).safeStorage.encryptStringAsync(PLAIN);
const unwrapped = (kind: KeychainKind, data: Buffer) => start(kind).safeStorage.decryptStringAsync(data);
const mark = (data: Buffer) => data.subarray(0, 3).toString();

describe('a keychain that works', () => {
  it('unwraps what it wrapped, in a later run too, and marks it like the Secret Service', async () => {
    const data = await wrapped(working());
    expect(mark(data)).toBe('v11');
    expect(data.includes(PLAIN)).toBe(false);
    expect(await unwrapped(working(), data)).toEqual({ result: PLAIN, shouldReEncrypt: false });
  });

  it.skipIf(process.platform === 'win32')('keeps its key where only this user can read it', async () => {
    await wrapped(working());
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it('requests rewrapping of data that only the fallback key protects', async () => {
    expect(await unwrapped(working(), await wrapped({ kind: 'weak' }))).toEqual({
      result: PLAIN,
      shouldReEncrypt: true,
    });
  });
});

describe('a keychain that does not', () => {
  it('weak: claims to be available, marks what it wraps, and cannot read what a keyring protected', async () => {
    const { safeStorage } = start({ kind: 'weak' });
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(true);
    const data = await safeStorage.encryptStringAsync(PLAIN);
    expect(mark(data)).toBe('v10');
    expect(await safeStorage.decryptStringAsync(data)).toEqual({ result: PLAIN, shouldReEncrypt: false });
    await expect(unwrapped({ kind: 'weak' }, await wrapped(working()))).rejects.toThrow('decrypt');
    expect(existsSync(keyFile)).toBe(true);
  });

  it('none: is not available, and neither wraps nor unwraps', async () => {
    const { safeStorage } = start({ kind: 'none' });
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(false);
    await expect(safeStorage.encryptStringAsync(PLAIN)).rejects.toThrow('not available');
    await expect(safeStorage.decryptStringAsync(await wrapped(working()))).rejects.toThrow('not available');
  });

  it('locked: refuses until it is unlocked, and then reads what it protected before', async () => {
    const unlockedBy = join(folder, 'unlocked');
    const data = await wrapped(working());
    const { safeStorage } = start({ kind: 'locked', keyFile, unlockedBy });
    await expect(safeStorage.decryptStringAsync(data)).rejects.toThrow('temporarily unavailable');
    writeFileSync(unlockedBy, '');
    expect(await safeStorage.decryptStringAsync(data)).toEqual({ result: PLAIN, shouldReEncrypt: false });
  });

  it('changed-key: can’t read earlier data, but can read what it wraps itself', async () => {
    const changed: KeychainKind = { kind: 'changed-key', keyFile };
    await expect(unwrapped(changed, await wrapped(working()))).rejects.toThrow('decrypt');
    expect(await unwrapped(changed, await wrapped(changed))).toEqual({ result: PLAIN, shouldReEncrypt: false });
  });

  it('re-encrypt: reads old data, and requests rewrapping once', async () => {
    const rotated: KeychainKind = { kind: 're-encrypt', keyFile };
    expect(await unwrapped(rotated, await wrapped(working()))).toEqual({ result: PLAIN, shouldReEncrypt: true });
    expect(await unwrapped(rotated, await wrapped(rotated))).toEqual({ result: PLAIN, shouldReEncrypt: false });
  });

  it('never-answers: leaves every call open, and answers all of them when the prompt is answered at last', async () => {
    const { safeStorage, control } = start({ kind: 'never-responds' });
    const calls = Promise.all([safeStorage.isAsyncEncryptionAvailable(), safeStorage.encryptStringAsync(PLAIN)]);
    await expect.poll(() => control.calls()).toEqual({ made: 2, waiting: 2 });
    control.set(working());
    const [available, data] = await calls;
    expect(available).toBe(true);
    expect(mark(data)).toBe('v11');
    expect(control.calls()).toEqual({ made: 2, waiting: 0 });
  });
});
