import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BINDING, filesWith, profile, SECRET, sessionWith } from './world.ts';

describe('a sign-in that is kept', () => {
  it('survives a restart, protected by the keychain, and can’t be read on disk', async () => {
    await using app = await profile();
    expect(await app.start().load()).toEqual({ kind: 'absent' });
    expect(await app.files()).toEqual([]);

    const session = sessionWith(SECRET, {
      accessToken: { value: `${SECRET}-access`, issuedAt: 1, expiresAt: 5, scope: null },
    });
    expect(await app.start().save(session)).toEqual({ kind: 'keychain', name: 'GNOME Keyring' });

    expect(await app.start().load()).toEqual({
      kind: 'value',
      session,
      kept: { kind: 'keychain', name: 'GNOME Keyring' },
      from: 'current',
      rotationPending: false,
    });
    expect(filesWith(SECRET, app.home)).toEqual([]);
    for (const planted of [
      SECRET,
      Buffer.from(`x${SECRET}yz`).toString('base64'),
      Buffer.from(SECRET).toString('hex'),
    ]) {
      await writeFile(join(app.home, 'planted'), planted);
      expect(filesWith(SECRET, app.home)).toHaveLength(1);
    }
  });

  it.runIf(process.platform !== 'win32')('is readable by this user only, folder and files', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await vault.beginRotation();
    await vault.save(sessionWith('two'));
    await vault.beginRotation();
    const { folder, key, current, previous, journal } = app.layout;
    await chmod(folder, 0o755);
    await vault.save(sessionWith('three'));
    await vault.beginRotation();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(app.folder)).mode & 0o777).toBe(0o700);
    for (const file of [key, current, previous, journal]) expect((await stat(file)).mode & 0o777, file).toBe(0o600);
  });

  it('keeps every way in which a session can end', async () => {
    await using app = await profile();
    const response = { status: 400, error: 'invalid_grant', description: null };
    for (const ended of [
      { kind: 'revoked', response, at: 1 },
      { kind: 'interrupted', response, at: 1 },
      { kind: 'refused', response, at: 1 },
      { kind: 'ran-out', at: 1 },
    ] as const) {
      const session = { ...sessionWith('x'), refreshToken: null, ended };
      await app.start().save(session);
      expect(await app.start().load()).toMatchObject({ kind: 'value', session });
    }
  });

  it('leaves no copy of the sign-in that a new one replaces, and continues to keep a copy of the new one', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await vault.save(sessionWith('two'));
    await vault.replace(sessionWith('three'));
    expect(await app.files()).not.toContainEqual(expect.stringContaining('session-previous'));
    await vault.save(sessionWith('four'));
    expect(await app.files()).toContainEqual(expect.stringContaining('session-previous'));
  });

  it('belongs to its server and client: any other sees an empty vault and leaves it alone', async () => {
    await using app = await profile();
    await app.start().save(sessionWith(SECRET));
    for (const other of [
      { ...BINDING, baseUrl: 'https://login.example.org/other' },
      { ...BINDING, clientId: 'companion2' },
      { ...BINDING, tokenEndpoint: 'https://login.example.org/token' },
    ]) {
      const vault = app.start({ binding: other });
      expect(await vault.load()).toEqual({ kind: 'absent' });
      await vault.save(sessionWith('other'));
      await vault.destroy();
    }
    expect(await app.start().load()).toMatchObject({ kind: 'value', session: { refreshToken: SECRET } });
  });

  it('is not used when its files were moved to another server’s place', async () => {
    await using app = await profile();
    await app.start().save(sessionWith(SECRET));
    const other = { ...BINDING, clientId: 'companion2' };
    const { layoutOf } = await import('../../../main/vault/layout.ts');
    await mkdir(layoutOf(app.folder, other).folder, { recursive: true });
    for (const name of ['key', 'session'])
      await writeFile(join(layoutOf(app.folder, other).folder, name), await readFile(join(app.layout.folder, name)));
    expect(await app.start({ binding: other }).load()).toEqual({ kind: 'unreadable', trouble: 'damaged' });
  });

  it('accepts a binding with unknown fields, such as a whole server description', async () => {
    await using app = await profile();
    const server = { ...BINDING, scope: 'openid' };
    await app.start({ binding: server }).save(sessionWith('one'));
    expect(await app.start().load()).toMatchObject({ kind: 'value' });
  });

  it('is written in the order in which it was saved', async () => {
    await using app = await profile();
    const vault = app.start();
    await Promise.all(['1', '2', '3', '4'].map((token) => vault.save(sessionWith(token))));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: '4' }, from: 'current' });
    expect(app.keychain.calls.filter((call) => call === 'wrap')).toHaveLength(2);
  });

  it('survives a vault folder that is deleted while the app runs', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await rm(app.folder, { recursive: true });
    await vault.save(sessionWith('two'));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
  });

  it('survives a key file that goes bad while the app runs', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await writeFile(app.layout.key, 'rubbish');
    await vault.save(sessionWith('two'));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
    expect(await readFile(`${app.layout.key}.damaged-1`, 'utf8')).toBe('rubbish');
  });

  it('is written as a whole inside a Snap too, although electron-store writes in place there', async () => {
    await using app = await profile();
    process.env['SNAP'] = '/snap/companion/1';
    try {
      const vault = app.start();
      await vault.save(sessionWith('one'));
      await vault.save(sessionWith('two'));
    } finally {
      delete process.env['SNAP'];
    }
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
  });
});

describe('a rotation (R3)', () => {
  it('is in progress from its beginning until the new token is saved', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('old'));
    await vault.beginRotation();
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'old' }, rotationPending: true });
    await vault.save(sessionWith('new'));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'new' }, rotationPending: false });
    expect(await readdir(app.layout.folder)).toEqual(['key', 'session', 'session-previous']);
  });

  it('is over when it was abandoned', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('old'));
    await vault.beginRotation();
    await vault.abandonRotation();
    expect(await app.start().load()).toMatchObject({ rotationPending: false });
    expect(await readdir(app.layout.folder)).toEqual(['key', 'session']);
  });

  it('can begin right after a start', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('old'));
    await app.start().beginRotation();
    expect(await app.start().load()).toMatchObject({ rotationPending: true });
  });

  it('stays in progress on disk when the new token could not be written, whatever later rotations do', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('old'));
    await vault.beginRotation();
    await blockSaving(app.layout.previous);
    await expect(vault.save(sessionWith('new'))).rejects.toMatchObject({ name: 'VaultError', trouble: 'damaged' });
    await vault.beginRotation();
    await vault.abandonRotation();
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'old' }, rotationPending: true });
    // This run has the newer token.
    expect(await vault.load()).toMatchObject({
      session: { refreshToken: 'new' },
      kept: { kind: 'until-quit', because: 'damaged' },
    });
  });

  it('is over when it was abandoned, also after the same token could not be written once more', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('old'));
    await vault.beginRotation();
    await blockSaving(app.layout.previous);
    await expect(vault.save(sessionWith('old', { accountName: 'Bea' }))).rejects.toMatchObject({ trouble: 'damaged' });
    await vault.abandonRotation();
    for (const run of [vault, app.start()])
      expect(await run.load()).toMatchObject({
        session: { refreshToken: 'old' },
        kept: { kind: 'keychain' },
        rotationPending: false,
      });
  });

  it('counts as in progress when its journal cannot be read', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('old'));
    for (const rubbish of ['', '{', '{"rotating":1}', 'null']) {
      await writeFile(app.layout.journal, rubbish);
      expect(await app.start().load()).toMatchObject({ rotationPending: true });
    }
    await rm(app.layout.journal);
    await mkdir(app.layout.journal);
    const vault = app.start();
    expect(await vault.load()).toMatchObject({ rotationPending: true });
    await vault.beginRotation();
    await vault.save(sessionWith('new'));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'new' }, rotationPending: false });
  });

  it('does not apply to a copy that a later save wrote, even if its journal outlived it', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('old'));
    await vault.beginRotation();
    const journal = await readFile(app.layout.journal);
    expect(journal.toString()).not.toContain('old');
    await vault.save(sessionWith('new'));
    await writeFile(app.layout.journal, journal);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'new' }, rotationPending: false });
  });
});

describe('signing out (R8)', () => {
  it('leaves nothing: no copy, no key, no journal, nothing set aside, not even the folders', async () => {
    await using app = await profile();
    const first = app.start();
    await first.save(sessionWith('one'));
    await writeFile(app.layout.current, 'damaged');
    await app.start().setAside();
    const vault = app.start();
    await vault.save(sessionWith('two'));
    await vault.save(sessionWith('three'));
    await vault.beginRotation();
    await mkdir(join(app.layout.folder, 'of-someone', 'below'), { recursive: true });
    await vault.markSignedOut();
    await vault.destroy();
    expect(await readdir(app.home)).toEqual([]);
    expect(await vault.load()).toEqual({ kind: 'absent' });
  });

  it('loads as absent from the tombstone on, and the next start finishes the deletion', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await vault.markSignedOut();
    expect(await vault.load()).toEqual({ kind: 'absent' });
    expect(await app.files()).not.toEqual([]);
    expect(await app.start().load()).toEqual({ kind: 'absent' });
    expect(await readdir(app.home)).toEqual([]);
  });

  it('is not undone by the answer of a refresh that comes late', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await vault.markSignedOut();
    expect(await vault.save(sessionWith('late'))).toMatchObject({ kind: 'until-quit' });
    expect(await app.start().load()).toEqual({ kind: 'absent' });
    await vault.destroy();
    expect(await vault.load()).toEqual({ kind: 'absent' });
  });

  it.each([
    ['load', 'works'],
    ['save', 'works'],
    ['save', 'none'],
  ] as const)(
    'does not wait for a keyring prompt that a %s has open, and is not undone when it is answered (%s)',
    async (waiting, mode) => {
      await using app = await profile();
      if (waiting === 'load') await app.start().save(sessionWith('one'));
      const { promise, resolve } = Promise.withResolvers<void>();
      app.keychain.prompt = promise;
      app.keychain.mode = mode;
      app.keychain.shouldReEncrypt = true;
      const vault = app.start();
      const late = waiting === 'load' ? vault.load() : vault.save(sessionWith('one'));
      await expect.poll(() => app.keychain.calls.at(-1)).toBe(waiting === 'load' ? 'unwrap' : 'available');
      await vault.markSignedOut();
      await vault.destroy();
      resolve();
      expect((await late).kind).toBe(waiting === 'load' ? 'absent' : 'until-quit');
      expect(await vault.load()).toEqual({ kind: 'absent' });
      expect(await readdir(app.home)).toEqual([]);
    },
  );

  it('is not undone by a save that waited behind a keyring prompt, and that asks for no key any more', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    app.keychain.calls.length = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    app.keychain.prompt = promise;
    const vault = app.start();
    const loaded = vault.load();
    const saved = vault.save(sessionWith('late'));
    await expect.poll(() => app.keychain.calls.at(-1)).toBe('unwrap');
    await vault.markSignedOut();
    await vault.destroy();
    resolve();
    expect(await loaded).toEqual({ kind: 'absent' });
    expect(await saved).toMatchObject({ kind: 'until-quit' });
    expect(app.keychain.calls).toEqual(['unwrap']);
    expect(await vault.load()).toEqual({ kind: 'absent' });
    expect(await readdir(app.home)).toEqual([]);
  });

  it('leaves nothing that could not be read, when the keyring refuses only afterwards', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    const { promise, resolve } = Promise.withResolvers<void>();
    app.keychain.prompt = promise;
    const vault = app.start();
    const loaded = vault.load();
    await expect.poll(() => app.keychain.calls.at(-1)).toBe('unwrap');
    await vault.markSignedOut();
    await vault.destroy();
    app.keychain.mode = 'locked';
    resolve();
    expect(await loaded).toEqual({ kind: 'absent' });
  });

  it('lets the same program sign in again afterwards', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await vault.markSignedOut();
    await vault.destroy();
    await vault.save(sessionWith('two'));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
  });

  it('whose deletion a kill cut short does not swallow the next sign-in', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await vault.markSignedOut();
    await app.start().save(sessionWith('two'));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
  });

  it('does nothing if no one is signed in', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.markSignedOut();
    await vault.destroy();
    expect(await readdir(app.home)).toEqual([]);
  });
});

describe('proving how a sign-in would be kept', () => {
  it('leaves no trace, in an empty profile and in a used one', async () => {
    await using app = await profile();
    expect(await app.start().testStorage()).toEqual({ kind: 'keychain', name: 'GNOME Keyring' });
    expect(await readdir(app.home)).toEqual([]);
    const vault = app.start();
    await vault.save(sessionWith('one'));
    const before = await app.files();
    expect(await vault.testStorage()).toEqual({ kind: 'keychain', name: 'GNOME Keyring' });
    expect(await app.files()).toEqual(before);
  });

  it('promises nothing during a sign-out, which would discard what is saved', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.save(sessionWith('one'));
    await vault.markSignedOut();
    const discarded = { kind: 'until-quit', because: 'io' };
    expect(await vault.testStorage()).toEqual(discarded);
    expect(await vault.save(sessionWith('two'))).toEqual(discarded);
  });

  it('names the obstacle', async () => {
    await using app = await profile();
    await writeFile(app.folder, 'a file where the folder should be');
    expect(await app.start().testStorage()).toEqual({ kind: 'until-quit', because: 'damaged' });
    expect(await app.start().load()).toEqual({ kind: 'unreadable', trouble: 'damaged' });
    await expect(app.start().save(sessionWith('one'))).rejects.toMatchObject({ trouble: 'damaged' });
  });
});

/** Makes the next save fail, because a file can't replace a folder. */
async function blockSaving(previous: string): Promise<void> {
  await mkdir(`${previous}.tmp`);
  await chmod(`${previous}.tmp`, 0o700);
}
