import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { profile, sessionWith } from './world.ts';

const format = async (file: string): Promise<unknown> =>
  JSON.parse((await readFile(file, 'utf8')).split('\n')[1] ?? '').format;

describe('two accounts on one server', () => {
  it('have vaults that know nothing of each other', async () => {
    await using app = await profile();
    const first = app.start();
    const second = app.start({ name: '0123456789abcdef' });
    await first.save(sessionWith('first'));
    await second.save(sessionWith('second'));
    await second.markSignedOut();
    await second.destroy();
    expect(await app.start().load()).toMatchObject({ kind: 'value', session: { refreshToken: 'first' } });
    expect(await app.start({ name: '0123456789abcdef' }).load()).toEqual({ kind: 'absent' });
    expect((await app.files()).every((file) => file.startsWith(app.layout.folder.slice(app.home.length + 1)))).toBe(
      true,
    );
  });
});

describe('a profile that has several accounts', () => {
  it('is left to newer versions by those that know one account, and is read on by this one', async () => {
    await using app = await profile();
    let several = false;
    const severalAccounts = () => several;
    const vault = app.start({ severalAccounts });
    await vault.save(sessionWith('kept'));
    expect(await format(app.layout.key)).toBe(1);
    several = true;
    await vault.noteAccounts();
    // 2 is above the format that earlier versions read, so they report that the app must be updated.
    expect(await format(app.layout.key)).toBe(2);
    expect(await app.start().load()).toMatchObject({ kind: 'value', session: { refreshToken: 'kept' } });
    await vault.save(sessionWith('newer'));
    expect(await format(app.layout.key)).toBe(2);
    expect(await app.start().load()).toMatchObject({ kind: 'value', session: { refreshToken: 'newer' } });
  });

  it('makes its new keys in that format, and notes nothing if there is no key', async () => {
    await using app = await profile();
    const vault = app.start({ severalAccounts: () => true });
    await vault.noteAccounts();
    expect(await app.files()).toEqual([]);
    await vault.save(sessionWith('kept'));
    expect(await format(app.layout.key)).toBe(2);
  });

  it('stays so when the keyring takes over a weakly kept sign-in', async () => {
    await using app = await profile('linux');
    app.keychain.mode = 'weak';
    const vault = app.start({ keepWithoutKeyring: true, severalAccounts: () => true });
    await vault.save(sessionWith('kept'));
    app.keychain.mode = 'works';
    await vault.protect();
    expect(await format(app.layout.key)).toBe(2);
  });

  it('is not noted twice', async () => {
    await using app = await profile();
    await app.start({ severalAccounts: () => true }).save(sessionWith('kept'));
    const written = async () => (await stat(app.layout.key)).ino;
    const before = await written();
    await app.start({ severalAccounts: () => true }).noteAccounts();
    expect(await written()).toBe(before);
    await app.start({ severalAccounts: () => false }).noteAccounts();
    expect(await written()).not.toBe(before);
  });

  it('notes it without the keyring', async () => {
    await using app = await profile();
    const before = app.start();
    await before.save(sessionWith('kept'));
    app.keychain.mode = 'locked';
    await app.start({ severalAccounts: () => true }).noteAccounts();
    expect(await format(join(app.layout.folder, 'key'))).toBe(2);
  });
});
