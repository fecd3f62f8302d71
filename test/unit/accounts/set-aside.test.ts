/** A damaged list of accounts that can't be set aside, because a virus scanner holds it or the disk is read-only. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { type AccountRecord, accountsFileIn } from '../../../main/accounts/accounts-file.ts';
import { StorageError } from '../../../main/files/storage-error.ts';

const held = vi.hoisted(() => ({ now: false }));
vi.mock('../../../main/files/durable.ts', async (original) => {
  const durable = await original<typeof import('../../../main/files/durable.ts')>();
  return {
    ...durable,
    async moveAside(...args: Parameters<typeof durable.moveAside>) {
      if (held.now) throw new StorageError('no-permission');
      await durable.moveAside(...args);
    },
  };
});

const record = (digit: string): AccountRecord => ({
  ...{ id: digit.repeat(16), name: null, vault: null, insteadOf: null },
  server: { serverUrl: 'https://login.example.org' },
});

it('is not replaced, and its accounts are not forgotten', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'accounts-'));
  try {
    const records = [record('1'), record('2')];
    await accountsFileIn(profile).save(records);
    await writeFile(join(profile, 'accounts.json'), '{');
    const copies = await readdir(join(profile, 'vault'));
    const file = accountsFileIn(profile);
    held.now = true;
    expect(await file.load()).toEqual({ kind: 'unreadable', trouble: 'no-permission' });
    await expect(file.save([record('3')])).rejects.toThrow('no-permission');
    expect(await readdir(join(profile, 'vault'))).toEqual(copies);
    held.now = false;
    expect(await file.load()).toEqual({ kind: 'records', records });
  } finally {
    await rm(profile, { recursive: true });
  }
});
