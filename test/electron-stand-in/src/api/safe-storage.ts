/**
 * `safeStorage` as Chromium's is on a Linux without any keyring: available, but under a key that every Chromium knows,
 * marked `v10`. It protects nothing, and an app must notice.
 */
import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import type Electron from 'electron';
import { guard } from '../guard.ts';
import { mustBeReady, state } from '../state.ts';

type Implemented =
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend';

const PREFIX = 'v10';
const ALGORITHM = 'aes-128-cbc';
const VECTOR = Buffer.alloc(16, ' ');

/** Chromium, components/os_crypt: the fallback password and its derivation. */
const fallbackKey = (): Buffer => pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');

const safeStorageParts: Pick<Electron.SafeStorage, Implemented> = {
  isAsyncEncryptionAvailable: async () => state.ready,
  async encryptStringAsync(plainText) {
    mustBeReady(UNREADY);
    const cipher = createCipheriv(ALGORITHM, fallbackKey(), VECTOR);
    return Buffer.concat([Buffer.from(PREFIX), cipher.update(plainText, 'utf8'), cipher.final()]);
  },
  async decryptStringAsync(encrypted) {
    mustBeReady(UNREADY);
    if (encrypted.subarray(0, PREFIX.length).toString('latin1') !== PREFIX) throw undecipherable();
    try {
      const decipher = createDecipheriv(ALGORITHM, fallbackKey(), VECTOR);
      const result = decipher.update(encrypted.subarray(PREFIX.length), undefined, 'utf8') + decipher.final('utf8');
      return { result, shouldReEncrypt: false };
    } catch {
      throw undecipherable();
    }
  },
  getSelectedStorageBackend: () => (state.ready ? 'basic_text' : 'unknown'),
};

const UNREADY = 'safeStorage cannot be used before app is ready';

function undecipherable(): Error {
  return new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.');
}

export const safeStorage = guard('safeStorage', safeStorageParts);
