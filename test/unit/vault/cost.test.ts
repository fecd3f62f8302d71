/**
 * The cost of keeping a sign-in: electron-store derives a key (3-4 ms of CPU) each time it reads or writes a file, and each wait for
 * the disk takes 1 ms of CPU and 3 ms or more until it ends.
 */
import crypto from 'node:crypto';
import { open } from 'node:fs/promises';
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
});
