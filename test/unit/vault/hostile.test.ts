import { execFileSync } from 'node:child_process';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { VaultLayout } from '../../../main/vault/layout.ts';
import { profile, sessionWith } from './world.ts';

const KEPT = { kind: 'keychain', name: 'GNOME Keyring' };
/** A careless implementation would trim the blanks at its end. */
const PRECIOUS = 'precious          ';
const posix = process.platform !== 'win32';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe.runIf(posix)('a link that someone planted', () => {
  it('at the temporary name of a file doesn’t redirect the write', async () => {
    await using app = await profile();
    const precious = await plantPrecious(app);
    await mkdir(app.layout.folder, { recursive: true });
    for (const name of ['key.tmp', 'session-previous.tmp', 'rotation.json.tmp'])
      await symlink(precious, join(app.layout.folder, name));
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await vault.beginRotation();
    await vault.save(sessionWith('two'));
    expect(await readFile(precious, 'utf8')).toBe(PRECIOUS);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
  });

  it.each(['session-next', 'write-test'])('at %s leads no write astray', async (name) => {
    await using app = await signedInTwice();
    const precious = await plantPrecious(app);
    await symlink(precious, join(app.layout.folder, name));
    const vault = app.start();
    expect(await vault.testStorage()).toEqual(KEPT);
    expect(await vault.save(sessionWith('three'))).toEqual(KEPT);
    expect(await readFile(precious, 'utf8')).toBe(PRECIOUS);
  });

  it.each(['key', 'current', 'previous', 'journal'] as const)(
    'at the %s is damage, and never followed',
    async (file) => {
      await using app = await signedInTwice();
      const precious = await plantPrecious(app);
      await rm(app.layout[file], { force: true });
      await symlink(precious, app.layout[file]);
      const vault = app.start();
      await vault.load();
      if (file === 'key') {
        expect(await vault.load()).toEqual({ kind: 'unreadable', trouble: 'damaged' });
        await vault.setAside();
      }
      await vault.save(sessionWith('three'));
      await vault.beginRotation();
      await vault.save(sessionWith('four'));
      expect(await readFile(precious, 'utf8')).toBe(PRECIOUS);
      expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'four' }, from: 'current' });
    },
  );

  it('in the place of the folder is damage; signing out deletes the link, and nothing that it leads to', async () => {
    await using app = await signedInTwice();
    const elsewhere = join(app.home, 'elsewhere');
    await rename(app.layout.folder, elsewhere);
    await writeFile(join(elsewhere, 'precious'), 'precious');
    const files = await readdir(elsewhere);
    await symlink(elsewhere, app.layout.folder);

    const vault = app.start();
    expect(await vault.load()).toEqual({ kind: 'unreadable', trouble: 'damaged' });
    await expect(vault.save(sessionWith('three'))).rejects.toMatchObject({ trouble: 'damaged' });
    await vault.markSignedOut();
    await vault.destroy();
    expect(await readdir(elsewhere)).toEqual(files);
    expect(await readdir(app.home)).toEqual(['elsewhere']);
    expect(await vault.save(sessionWith('three'))).toEqual(KEPT);
  });

  it('in the place of the folder is set aside by a new sign-in', async () => {
    await using app = await signedInTwice();
    const elsewhere = join(app.home, 'elsewhere');
    await rename(app.layout.folder, elsewhere);
    await symlink(elsewhere, app.layout.folder);
    const vault = app.start();
    expect(await vault.testStorage()).toEqual(KEPT);
    await vault.setAside();
    expect(await vault.save(sessionWith('three'))).toEqual(KEPT);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'three' } });
    expect((await readdir(elsewhere)).sort()).toEqual(['key', 'session', 'session-previous']);
  });

  it('to another disk, in place of the folder of all vaults, is followed', async () => {
    await using app = await signedInTwice();
    const elsewhere = join(app.home, 'elsewhere');
    await rename(app.folder, elsewhere);
    await symlink(elsewhere, app.folder);
    const vault = app.start();
    expect(await vault.load()).toMatchObject({ session: { refreshToken: 'two' } });
    expect(await vault.save(sessionWith('three'))).toEqual(KEPT);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'three' } });
  });
});

describe('something endless in the place of a file', () => {
  const planted: readonly [string, (file: string) => Promise<unknown> | unknown][] = [
    ['a pipe that no one writes to', (file) => execFileSync('mkfifo', [file])],
    ['a link to a device', (file) => symlink('/dev/zero', file)],
    ['a terabyte of nothing', (file) => writeFile(file, '').then(() => truncate(file, 2 ** 40))],
  ];
  const files: readonly (keyof VaultLayout & ('key' | 'current' | 'previous' | 'journal'))[] = [
    'key',
    'current',
    'previous',
    'journal',
  ];
  it.runIf(posix).each(planted.flatMap(([what, plant]) => files.map((file) => [what, file, plant] as const)))(
    '(%s, at the %s) doesn’t block anything: it counts as damage',
    async (_what, file, plant) => {
      await using app = await signedInTwice();
      await rm(app.layout[file], { force: true });
      await plant(app.layout[file]);
      const vault = app.start();
      const loaded = await vault.load();
      switch (file) {
        case 'key':
          expect(loaded).toEqual({ kind: 'unreadable', trouble: 'damaged' });
          await vault.setAside();
          break;
        case 'current':
          expect(loaded).toMatchObject({ session: { refreshToken: 'one' }, from: 'previous' });
          break;
        case 'previous':
          expect(loaded).toMatchObject({ session: { refreshToken: 'two' }, from: 'current' });
          break;
        case 'journal':
          expect(loaded).toMatchObject({ rotationPending: true });
          break;
        default:
          file satisfies never;
      }
      expect(await vault.save(sessionWith('three'))).toEqual(KEPT);
      expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'three' }, from: 'current' });
      await vault.markSignedOut();
      await vault.destroy();
      expect(await readdir(app.home)).toEqual([]);
    },
  );
});

describe('an odd computer', () => {
  it.each(['EINVAL', 'ENOTSUP'])('whose disk cannot sync a folder (%s) still keeps a sign-in', async (code) => {
    await using app = await profile();
    const folder = await open(app.home);
    const prototype: FileHandle = Object.getPrototypeOf(folder);
    await folder.close();
    const { sync } = prototype;
    vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
      if ((await this.stat()).isDirectory()) throw Object.assign(new Error('not here'), { code });
      return sync.call(this);
    });
    const vault = app.start();
    expect(await vault.testStorage()).toEqual(KEPT);
    await vault.save(sessionWith('one'));
    await vault.beginRotation();
    await vault.save(sessionWith('two'));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' }, rotationPending: false });
    await vault.markSignedOut();
    await vault.destroy();
    expect(await readdir(app.home)).toEqual([]);
  });

  it.each([0, -1, Date.UTC(2099, 0)])('whose clock shows %i still keeps a sign-in', async (now) => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
    await using app = await profile();
    const vault = app.start();
    expect(await vault.testStorage()).toEqual(KEPT);
    await vault.save(sessionWith('one', { signedInAt: now }));
    await vault.beginRotation();
    await vault.save(sessionWith('two', { signedInAt: now }));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two', signedInAt: now } });
  });

  it('whose disk refuses the first write asks the keyring no second time for the key that it has made', async () => {
    await using app = await profile();
    await mkdir(`${app.layout.key}.tmp`, { recursive: true });
    const vault = app.start();
    await expect(vault.save(sessionWith('one'))).rejects.toMatchObject({ trouble: 'damaged' });
    app.keychain.calls.length = 0;
    await expect(vault.save(sessionWith('two'))).rejects.toMatchObject({ trouble: 'damaged' });
    expect(await vault.load()).toMatchObject({ session: { refreshToken: 'two' }, kept: { kind: 'until-quit' } });
    await rm(`${app.layout.key}.tmp`, { recursive: true });
    expect(await vault.save(sessionWith('two'))).toEqual(KEPT);
    expect(app.keychain.calls).toEqual([]);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
  });
});

type App = Awaited<ReturnType<typeof profile>>;

async function signedInTwice(): Promise<App> {
  const app = await profile();
  const vault = app.start();
  await vault.save(sessionWith('one'));
  await vault.save(sessionWith('two'));
  return app;
}

/** A file of the user, outside the vault. */
async function plantPrecious({ home }: App): Promise<string> {
  const file = join(home, 'precious');
  await writeFile(file, PRECIOUS);
  return file;
}
