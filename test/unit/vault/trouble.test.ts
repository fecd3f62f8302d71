import { appendFile, cp, mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VaultLayout } from '../../../main/vault/layout.ts';
import type { Vault } from '../../../main/vault/types.ts';
import { openVault } from '../../../main/vault/vault.ts';
import { BINDING, profile, SECRET, sessionWith } from './world.ts';

type File = 'key' | 'current' | 'previous';

const DAMAGES: Readonly<Record<string, (file: string) => Promise<void>>> = {
  emptied: (file) => truncate(file),
  'cut short by a byte': async (file) => truncate(file, (await readFile(file)).length - 1),
  'cut to ten bytes': (file) => truncate(file, 10),
  'with a flipped bit at the start': (file) => flip(file, 0),
  'with a flipped bit in the middle': async (file) => flip(file, Math.floor((await readFile(file)).length / 2)),
  'with a flipped bit at the end': async (file) => flip(file, (await readFile(file)).length - 1),
  'with something after its end': (file) => appendFile(file, 'x'),
  'full of zeros': async (file) => writeFile(file, Buffer.alloc((await readFile(file)).length)),
  'replaced by plain JSON': (file) => writeFile(file, JSON.stringify({ format: 1, session: sessionWith('planted') })),
  'replaced by a folder': async (file) => {
    await rm(file);
    await mkdir(file);
  },
};

const SOME_DAMAGES = ['emptied', 'with a flipped bit in the middle', 'replaced by a folder'];

describe('a damaged file', () => {
  it.each(cases(['current'], Object.keys(DAMAGES)))(
    'the %s copy %s: the one before it serves, and the damaged one is kept aside',
    async (file, how) => {
      await using app = await signedInTwice();
      await DAMAGES[how]?.(app.layout[file]);
      const damaged = await contentOf(app.layout[file]);

      const vault = app.start();
      expect(await vault.load()).toMatchObject({ kind: 'value', session: { refreshToken: 'one' }, from: 'previous' });
      expect(await contentOf(`${app.layout[file]}.damaged-1`)).toEqual(damaged);
      expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' }, from: 'previous' });

      await vault.save(sessionWith('three'));
      expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'three' }, from: 'current' });
      expect(await contentOf(`${app.layout[file]}.damaged-1`)).toEqual(damaged);
    },
  );

  it.each(cases(['key'], Object.keys(DAMAGES)))(
    'the %s %s: unreadable, nothing changed, and a new sign-in sets it aside',
    async (file, how) => {
      await using app = await signedInTwice();
      await DAMAGES[how]?.(app.layout[file]);
      await expectUnreadable(app, 'damaged');
      await expectWayOn(app);
    },
  );

  it.each(SOME_DAMAGES)(
    'both copies %s: unreadable, nothing changed, and a new sign-in sets them aside',
    async (how) => {
      await using app = await signedInTwice();
      await DAMAGES[how]?.(app.layout.current);
      await DAMAGES[how]?.(app.layout.previous);
      await expectUnreadable(app, 'damaged');
      await expectWayOn(app);
    },
  );

  it.each(SOME_DAMAGES)('the copy before %s: no one notices, and the next save repairs it', async (how) => {
    await using app = await signedInTwice();
    await DAMAGES[how]?.(app.layout.previous);
    const vault = app.start();
    expect(await vault.load()).toMatchObject({ session: { refreshToken: 'two' }, from: 'current' });
    await vault.save(sessionWith('three'));
    await DAMAGES[how]?.(app.layout.current);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' }, from: 'previous' });
  });

  it('that goes bad while the app runs is kept aside by the next save, and no good copy is lost', async () => {
    await using app = await signedInTwice();
    const vault = app.start();
    await vault.load();
    await writeFile(app.layout.current, 'bad block');
    await vault.save(sessionWith('three'));
    expect(await readFile(`${app.layout.current}.damaged-1`, 'utf8')).toBe('bad block');
    await rm(app.layout.current);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' }, from: 'previous' });
  });

  it('is never overwritten by a second one', async () => {
    await using app = await signedInTwice();
    const vault = app.start();
    for (const rubbish of ['first', 'second']) {
      await writeFile(app.layout.current, rubbish);
      await vault.load();
    }
    expect(await readFile(`${app.layout.current}.damaged-1`, 'utf8')).toBe('first');
    expect(await readFile(`${app.layout.current}.damaged-2`, 'utf8')).toBe('second');
  });
});

describe('a missing file', () => {
  it.each([
    [['key'], 'damaged'],
    [['key', 'current'], 'damaged'],
    [['key', 'previous'], 'damaged'],
  ] as const)('%j: unreadable, and no key is made again', async (gone, trouble) => {
    await using app = await signedInTwice();
    for (const file of gone) await rm(app.layout[file]);
    await expectUnreadable(app, trouble);
    await expectWayOn(app);
  });

  it('the current copy: the one before it serves', async () => {
    await using app = await signedInTwice();
    await rm(app.layout.current);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' }, from: 'previous' });
  });

  it('both copies: no sign-in is there, and the key stays in use', async () => {
    await using app = await signedInTwice();
    await rm(app.layout.current);
    await rm(app.layout.previous);
    expect(await app.start().load()).toEqual({ kind: 'absent' });
    const key = await readFile(app.layout.key);
    await app.start().save(sessionWith('three'));
    expect(await readFile(app.layout.key)).toEqual(key);
  });
});

describe('a vault of another time or place', () => {
  it('that a newer version wrote is opened by nothing and changed by nothing', async () => {
    await using app = await signedInTwice();
    const { createHash } = await import('node:crypto');
    const body = '{"format":3,"sealed":"in another way"}\n';
    await writeFile(app.layout.key, `${createHash('sha256').update(body).digest('hex')}\n${body}`);
    app.keychain.calls.length = 0;
    await expectUnreadable(app, 'newer-version');
    const before = await everything(app.home);
    const vault = app.start();
    expect(await vault.testStorage()).toEqual({ kind: 'until-quit', because: 'newer-version' });
    await expect(vault.save(sessionWith('in memory'))).rejects.toMatchObject({ trouble: 'newer-version' });
    for (const change of [vault.setAside, vault.markSignedOut, vault.destroy] as const)
      await expect(change()).rejects.toMatchObject({ trouble: 'newer-version' });
    // It is signed out in memory as well.
    expect(await vault.load()).toEqual({ kind: 'unreadable', trouble: 'newer-version' });
    expect(await everything(app.home)).toEqual(before);
    expect(app.keychain.calls).toEqual([]);
  });

  it.each([
    ['another origin', 'https://evil.example/token', { kind: 'unreadable', trouble: 'damaged' }],
    ['no URL', '/token', { kind: 'unreadable', trouble: 'damaged' }],
    ['its own origin', 'https://login.example.org/token', { kind: 'value' }],
  ])('whose endpoint is at %s', async (_, token, loaded) => {
    await using app = await profile();
    const endpoints = { deviceAuthorization: 'https://login.example.org/device', token };
    await app.start().save(sessionWith('one', { endpoints }));
    expect(await app.start().load()).toMatchObject(loaded);
  });

  it('whose session alone is of a newer version is left alone too', async () => {
    await using app = await signedInTwice();
    const vault = app.start();
    await vault.load();
    await writeNewerSession(app);
    await expectUnreadable(app, 'newer-version');
    const before = await everything(app.home);
    const next = app.start();
    // The storage test comes first, so nothing has read the session yet.
    expect(await next.testStorage()).toEqual({ kind: 'until-quit', because: 'newer-version' });
    await next.load();
    expect(await next.testStorage()).toEqual({ kind: 'until-quit', because: 'newer-version' });
    await expect(next.save(sessionWith('in memory'))).rejects.toMatchObject({ trouble: 'newer-version' });
    for (const change of [next.markSignedOut, next.destroy] as const)
      await expect(change()).rejects.toMatchObject({ trouble: 'newer-version' });
    await expect(next.setAside()).rejects.toMatchObject({ trouble: 'newer-version' });
    expect(await everything(app.home)).toEqual(before);
  });

  it('whose previous copy is of a newer version is left alone too, the current one damaged or gone', async () => {
    for (const spoil of [(file: string) => writeFile(file, 'rubbish'), (file: string) => rm(file)]) {
      await using app = await signedInTwice();
      await writeNewerSession(app);
      await rename(app.layout.current, app.layout.previous);
      await writeFile(app.layout.current, '');
      await spoil(app.layout.current);
      await expectUnreadable(app, 'newer-version');
    }
  });

  it('that was copied from another computer is not used, and the keychain is not asked', async () => {
    await using app = await signedInTwice();
    app.keychain.calls.length = 0;
    const there = (): Vault =>
      openVault({
        folder: app.folder,
        binding: BINDING,
        keychain: app.keychain,
        keepWithoutKeyring: () => false,
        machineId: async () => 'b'.repeat(32),
      });
    expect(await there().load()).toEqual({ kind: 'unreadable', trouble: 'other-computer' });
    expect(app.keychain.calls).toEqual([]);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });

    const vault = there();
    await vault.setAside();
    await vault.save(sessionWith('three'));
    expect(await there().load()).toMatchObject({ session: { refreshToken: 'three' } });
  });

  it('does not hold the computer’s id itself', async () => {
    await using app = await signedInTwice();
    expect(await readFile(app.layout.key, 'utf8')).not.toContain('a'.repeat(32));
    expect(await readFile(app.layout.key, 'utf8')).toMatch(/"machineIdHash":"[\da-f]{64}"/);
  });

  it.each<[string, () => string | null, () => string | null]>([
    ['then', () => null, () => 'b'.repeat(32)],
    ['now', () => 'a'.repeat(32), () => null],
  ])('opens if the computer’s id was not known %s', async (_when, then, now) => {
    await using app = await profile();
    await app.start({ machineId: then }).save(sessionWith('one'));
    expect(await app.start({ machineId: now }).load()).toMatchObject({ kind: 'value' });
  });

  it('learns the computer’s id as soon as that can be had', async () => {
    await using app = await profile();
    await app.start({ machineId: () => null }).save(sessionWith('one'));
    const { ino } = await stat(app.layout.key);
    await app.start({ machineId: () => null }).load();
    expect(await readFile(app.layout.key, 'utf8')).toContain('"machineIdHash":null');
    expect((await stat(app.layout.key)).ino, 'written without need').toBe(ino);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' } });
    const elsewhere = app.start({ machineId: () => 'b'.repeat(32) });
    expect(await elsewhere.load()).toEqual({ kind: 'unreadable', trouble: 'other-computer' });
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' } });
  });

  it('a key file restored from another vault opens nothing, and nothing is lost', async () => {
    await using app = await signedInTwice();
    await using other = await profile();
    await openVault({
      folder: other.folder,
      binding: BINDING,
      keychain: app.keychain,
      keepWithoutKeyring: () => false,
      machineId: () => null,
    }).save(sessionWith('x'));
    await cp(other.layout.key, app.layout.key);
    await expectUnreadable(app, 'damaged');
    await expectWayOn(app);
  });
});

describe('what a killed run left behind', () => {
  it('is cleared away by the next save, and means nothing to a reader', async () => {
    await using app = await signedInTwice();
    for (const name of [
      'session-next',
      'session-next.tmp-1234567890abcdef',
      'session-previous.tmp',
      'rotation.json.tmp',
      'key.tmp',
      'write-test',
    ])
      await writeFile(join(app.layout.folder, name), 'half');
    await mkdir(join(app.layout.folder, 'session-next-folder', 'below'), { recursive: true });
    const vault = app.start();
    expect(await vault.load()).toMatchObject({
      session: { refreshToken: 'two' },
      from: 'current',
      rotationPending: false,
    });
    await vault.save(sessionWith('three'));
    expect((await readdir(app.layout.folder)).filter((name) => name.startsWith('session-next'))).toEqual([]);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'three' } });
    await app.start().destroy();
    expect(await readdir(app.home)).toEqual([]);
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

/** Every function reports the problem, and no byte changes. */
async function expectUnreadable(app: App, trouble: string) {
  const before = await everything(app.home);
  const vault = app.start();
  expect(await vault.load()).toEqual({ kind: 'unreadable', trouble });
  expect(await vault.load()).toEqual({ kind: 'unreadable', trouble });
  await expect(app.start().save(sessionWith(SECRET))).rejects.toMatchObject({ trouble });
  await expect(app.start().beginRotation()).rejects.toMatchObject({ trouble });
  expect(await everything(app.home)).toEqual(before);
}

/** After "Sign in again", the storage is tested, everything is set aside, and the new sign-in is kept. A sign-out deletes what was set aside. */
async function expectWayOn(app: App) {
  const vault = app.start();
  await vault.load();
  const before = await everything(app.layout.folder);
  expect(await vault.testStorage()).toEqual({ kind: 'keychain', name: 'GNOME Keyring' });
  await vault.setAside();
  expect(await everything(join(app.folder, `${basename(app.layout.folder)}.aside-1`))).toEqual(before);
  await vault.save(sessionWith('three'));
  expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'three' } });
  await vault.markSignedOut();
  await vault.destroy();
  expect(await readdir(app.home)).toEqual([]);
}

async function everything(folder: string): Promise<Record<string, string | null>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(paths.sort().map(async (path) => [path.slice(folder.length), await contentOf(path)])),
  );
}

/** A file's content; null for a folder. */
async function contentOf(path: string): Promise<string | null> {
  return readFile(path, 'base64').catch(() => null);
}

async function flip(file: string, at: number) {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

function cases(files: readonly File[], hows: readonly string[]): [File & keyof VaultLayout, string][] {
  return files.flatMap((file) => hows.map((how): [File, string] => [file, how]));
}

/** Writes a copy with the vault's own key, as a newer version would. */
async function writeNewerSession(app: App) {
  const { parseKeyFile } = await import('../../../main/vault/key-file.ts');
  const read = parseKeyFile(await readFile(app.layout.key, 'utf8'));
  if (read.kind !== 'key') throw new Error('no key');
  const { result } = await app.keychain.unwrap(read.file.wrappedKey);
  const { default: Store } = await import('electron-store');
  const store = new Store<Record<string, unknown>>({
    cwd: app.home,
    name: 'newer',
    fileExtension: '',
    encryptionAlgorithm: 'aes-256-gcm',
    encryptionKey: Buffer.from(result, 'base64'),
  });
  store.store = { format: 2, session: 'in another shape' };
  await rename(join(app.home, 'newer'), app.layout.current);
}
