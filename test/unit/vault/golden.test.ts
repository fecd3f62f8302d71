/** Vaults as users have them on disk. Every version of the app must open those of all earlier versions. */
import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { accountsFileIn } from '../../../main/accounts/accounts-file.ts';
import { FORMAT } from '../../../main/vault/format.ts';
import { nameOfBinding } from '../../../main/vault/layout.ts';
import { deriveInFull } from '../one-round.ts';
import { GOLDEN_VAULTS, goldenFolder, openGrants, revokeOnlyOf } from './golden/cases.ts';
import { BINDING, profile, sessionWith } from './world.ts';

deriveInFull();

const SIGNED_OUT =
  'With this change, every user would be signed out by the next update. Raise FORMAT, migrate, and keep the old golden vaults.';

type App = Awaited<ReturnType<typeof profile>>;

async function openGolden(format: number, name: string): Promise<App> {
  const app = await profile();
  await cp(goldenFolder(format, name), app.home, { recursive: true });
  return app;
}

const versions = Array.from({ length: FORMAT }, (_, n) => n + 1);
const all = versions.flatMap((format) =>
  GOLDEN_VAULTS.filter(({ name }) => existsSync(goldenFolder(format, name))).map((golden) => ({ format, ...golden })),
);

describe('a vault on a user’s disk', () => {
  it('there are golden vaults of every format version so far', async () => {
    for (const format of versions) expect(await readdir(goldenFolder(format))).not.toEqual([]);
    const current = await readdir(goldenFolder(FORMAT));
    expect(current.sort()).toEqual(GOLDEN_VAULTS.map(({ name }) => name).sort());
  });

  it.each(all)('of format $format, $name, is read as it was written', async ({ format, name, ...golden }) => {
    await using app = await openGolden(format, name);
    const vault = app.start({ keepWithoutKeyring: true });
    expect(await vault.load(), SIGNED_OUT).toEqual(golden.loads);
    expect(await revokeOnlyOf(app).read(), SIGNED_OUT).toEqual(golden.revokeOnly);
    const grants = await openGrants(vault.tools);
    expect(grants.list(), 'What was allowed would be asked again.').toEqual(golden.grants ?? []);
  });

  it.each(all)(
    'of format $format, $name, is the only account of its profile, and the start of it changes nothing',
    async ({ format, name, loads }) => {
      await using app = await openGolden(format, name);
      const before = await app.files();
      expect(await accountsFileIn(app.home).load()).toEqual({ kind: 'records', records: [] });
      expect(await app.files()).toEqual(before);
      // The vault records that there are several accounts, and is still read.
      await app
        .start({ severalAccounts: () => true })
        .noteAccounts()
        .catch(() => undefined);
      expect(await app.start({ name: nameOfBinding(BINDING), keepWithoutKeyring: true }).load(), SIGNED_OUT).toEqual(
        loads,
      );
    },
  );

  it.each(all.filter(({ loads }) => loads.kind === 'value'))(
    'of format $format, $name, takes the next refresh',
    async ({ format, name }) => {
      await using app = await openGolden(format, name);
      const vault = app.start({ keepWithoutKeyring: true });
      await vault.load();
      await vault.beginRotation();
      await vault.save(sessionWith('next'));
      expect(await app.start({ keepWithoutKeyring: true }).load()).toMatchObject({
        session: { refreshToken: 'next' },
        from: 'current',
        rotationPending: false,
      });
    },
  );
});

describe('what this version writes', () => {
  it.each(GOLDEN_VAULTS)(
    'is the golden vault of its format, byte for byte but for random ones: $name',
    async (golden) => {
      await using app = await profile();
      await golden.make(app);
      await using stored = await openGolden(FORMAT, golden.name);
      expect(await contentsOf(app), SIGNED_OUT).toEqual(await contentsOf(stored));
    },
  );
});

/** All files of a vault, decrypted without the app's code, and without IDs and wrapped keys. */
async function contentsOf(app: App): Promise<Readonly<Record<string, unknown>>> {
  const contents: Record<string, unknown> = {};
  const id = /(?<="(?:id|rotating)":\s?")[\da-f-]{36}/g;
  for (const path of (await app.files()).sort()) {
    const bytes = await readFile(`${app.home}/${path}`);
    const name = path.split('/').at(-1) ?? '';
    if (name === 'key') contents[path] = JSON.parse(keyRecord(bytes), withoutWrapping);
    else if (name.endsWith('-revoke-only')) {
      const { wrapped, ...rest } = JSON.parse(bytes.toString('utf8'));
      const { result } = await app.keychain.unwrap(Buffer.from(wrapped, 'base64'));
      contents[path] = { ...rest, unwrapped: JSON.parse(result) };
    } else if (bytes[16] === COLON) contents[path] = (await decrypted(bytes, app)).replaceAll(id, 'an id');
    else contents[path] = bytes.toString('utf8').replaceAll(id, 'an id');
  }
  return contents;
}

const COLON = 0x3a;

function keyRecord(bytes: Buffer): string {
  return bytes.toString('utf8').split('\n')[1] ?? '';
}

function withoutWrapping(key: string, value: unknown): unknown {
  return key === 'wrappedKey' && typeof value === 'string'
    ? Buffer.from(value, 'base64').subarray(0, 3).toString()
    : value;
}

/** Decrypts a file of electron-store: 16 bytes as both salt and nonce, a colon, the ciphertext, and a tag of 16 bytes. */
async function decrypted(bytes: Buffer, app: App): Promise<string> {
  const { wrappedKey } = JSON.parse(keyRecord(await readFile(app.layout.key)));
  const { result } = await app.keychain.unwrap(Buffer.from(wrappedKey, 'base64'));
  const nonce = bytes.subarray(0, 16);
  const key = pbkdf2Sync(Buffer.from(result, 'base64'), nonce, 10_000, 32, 'sha512');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(17, -16), undefined, 'utf8') + decipher.final('utf8');
}
