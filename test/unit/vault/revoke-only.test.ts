/** Tokens that are kept only to be revoked: they are encrypted, bound to a server, and deleted in time. */
import { readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../../main/vault/layout.ts';
import type { VaultOptions } from '../../../main/vault/options.ts';
import { openRevokeOnly } from '../../../main/vault/revoke-only.ts';
import type { RevokeOnlyToken } from '../../../main/vault/types.ts';
import { BINDING, filesWith, profile, SECRET, sessionWith } from './world.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOW = Date.now();

function token(more: Partial<RevokeOnlyToken> = {}): RevokeOnlyToken {
  const identity = { issuer: BINDING.baseUrl, subject: '1' };
  return { token: SECRET, hint: 'refresh_token', identity, accountName: 'Ada', since: NOW, ...more };
}

async function computer() {
  const app = await profile();
  const open = (more: Partial<VaultOptions> & { readonly now?: () => number } = {}) =>
    openRevokeOnly({
      folder: app.folder,
      binding: BINDING,
      keychain: app.keychain,
      keepWithoutKeyring: () => false,
      machineId: () => 'a'.repeat(32),
      now: () => NOW,
      ...more,
    });
  return { ...app, open };
}

describe('a token that is kept to be revoked', () => {
  it('survives a restart, encrypted, and leaves nothing once it is written off', async () => {
    await using app = await computer();
    await app.open().write([token()]);
    expect(filesWith(SECRET, app.home)).toEqual([]);
    expect((await stat(app.layout.revokeOnly)).mode & 0o777).toBe(0o600);
    const { ino } = await stat(app.layout.revokeOnly);
    expect(await app.open().read()).toEqual([token()]);
    expect((await stat(app.layout.revokeOnly)).ino, 'written without need').toBe(ino);
    await app.open().write([]);
    expect(await app.files()).toEqual([]);
    expect(await app.open().read()).toEqual([]);
  });

  it('outlives the vault that it came from', async () => {
    await using app = await computer();
    const vault = app.start();
    await vault.save(sessionWith(SECRET));
    await vault.markSignedOut();
    await app.open().write([token()]);
    await vault.destroy();
    expect(await app.files()).toEqual([app.layout.revokeOnly.slice(app.home.length + 1)]);
    expect(await app.start().load()).toEqual({ kind: 'absent' });
    expect(await app.open().read()).toEqual([token()]);
  });

  it('asks no keychain if nothing is kept', async () => {
    await using app = await computer();
    await app.open().read();
    expect(app.keychain.calls).toEqual([]);
  });

  it.each([
    ['29 days old', 29 * DAY_MS, true],
    ['30 days old', 30 * DAY_MS, false],
    ['from an hour ahead', -60 * 60_000, true],
    ['from a second less than a day ahead', -DAY_MS + 1_000, true],
    ['from a day ahead', -DAY_MS, false],
    ['from a week ahead, by a clock that was set back', -7 * DAY_MS, false],
  ])('%s is kept: %3$s', async (_, ageMs, isKept) => {
    await using app = await computer();
    await app.open().write([token()]);
    const read = await app.open({ now: () => NOW + ageMs }).read();
    expect(read.length === 1).toBe(isKept);
    expect((await app.files()).length === 1).toBe(isKept);
  });

  it.each([
    ['weak', false, 'no-keyring'],
    ['none', true, 'keyring-locked'],
  ] as const)(
    'is not written if the keyring is %s and keeping without one is allowed: %s',
    async (mode, may, trouble) => {
      await using app = await computer();
      app.keychain.mode = mode;
      const store = app.open({ keepWithoutKeyring: () => may });
      await expect(store.write([token()])).rejects.toMatchObject({ trouble });
      expect(await app.files()).toEqual([]);
    },
  );

  it('is kept without a keyring if the sign-in may be', async () => {
    await using app = await computer();
    app.keychain.mode = 'weak';
    const store = app.open({ keepWithoutKeyring: () => true });
    await store.write([token()]);
    expect(await store.read()).toEqual([token()]);
  });

  it('waits for a locked keyring, but not for ever', async () => {
    await using app = await computer();
    await app.open().write([token()]);
    app.keychain.mode = 'locked';
    await expect(app.open().read()).rejects.toMatchObject({ trouble: 'keyring-locked' });
    expect(await app.files()).toHaveLength(1);
    const old = new Date(NOW - 31 * DAY_MS);
    await utimes(app.layout.revokeOnly, old, old);
    expect(await app.open().read()).toEqual([]);
    expect(await app.files()).toEqual([]);
  });

  it.each(['tokenEndpoint', 'baseUrl', 'clientId'] as const)(
    'belongs to its own %s, even if its file is renamed',
    async (field) => {
      await using app = await computer();
      await app.open().write([token()]);
      const binding = { ...BINDING, [field]: `${BINDING[field]}-of-another` };
      expect(await app.open({ binding }).read()).toEqual([]);
      await writeFile(layoutOf(app.folder, binding).revokeOnly, await readFile(app.layout.revokeOnly));
      expect(await app.open({ binding }).read()).toEqual([]);
      expect(await app.open().read()).toEqual([token()]);
    },
  );

  it('is of no use on another computer', async () => {
    await using app = await computer();
    await app.open().write([token()]);
    expect(await app.open({ machineId: () => 'b'.repeat(32) }).read()).toEqual([]);
    expect(await app.files()).toEqual([]);
  });

  it.each([
    ['is not known any more', 'a'.repeat(32), null],
    ['was not known when it was written', null, 'a'.repeat(32)],
  ])('is still read if the computer’s own id %s', async (_, before, now) => {
    await using app = await computer();
    await app.open({ machineId: () => before }).write([token()]);
    expect(await app.open({ machineId: () => now }).read()).toEqual([token()]);
  });

  it('is not written if the keychain gives back something else', async () => {
    await using app = await computer();
    const keychain = { ...app.keychain, unwrap: async () => ({ result: 'else', shouldReEncrypt: false }) };
    await expect(app.open({ keychain }).write([token()])).rejects.toMatchObject({ trouble: 'keyring-locked' });
    expect(await app.files()).toEqual([]);
  });

  it('is not written if only this run could read it', async () => {
    await using app = await computer();
    app.keychain.lasting = Promise.resolve(false);
    await expect(app.open().write([token()])).rejects.toMatchObject({ trouble: 'io' });
    expect(await app.files()).toEqual([]);
  });

  it.each([
    ['empty', (file: string) => writeFile(file, '')],
    ['anything', (file: string) => writeFile(file, 'v10 anything')],
    ['far too long', (file: string) => writeFile(file, Buffer.alloc(2 << 20))],
    ['a link', (file: string) => symlink('/etc/passwd', file)],
  ])('a file that is %s is cleared away', async (_, damage) => {
    await using app = await computer();
    await app.open().write([token()]);
    await app.open().write([]);
    await app.start().save(sessionWith('x'));
    await damage(app.layout.revokeOnly);
    expect(await app.open().read()).toEqual([]);
    await expect(stat(app.layout.revokeOnly)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that a newer version wrote is neither read nor replaced, and the keychain is not asked', async () => {
    await using app = await computer();
    await app.open().write([token()]);
    const newer = '{"format":2,"sealed":"in another way"}';
    await writeFile(app.layout.revokeOnly, newer);
    app.keychain.calls.length = 0;
    const store = app.open();
    for (const use of [() => store.read(), () => store.write([token()]), () => store.write([])])
      await expect(use()).rejects.toMatchObject({ trouble: 'newer-version' });
    expect(await readFile(app.layout.revokeOnly, 'utf8')).toBe(newer);
    expect(app.keychain.calls).toEqual([]);
  });

  it('keeps the newest eight', async () => {
    await using app = await computer();
    const many = [...Array(10).keys()].map((n) => token({ token: `token-${n}` }));
    await app.open().write(many);
    expect((await app.open().read()).map((each) => each.token)).toEqual(many.slice(-8).map((each) => each.token));
  });
});
