import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { parseKeyFile, printKeyFile } from '../../../main/vault/key-file.ts';
import { electronKeychain, keychainName } from '../../../main/vault/safe-storage.ts';
import { filesWith, profile, SECRET, sessionWith } from './world.ts';

const UNTIL_QUIT = { kind: 'until-quit', because: 'no-keyring' };
const WEAK = { kind: 'weak', better: null };

describe('without a keyring', () => {
  it.each(['weak', 'none'] as const)(
    '(%s) a sign-in lives in memory until the program quits, and the disk holds nothing',
    async (mode) => {
      await using app = await profile();
      app.keychain.mode = mode;
      const vault = app.start();
      expect(await vault.testStorage()).toEqual(UNTIL_QUIT);
      expect(await vault.save(sessionWith(SECRET))).toEqual(UNTIL_QUIT);
      await vault.beginRotation();
      await vault.abandonRotation();
      expect(await vault.load()).toMatchObject({
        kind: 'value',
        session: { refreshToken: SECRET },
        kept: UNTIL_QUIT,
        rotationPending: false,
      });
      expect(await readdir(app.home)).toEqual([]);
      expect(await app.start().load()).toEqual({ kind: 'absent' });
      await vault.markSignedOut();
      await vault.destroy();
      expect(await vault.load()).toEqual({ kind: 'absent' });
    },
  );

  it('an informed choice keeps it weakly, which is shown', async () => {
    await using app = await profile();
    app.keychain.mode = 'weak';
    const vault = app.start({ keepWithoutKeyring: true });
    expect(await vault.testStorage()).toEqual(WEAK);
    expect(await vault.save(sessionWith(SECRET))).toEqual(WEAK);
    expect(await readFile(app.layout.key, 'utf8')).toContain('"protection":"weak"');
    expect(filesWith(SECRET, app.home)).toEqual([]);
  });

  it('a sign-in kept by an earlier informed choice still loads, and is still kept', async () => {
    await using app = await profile();
    app.keychain.mode = 'weak';
    await app.start({ keepWithoutKeyring: true }).save(sessionWith('one'));
    const vault = app.start();
    expect(await vault.load()).toMatchObject({ session: { refreshToken: 'one' }, kept: WEAK });
    expect(await vault.save(sessionWith('two'))).toEqual(WEAK);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
    // The current setting applies to the next sign-in.
    expect(await vault.testStorage()).toEqual(UNTIL_QUIT);
    await vault.destroy();
    expect(await vault.save(sessionWith('three'))).toEqual(UNTIL_QUIT);
    expect(await readdir(app.home)).toEqual([]);
  });

  it('a policy against it keeps the next sign-in in memory, and the old one does not come back', async () => {
    await using app = await profile();
    app.keychain.mode = 'weak';
    await app.start({ keepWithoutKeyring: true }).save(sessionWith('one'));
    const vault = app.start();
    await vault.load();
    expect(await vault.replace(sessionWith('two'))).toEqual(UNTIL_QUIT);
    expect(await vault.save(sessionWith('three'))).toEqual(UNTIL_QUIT);
    expect(await app.start({ keepWithoutKeyring: true }).load()).toEqual({ kind: 'absent' });
    expect(await app.files()).toEqual([]);
  });

  it('a policy against it moves the next sign-in into the keyring that is there now', async () => {
    await using app = await profile();
    app.keychain.mode = 'weak';
    await app.start({ keepWithoutKeyring: true }).save(sessionWith('one'));
    app.keychain.mode = 'works';
    const vault = app.start();
    await vault.load();
    expect(await vault.testStorage()).toEqual({ kind: 'keychain', name: 'GNOME Keyring' });
    expect(await vault.replace(sessionWith('two'))).toEqual({ kind: 'keychain', name: 'GNOME Keyring' });
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' }, kept: { kind: 'keychain' } });
    // The weakly protected key would still open it.
    expect((await app.files()).filter((file) => file.includes('damaged'))).toEqual([]);
    app.keychain.mode = 'weak';
    expect(await app.start({ keepWithoutKeyring: true }).load()).toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    ['works', 'weak', 'keychain'],
    ['portal', 'weak', 'keychain'],
    ['weak', 'keychain', 'weak'],
  ] as const)(
    'the bytes of a key prove its protection (%s), whatever its file claims: %s is shown as %s',
    async (mode, claim, kept) => {
      await using app = await profile();
      app.keychain.mode = mode;
      await app.start({ keepWithoutKeyring: true }).save(sessionWith('one'));
      const parsed = parseKeyFile(await readFile(app.layout.key, 'utf8'));
      if (parsed.kind !== 'key') throw new Error(parsed.trouble);
      await writeFile(app.layout.key, printKeyFile({ ...parsed.file, protection: claim }, false));
      expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' }, kept: { kind: kept } });
    },
  );

  it('the choice may be made while someone is signed in: the next save keeps it', async () => {
    await using app = await profile();
    app.keychain.mode = 'weak';
    let chosen = false;
    const vault = app.start({ keepWithoutKeyring: () => chosen });
    expect(await vault.save(sessionWith('one'))).toEqual(UNTIL_QUIT);
    chosen = true;
    expect(await vault.testStorage()).toEqual(WEAK);
    expect(await vault.save(sessionWith('one'))).toEqual(WEAK);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' }, kept: WEAK });
  });

  it('the choice can be withdrawn: the current sign-in stays kept, and after a sign-out none is', async () => {
    await using app = await profile();
    app.keychain.mode = 'weak';
    let chosen = true;
    const vault = app.start({ keepWithoutKeyring: () => chosen });
    await vault.save(sessionWith('one'));
    chosen = false;
    expect(await vault.save(sessionWith('two'))).toEqual(WEAK);
    await vault.destroy();
    expect(await vault.testStorage()).toEqual(UNTIL_QUIT);
    expect(await vault.save(sessionWith('three'))).toEqual(UNTIL_QUIT);
    expect(await readdir(app.home)).toEqual([]);
  });

  it('the choice doesn’t weaken a sign-in that a keyring can protect', async () => {
    await using app = await profile();
    expect(await app.start({ keepWithoutKeyring: true }).save(sessionWith('one'))).toMatchObject({ kind: 'keychain' });
    expect(await readFile(app.layout.key, 'utf8')).toContain('"protection":"keychain"');
  });

  it.each(['darwin', 'win32'] as const)('the mark of the weak key means nothing on %s', async (platform) => {
    await using app = await profile(platform);
    app.keychain.mode = 'weak';
    expect(await app.start().testStorage()).toMatchObject({ kind: 'keychain' });
  });

  it('a keyring that appears later is used by the next save', async () => {
    await using app = await profile();
    app.keychain.mode = 'none';
    const vault = app.start();
    expect(await vault.save(sessionWith('one'))).toEqual(UNTIL_QUIT);
    app.keychain.mode = 'works';
    expect(await vault.save(sessionWith('one'))).toMatchObject({ kind: 'keychain' });
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' } });
  });
});

describe('a keyring that does not open the vault', () => {
  it('is locked, not changed, if the desktop was unknown when the vault was written', async () => {
    await using app = await profile();
    app.keychain.name = 'the keyring';
    await app.start().save(sessionWith('one'));
    app.keychain.mode = 'locked';
    app.keychain.name = 'GNOME Keyring';
    expect(await app.start().load()).toEqual({ kind: 'unreadable', trouble: 'keyring-locked' });
  });

  it.each([
    ['locked', 'GNOME Keyring', 'keyring-locked'],
    ['locked', 'the keyring', 'keyring-locked'],
    ['locked', 'KWallet', 'keyring-changed'],
    ['none', 'GNOME Keyring', 'keyring-locked'],
    ['gone', 'GNOME Keyring', 'no-keyring'],
    ['gone', 'KWallet', 'keyring-changed'],
    ['changed', 'GNOME Keyring', 'keyring-changed'],
    ['portal', 'GNOME Keyring', 'keyring-changed'],
  ] as const)(
    '(%s, now %s) is %s: nothing is lost, and it works again when the keyring does',
    async (mode, name, trouble) => {
      await using app = await profile();
      await app.start().save(sessionWith('one'));
      const before = await contents(app);
      app.keychain.mode = mode;
      app.keychain.name = name;
      const vault = app.start({ keepWithoutKeyring: true });
      expect(await vault.load()).toEqual({ kind: 'unreadable', trouble });
      await expect(vault.save(sessionWith('two'))).rejects.toMatchObject({ trouble });
      expect(await contents(app)).toEqual(before);
      // A timer triggers refreshes, so their results wait until the user is present.
      app.keychain.calls.length = 0;
      await vault.beginRotation();
      await expect(vault.save(sessionWith('two'))).rejects.toMatchObject({ trouble });
      expect(app.keychain.calls).toEqual([]);

      app.keychain.mode = 'works';
      app.keychain.name = 'GNOME Keyring';
      expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' } });
      // The run that could not write still has its data, and can write it now.
      expect(await vault.load()).toMatchObject({
        session: { refreshToken: 'two' },
        kept: { kind: 'until-quit', because: trouble },
      });
      vault.keyringMayBeOpen();
      expect(await vault.save(sessionWith('two'))).toMatchObject({ kind: 'keychain' });
      expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
    },
  );

  it('is asked again by the save of someone who signs in again', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    app.keychain.mode = 'locked';
    const vault = app.start();
    await vault.load();
    await expect(vault.save(sessionWith('two'))).rejects.toMatchObject({ trouble: 'keyring-locked' });
    app.keychain.mode = 'works';
    expect(await vault.testStorage()).toMatchObject({ kind: 'keychain' });
    expect(await vault.save(sessionWith('three'))).toMatchObject({ kind: 'keychain' });
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'three' }, from: 'current' });
  });

  it('is forgotten once the vault it couldn’t open is gone', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    app.keychain.mode = 'locked';
    const vault = app.start();
    expect(await vault.load()).toEqual({ kind: 'unreadable', trouble: 'keyring-locked' });
    await rm(app.folder, { recursive: true });
    expect(await vault.load()).toEqual({ kind: 'absent' });
    app.keychain.mode = 'works';
    expect(await vault.save(sessionWith('two'))).toMatchObject({ kind: 'keychain' });
  });

  it('opens at the next try of the same run, once it is unlocked', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    app.keychain.mode = 'locked';
    const vault = app.start();
    expect(await vault.load()).toEqual({ kind: 'unreadable', trouble: 'keyring-locked' });
    // A storage test wraps and unwraps a canary, and does not try the refused key again.
    app.keychain.calls.length = 0;
    await vault.testStorage();
    expect(app.keychain.calls).toEqual(['available', 'wrap', 'unwrap']);
    app.keychain.mode = 'works';
    expect(await vault.load()).toMatchObject({ kind: 'value', session: { refreshToken: 'one' } });
  });

  it('that is locked while the app runs does not stop a rotation: the key is open already', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    const vault = app.start();
    await vault.load();
    app.keychain.mode = 'locked';
    await vault.beginRotation();
    expect(await vault.save(sessionWith('two'))).toMatchObject({ kind: 'keychain' });
    expect(await vault.load()).toMatchObject({ session: { refreshToken: 'two' } });
    app.keychain.mode = 'works';
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' } });
  });

  it('is asked once, however many wait for it, and its late answer counts', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    const { promise, resolve } = Promise.withResolvers<void>();
    app.keychain.prompt = promise;
    app.keychain.calls.length = 0;
    const vault = app.start();
    const all = [
      vault.load(),
      vault.load(),
      vault.testStorage(),
      vault.save(sessionWith('two')),
      vault.beginRotation(),
    ] as const;
    await expect.poll(() => app.keychain.calls).toEqual(['unwrap']);
    resolve();
    const [first, again] = await Promise.all(all);
    expect(first).toMatchObject({ session: { refreshToken: 'one' } });
    expect(again).toBe(first);
    expect(app.keychain.mostOpen).toBe(1);
    expect(app.keychain.calls).toEqual(['unwrap']);
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'two' }, rotationPending: true });
  });

  it('is not asked by one vault while another has it open', async () => {
    await using app = await profile();
    const { promise, resolve } = Promise.withResolvers<void>();
    let open = 0;
    let most = 0;
    const slow = async <T>(answer: T): Promise<T> => {
      open += 1;
      most = Math.max(most, open);
      await promise;
      open -= 1;
      return answer;
    };
    const shared = electronKeychain(
      {
        isAsyncEncryptionAvailable: () => slow(true),
        encryptStringAsync: (plain) => slow(Buffer.from(`v11${plain}`)),
        decryptStringAsync: (wrapped) => slow({ result: wrapped.subarray(3).toString(), shouldReEncrypt: false }),
      },
      'linux',
      '/nowhere',
      'GNOME',
    );
    const vaults = ['a', 'b'].map((clientId) =>
      app.start({
        keychain: shared,
        binding: { baseUrl: 'https://x.example', clientId, tokenEndpoint: 'https://x.example/token' },
      }),
    );
    const saved = Promise.all(vaults.map((vault) => vault.save(sessionWith('one'))));
    resolve();
    expect(await saved).toEqual([
      { kind: 'keychain', name: 'GNOME Keyring' },
      { kind: 'keychain', name: 'GNOME Keyring' },
    ]);
    expect(most).toBe(1);
  });
});

describe('wrapping again', () => {
  it('happens when the keychain asks for it, and the session is still there', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    const before = await readFile(app.layout.key, 'utf8');
    app.keychain.shouldReEncrypt = true;
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' } });
    expect(await readFile(app.layout.key, 'utf8')).not.toBe(before);
    app.keychain.shouldReEncrypt = false;
    expect(await app.start().load()).toMatchObject({ session: { refreshToken: 'one' } });
  });

  it('does not forget the computer that it was made on', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    app.keychain.shouldReEncrypt = true;
    await app.start({ machineId: () => null }).load();
    const elsewhere = app.start({ machineId: () => 'b'.repeat(32) });
    expect(await elsewhere.load()).toEqual({ kind: 'unreadable', trouble: 'other-computer' });
  });

  it('never replaces real protection by the weak one', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    const before = await readFile(app.layout.key, 'utf8');
    app.keychain.shouldReEncrypt = true;
    const { wrap } = app.keychain;
    app.keychain.wrap = (plain) => {
      app.keychain.mode = 'weak';
      const wrapped = wrap(plain);
      return wrapped;
    };
    expect(await app.start().load()).toMatchObject({ kept: { kind: 'keychain' } });
    expect(await readFile(app.layout.key, 'utf8')).toBe(before);
  });
});

describe('the names', () => {
  it.each([
    ['darwin', undefined, 'Keychain'],
    ['win32', undefined, 'Windows'],
    ['linux', 'ubuntu:GNOME', 'GNOME Keyring'],
    ...['GNOME', 'Unity', 'X-Cinnamon', 'Cinnamon', 'MATE', 'Pantheon', 'Budgie', 'XFCE', 'GNOME-Flashback'].map(
      (desktop) => ['linux', desktop, 'GNOME Keyring'] as const,
    ),
    ['linux', 'KDE', 'KWallet'],
    ['linux', 'sway', 'the keyring'],
    ['linux', '', 'the keyring'],
    ['linux', undefined, 'the keyring'],
  ] as const)('on %s, desktop %s: %s', (platform, desktop, name) => {
    expect(keychainName(platform, desktop)).toBe(name);
  });
});

describe('electronKeychain', () => {
  it('passes on Electron’s answer', async () => {
    const safeStorage = {
      isAsyncEncryptionAvailable: vi.fn(async () => true),
      encryptStringAsync: vi.fn(async (plain: string) => Buffer.from(plain)),
      decryptStringAsync: vi.fn(async () => ({ result: 'plain', shouldReEncrypt: true })),
    };
    const keychain = electronKeychain(safeStorage, 'darwin', '/nowhere', undefined);
    expect(await keychain.available()).toBe(true);
    expect(await keychain.wrap('plain')).toEqual(Buffer.from('plain'));
    expect(await keychain.unwrap(Buffer.from('x'))).toEqual({ result: 'plain', shouldReEncrypt: true });
    safeStorage.encryptStringAsync.mockRejectedValueOnce(new Error('locked'));
    await expect(keychain.wrap('plain')).rejects.toThrow('locked');
    expect(await keychain.wrap('again')).toEqual(Buffer.from('again'));
  });
});

async function contents(app: Awaited<ReturnType<typeof profile>>): Promise<string[]> {
  const files = (await app.files()).sort();
  return Promise.all(files.map(async (file) => `${file}: ${await readFile(`${app.home}/${file}`, 'base64')}`));
}
