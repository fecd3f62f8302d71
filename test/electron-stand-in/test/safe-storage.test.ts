import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safeStorage } from '../src/api/safe-storage.ts';
import { state } from '../src/state.ts';

describe('safeStorage without a keyring', () => {
  beforeAll(() => {
    state.ready = true;
  });
  afterAll(() => {
    state.ready = false;
  });

  it('is available, and marks by v10 that it protects nothing', async () => {
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(true);
    expect(safeStorage.getSelectedStorageBackend()).toBe('basic_text');
    const encrypted = await safeStorage.encryptStringAsync('ünder a well-known key');
    expect(encrypted.subarray(0, 3).toString()).toBe('v10');
    expect(await safeStorage.decryptStringAsync(encrypted)).toEqual({
      result: 'ünder a well-known key',
      shouldReEncrypt: false,
    });
  });

  it("encrypts as every Chromium's fallback does", async () => {
    // AES-128-CBC, key PBKDF2-SHA1("peanuts", "saltysalt", 1), IV of 16 spaces: computed with openssl.
    expect((await safeStorage.encryptStringAsync('test')).toString('hex')).toBe(
      '763130e5e967e20526b1b9c12655c581660e8c',
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ["a keyring's", Buffer.from('v11whatever')],
    ['cut off', Buffer.from('v10short')],
    ['not encrypted', Buffer.from('plain text')],
  ])('rejects what it cannot decrypt: %s', async (_name, bytes) => {
    await expect(safeStorage.decryptStringAsync(bytes)).rejects.toThrow('Error while decrypting the ciphertext');
  });

  it('is not there before the app is ready', async () => {
    state.ready = false;
    expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(false);
    await expect(safeStorage.encryptStringAsync('x')).rejects.toThrow('before app is ready');
    state.ready = true;
  });
});
