/** A disk that fills up, simulated when files are opened for writing, so that it applies to root too. */
import { type FileHandle, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openRevokeOnly } from '../../../main/vault/revoke-only.ts';
import { BINDING, profile, sessionWith } from './world.ts';

const disk = vi.hoisted(() => ({ isFull: false, refusesRename: false }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs/promises')>();
  async function open(...args: Parameters<typeof fs.open>): Promise<FileHandle> {
    if (disk.isFull && args[1] === 'wx') throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    return fs.open(...args);
  }
  async function rename(...[from, to]: Parameters<typeof fs.rename>): Promise<void> {
    if (disk.refusesRename && basename(String(to)) === 'session')
      throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    return fs.rename(from, to);
  }
  return { ...fs, default: { ...fs, open, rename }, open, rename };
});

beforeEach(() => {
  disk.isFull = false;
  disk.refusesRename = false;
});

it('the room that was reserved for a refresh is free when its tokens are saved', async () => {
  await using app = await profile();
  const vault = app.start();
  await vault.save(sessionWith('old'));
  await vault.beginRotation();
  expect((await stat(app.layout.journal)).size).toBe(32 * 1024);
  disk.isFull = true;
  await expect(vault.save(sessionWith('new'))).rejects.toMatchObject({ trouble: 'disk-full' });
  expect((await stat(app.layout.journal)).size).toBeLessThan(100);
  expect(await app.start().load()).toMatchObject({ rotationPending: true });
});

it('a copy that could not take the place of the old one is deleted', async () => {
  await using app = await profile();
  const vault = app.start();
  await vault.save(sessionWith('old'));
  disk.refusesRename = true;
  await expect(vault.save(sessionWith('new'))).rejects.toMatchObject({ trouble: 'io' });
  expect((await app.files()).filter((name) => name.includes('session-next'))).toEqual([]);
});

const SIGNED_OUT_AT = Date.UTC(2026, 0, 1);

it('a token that is kept only to be revoked survives a failed attempt to keep another one', async () => {
  await using app = await profile();
  const tokens = openRevokeOnly({
    folder: app.folder,
    binding: BINDING,
    keychain: app.keychain,
    keepWithoutKeyring: () => false,
    machineId: () => null,
    now: () => SIGNED_OUT_AT,
  });
  const kept = {
    token: 'first',
    hint: 'refresh_token',
    identity: null,
    accountName: null,
    since: SIGNED_OUT_AT,
  } as const;
  await tokens.write([kept]);
  disk.isFull = true;
  await expect(tokens.write([kept, { ...kept, token: 'second' }])).rejects.toMatchObject({ trouble: 'disk-full' });
  expect(await tokens.read()).toEqual([kept]);
});

const alone = (accessToken: string) =>
  sessionWith('', {
    refreshToken: null,
    accessToken: { value: accessToken, issuedAt: 1, expiresAt: null, scope: null },
  });

describe('a sign-in without a refresh token, while the disk is full', () => {
  it('lives in memory, although the copy on disk has no refresh token either', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(alone('old'));
    disk.isFull = true;
    await expect(vault.save(alone('new'))).rejects.toMatchObject({ trouble: 'disk-full' });
    expect(await vault.load()).toMatchObject({
      session: { accessToken: { value: 'new' } },
      kept: { kind: 'until-quit', because: 'disk-full' },
    });
    disk.isFull = false;
    expect(await vault.save(alone('new'))).toMatchObject({ kind: 'keychain' });
    expect(await app.start().load()).toMatchObject({ session: { accessToken: { value: 'new' } } });
  });

  it('with a refresh token that is on disk already, the disk’s copy is as good', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('same'));
    disk.isFull = true;
    await expect(vault.save(sessionWith('same', { accountName: 'Grace' }))).rejects.toMatchObject({
      trouble: 'disk-full',
    });
    expect(await vault.load()).toMatchObject({ session: { accountName: 'Ada' }, kept: { kind: 'keychain' } });
  });
});
