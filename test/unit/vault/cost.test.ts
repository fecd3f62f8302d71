/**
 * The cost of keeping a sign-in: electron-store derives a key (3-4 ms of CPU) each time it reads or writes a file, and each wait for
 * the disk takes 1 ms of CPU and 3 ms or more until it ends.
 */
import crypto from 'node:crypto';
import { type FileHandle, open, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { profile, sessionWith } from './world.ts';

afterEach(() => void vi.restoreAllMocks());

/** The key derivations since the last call. */
function countDerivations(): () => number {
  const derive = vi.spyOn(crypto, 'pbkdf2Sync');
  return () => {
    const { length } = derive.mock.calls;
    derive.mockClear();
    return length;
  };
}

describe('the encrypted store', () => {
  it('is written once and read back once for a sign-in and for each refresh, and read once at a start', async () => {
    await using app = await profile();
    const derivations = countDerivations();
    const vault = app.start();
    await vault.load();
    await vault.testStorage();
    expect(derivations(), 'before a sign-in').toBe(0);
    await vault.replace(sessionWith('one'));
    expect(derivations(), 'a sign-in').toBe(2);
    for (const token of ['two', 'three']) {
      await vault.beginRotation();
      await vault.save(sessionWith(token));
      expect(derivations(), 'a refresh').toBe(2);
    }
    await app.start().load();
    expect(derivations(), 'a start').toBe(1);
    await vault.markSignedOut();
    await vault.destroy();
    expect(derivations(), 'a sign-out').toBe(0);
  });
});

describe('a storage test', () => {
  it('waits for the disk once, for its file and for no folder', async () => {
    await using app = await profile();
    await using any = await open(import.meta.filename);
    const sync = vi.spyOn(Object.getPrototypeOf(any), 'sync');
    await app.start().testStorage();
    expect(sync).toHaveBeenCalledTimes(1);
  });

  it('fails if the disk has lost what was written', async () => {
    await using app = await profile();
    await using any = await open(import.meta.filename);
    vi.spyOn(Object.getPrototypeOf(any), 'sync').mockImplementation(() =>
      writeFile(join(app.layout.folder, 'write-test'), ''),
    );
    expect(await app.start().testStorage()).toEqual({ kind: 'until-quit', because: 'io' });
  });

  it.skipIf(process.platform === 'win32')(
    'waits for the folders that it made if a sign-in was saved in them',
    async () => {
      await using app = await profile();
      await using any = await open(import.meta.filename);
      const synced: number[] = [];
      vi.spyOn(Object.getPrototypeOf(any) as FileHandle, 'sync').mockImplementation(async function (this: FileHandle) {
        synced.push((await this.stat()).ino);
        // Without them, the test has still succeeded.
        if (synced.length > 1) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        await writeFile(join(app.layout.folder, 'saved-meanwhile'), '');
      });
      expect(await app.start().testStorage()).toMatchObject({ kind: 'keychain' });
      const parents: number[] = [];
      for (let each = app.layout.folder; each !== app.home; each = dirname(each))
        parents.unshift((await stat(dirname(each))).ino);
      expect(synced.slice(1)).toEqual(parents);
    },
  );
});
