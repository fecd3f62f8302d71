import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { profile, sessionWith } from './world.ts';

const WEAK = { kind: 'weak', better: null };
const OFFERED = { kind: 'weak', better: 'GNOME Keyring' };
const KEPT = { kind: 'keychain', name: 'GNOME Keyring' };

describe('a keyring that appears after weak protection was chosen', () => {
  it('is offered and not taken: the same profile may be used if none answers', async () => {
    await using app = await keptWeakly();
    const before = await readFile(app.layout.key);
    app.keychain.mode = 'works';
    app.keychain.shouldReEncrypt = true;
    const vault = app.start({ keepWithoutKeyring: true });
    expect(await vault.load()).toMatchObject({ session: { refreshToken: 'one' }, kept: OFFERED });
    expect(await vault.testStorage()).toEqual(OFFERED);
    expect(await vault.save(sessionWith('two'))).toEqual(OFFERED);
    expect(await vault.load()).toMatchObject({ session: { refreshToken: 'two' }, kept: OFFERED });
    expect(await readFile(app.layout.key)).toEqual(before);

    app.keychain.mode = 'weak';
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' }, kept: WEAK });
  });

  it('is looked for only if the sign-in is kept weakly, and only when its key is opened', async () => {
    await using app = await keptWeakly();
    app.keychain.mode = 'works';
    const vault = app.start();
    app.keychain.calls.length = 0;
    await vault.load();
    await vault.load();
    await vault.save(sessionWith('two'));
    expect(app.keychain.calls).toEqual(['unwrap', 'available', 'wrap', 'unwrap']);
    await vault.protect();
    app.keychain.calls.length = 0;
    await app.start().load();
    expect(app.keychain.calls).toEqual(['unwrap']);
  });

  it('is not available if it can’t be unlocked', async () => {
    await using app = await keptWeakly();
    app.keychain.mode = 'locked';
    expect(await app.start().load()).toMatchObject({ kind: 'value', kept: WEAK });
  });
});

describe('protecting', () => {
  it('keeps the sign-in in the keyring from then on, and nowhere else', async () => {
    await using app = await keptWeakly();
    app.keychain.mode = 'works';
    const vault = app.start();
    await vault.load();
    expect(await vault.protect()).toEqual(KEPT);
    expect(await readFile(app.layout.key, 'utf8')).toContain('"protection":"keychain"');
    expect(await readdir(app.layout.folder)).toEqual(['key', 'session']);
    expect(await vault.load()).toMatchObject({ session: { refreshToken: 'one' }, kept: KEPT });
    expect(await vault.testStorage()).toEqual(KEPT);
    expect(await vault.save(sessionWith('two'))).toEqual(KEPT);

    // The flag that allowed weak protection no longer has an effect.
    const next = app.start({ keepWithoutKeyring: true });
    expect(await next.load()).toMatchObject({ session: { refreshToken: 'two' }, kept: KEPT });
    expect(await next.save(sessionWith('three'))).toEqual(KEPT);
    app.keychain.mode = 'weak';
    const without = app.start({ keepWithoutKeyring: true });
    expect(await without.load()).toEqual({ kind: 'unreadable', trouble: 'no-keyring' });
  });

  it('opens the vault by itself, and remembers the computer that it was made on', async () => {
    await using app = await keptWeakly();
    app.keychain.mode = 'works';
    expect(await app.start({ machineId: () => null }).protect()).toEqual(KEPT);
    expect(await app.start({ machineId: () => 'b'.repeat(32) }).load()).toMatchObject({ trouble: 'other-computer' });
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' }, kept: KEPT });
  });

  it('a sign-in that is already in a keyring, or none, does nothing', async () => {
    await using app = await profile();
    expect(await app.start().protect()).toMatchObject({ kind: 'until-quit' });
    expect(await readdir(app.home)).toEqual([]);
    const vault = app.start();
    await vault.save(sessionWith('one'));
    const before = await readFile(app.layout.key);
    expect(await vault.protect()).toEqual(KEPT);
    expect(await readFile(app.layout.key)).toEqual(before);
  });

  it('asks no keyring for a sign-in that is only in memory, or that ends', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    app.keychain.mode = 'locked';
    const vault = app.start();
    await expect(vault.save(sessionWith('two'))).rejects.toMatchObject({ trouble: 'keyring-locked' });
    app.keychain.calls.length = 0;
    expect(await vault.protect()).toEqual({ kind: 'until-quit', because: 'keyring-locked' });
    await vault.markSignedOut();
    expect(await vault.protect()).toMatchObject({ kind: 'until-quit' });
    expect(app.keychain.calls).toEqual([]);
  });

  it('asked for twice asks the keyring once', async () => {
    await using app = await keptWeakly();
    app.keychain.mode = 'works';
    const vault = app.start();
    await vault.load();
    app.keychain.calls.length = 0;
    expect(await Promise.all([vault.protect(), vault.protect()])).toEqual([KEPT, KEPT]);
    expect(app.keychain.calls).toEqual(['wrap', 'unwrap']);
  });

  it.each([
    ['weak', 'no-keyring'],
    ['locked', 'no-keyring'],
    ['none', 'keyring-locked'],
  ] as const)('by a keyring that is %s by then fails by name, and nothing is lost', async (mode, trouble) => {
    await using app = await keptWeakly();
    const before = await readFile(app.layout.key);
    app.keychain.mode = 'works';
    const vault = app.start();
    await vault.load();
    app.keychain.mode = mode;
    await expect(vault.protect()).rejects.toMatchObject({ name: 'VaultError', trouble });
    expect(await readFile(app.layout.key)).toEqual(before);
    expect(await vault.save(sessionWith('two'))).toEqual(OFFERED);
    app.keychain.mode = 'weak';
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' }, kept: WEAK });

    app.keychain.mode = 'works';
    expect(await vault.protect()).toEqual(KEPT);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' }, kept: KEPT });
  });

  it('a sign-in that can’t be read fails with the reason', async () => {
    await using app = await keptWeakly();
    const elsewhere = app.start({ machineId: () => 'b'.repeat(32) });
    await expect(elsewhere.protect()).rejects.toMatchObject({ trouble: 'other-computer' });
  });

  it('doesn’t delay a refresh while the keyring asks for its password', async () => {
    await using app = await keptWeakly();
    const { vault, protecting, answer } = await askingForPassword(app);
    await vault.beginRotation();
    expect(await vault.save(sessionWith('two'))).toEqual(OFFERED);
    answer();
    expect(await protecting).toEqual(KEPT);
    expect(await app.start().load()).toMatchObject({
      session: { refreshToken: 'two' },
      kept: KEPT,
      rotationPending: false,
    });
  });

  it('doesn’t delay or undo a sign-out while the keyring asks for its password', async () => {
    await using app = await keptWeakly();
    const { vault, protecting, answer } = await askingForPassword(app);
    await vault.markSignedOut();
    await vault.destroy();
    answer();
    expect(await protecting).toMatchObject({ kind: 'until-quit' });
    expect(await readdir(app.home)).toEqual([]);
    expect(await vault.load()).toEqual({ kind: 'absent' });
  });

  it('leaves alone a vault that has been set aside and replaced in the meantime', async () => {
    await using app = await keptWeakly();
    const { vault, protecting, answer } = await askingForPassword(app);
    await vault.setAside();
    answer();
    await protecting;
    expect(await vault.load()).toEqual({ kind: 'absent' });
    await vault.save(sessionWith('two'));
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
  });
});

type App = Awaited<ReturnType<typeof profile>>;

async function keptWeakly(): Promise<App> {
  const app = await profile();
  app.keychain.mode = 'weak';
  expect(await app.start({ keepWithoutKeyring: true }).save(sessionWith('one'))).toEqual(WEAK);
  return app;
}

/** A keyring that has become available, and asks for its password before it wraps anything. */
async function askingForPassword({ start, keychain }: App) {
  keychain.mode = 'works';
  const vault = start();
  await vault.load();
  const { promise, resolve } = Promise.withResolvers<void>();
  keychain.prompt = promise;
  keychain.calls.length = 0;
  const protecting = vault.protect();
  await expect.poll(() => keychain.calls).toEqual(['wrap']);
  return { vault, protecting, answer: resolve };
}
