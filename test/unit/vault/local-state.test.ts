/** Windows: a sign-in counts as kept once the key that opens it is on disk, which Chromium writes some seconds later. */
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { keyIsInLocalState } from '../../../main/vault/local-state.ts';
import { electronKeychain } from '../../../main/vault/safe-storage.ts';
import { profile, SECRET, sessionWith } from './world.ts';

const WITH_KEY = JSON.stringify({ os_crypt: { encrypted_key: 'RFBBUEkB' }, window_states: {} });

/**
 * A disk whose `Local State` changes every second to the next of `texts`; the last one stays. An error means that there is no
 * file.
 */
function disk(...texts: readonly (string | Error)[]) {
  let elapsedMs = 0;
  return {
    elapsedMs: () => elapsedMs,
    async read() {
      const text = texts[Math.min(Math.floor(elapsedMs / 1000), texts.length - 1)] ?? '';
      if (text instanceof Error) throw text;
      return text;
    },
    async sleep(ms: number) {
      elapsedMs += ms;
    },
  };
}

const MISSING = Object.assign(new Error('no such file'), { code: 'ENOENT' });

describe('the key in Local State', () => {
  it('is there at once after the first start', async () => {
    const parts = disk(WITH_KEY);
    const read = vi.spyOn(parts, 'read');
    expect(await keyIsInLocalState('/profile', parts)).toBe(true);
    expect(read.mock.calls).toEqual([[join('/profile', 'Local State')]]);
    expect(parts.elapsedMs()).toBe(0);
  });

  it('is awaited while the file is missing, half written or without a key', async () => {
    const parts = disk(MISSING, '', WITH_KEY.slice(0, 20), '{}', '{"os_crypt":{"encrypted_key":""}}', WITH_KEY);
    expect(await keyIsInLocalState('/profile', parts)).toBe(true);
    expect(parts.elapsedMs()).toBe(5_000);
  });

  it('is not awaited forever', async () => {
    const parts = disk(MISSING);
    expect(await keyIsInLocalState('/profile', parts)).toBe(false);
    expect(parts.elapsedMs()).toBe(20_000);
  });

  it('is looked for on Windows alone', async () => {
    const safeStorage = {
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (plain: string) => Buffer.from(plain),
      decryptStringAsync: async (wrapped: Buffer) => ({ result: wrapped.toString(), shouldReEncrypt: false }),
    };
    for (const platform of ['linux', 'darwin'] as const)
      expect(await electronKeychain(safeStorage, platform, '/nowhere').lasts()).toBe(true);
  });
});

describe('a first sign-in on Windows', () => {
  it('is kept only once its key is on disk, and nothing is written before', async () => {
    await using world = await profile('win32');
    const { promise, resolve } = Promise.withResolvers<boolean>();
    world.keychain.lasting = promise;
    let kept: object | null = null;
    const saving = world.start().save(sessionWith(SECRET));
    void saving.then((answer) => {
      kept = answer;
    });
    await world.keychain.wrap('meanwhile');
    await new Promise((done) => setImmediate(done));
    // A kill now leaves an empty profile, so the next start offers to sign in and doesn't look for a key that never existed.
    expect([kept, await world.files()]).toEqual([null, []]);
    resolve(true);
    expect(await saving).toMatchObject({ kind: 'keychain' });
    expect(await world.start().load()).toMatchObject({ kind: 'value', session: { refreshToken: SECRET } });
  });

  it('is held in memory if the key does not come, and kept by a later save', async () => {
    await using world = await profile('win32');
    world.keychain.lasting = Promise.resolve(false);
    const vault = world.start();
    await expect(vault.save(sessionWith(SECRET))).rejects.toMatchObject({ trouble: 'io' });
    expect(await vault.load()).toMatchObject({ kept: { kind: 'until-quit', because: 'io' } });
    expect(await world.files()).toEqual([]);
    world.keychain.lasting = Promise.resolve(true);
    expect(await vault.save(sessionWith(SECRET))).toMatchObject({ kind: 'keychain' });
  });

  it('asks that once: a key that is on disk already needs no wait', async () => {
    await using world = await profile('win32');
    await world.start().save(sessionWith(SECRET));
    world.keychain.lasting = new Promise(() => {});
    const again = world.start();
    await again.load();
    expect(await again.save(sessionWith('rt-next'))).toMatchObject({ kind: 'keychain' });
  });

  it.each([true, false])(
    'is given up at once by a sign-out, which does not wait for the key (it comes: %s)',
    async (comes) => {
      await using world = await profile('win32');
      const { promise, resolve } = Promise.withResolvers<boolean>();
      world.keychain.lasting = promise;
      const vault = world.start();
      const saving = vault.save(sessionWith(SECRET));
      await world.keychain.wrap('meanwhile');
      await vault.markSignedOut();
      await vault.destroy();
      resolve(comes);
      expect(await saving).toMatchObject({ kind: 'until-quit' });
      expect(await world.files()).toEqual([]);
      expect(await vault.load()).toEqual({ kind: 'absent' });
    },
  );
});
