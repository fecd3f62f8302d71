/** The grants of local tools, which the vault keeps beside the sign-in. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layoutOf } from '../../../main/vault/layout.ts';
import { openVault } from '../../../main/vault/vault.ts';
import { BINDING, type FakeKeychain, fakeKeychain, SECRET, sessionWith } from './world.ts';

const RECORD = { grants: [{ tool: 'nightly-backup' }] };

let folder: string;
let keychain: FakeKeychain;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'));
  keychain = fakeKeychain();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (keepWithoutKeyring = true) =>
  openVault({ folder, binding: BINDING, keychain, keepWithoutKeyring: () => keepWithoutKeyring, machineId: () => 'm' });
const file = () => layoutOf(folder, BINDING).tools;

/** A vault with a sign-in and a record in it. */
async function kept() {
  const vault = open();
  await vault.save(sessionWith(SECRET));
  expect(await vault.tools.write(RECORD)).toBe(true);
  return vault;
}

/** The record as the next run reads it. */
async function afterRestart(): Promise<unknown> {
  const vault = open();
  await vault.load();
  return vault.tools.read();
}

describe('the record of local tools', () => {
  it('is there after a restart, encrypted and for this user alone', async () => {
    await kept();
    expect(await afterRestart()).toEqual(RECORD);
    expect(readFileSync(file()).includes('nightly-backup')).toBe(false);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('survives refreshes and ends with a sign-out', async () => {
    const vault = await kept();
    await vault.save(sessionWith('rt-2'));
    expect(await vault.tools.read()).toEqual(RECORD);
    await vault.markSignedOut();
    expect(await vault.tools.read()).toBeNull();
    expect(await vault.tools.write(RECORD)).toBe(false);
    await vault.destroy();
    expect(await afterRestart()).toBeNull();
    await open().save(sessionWith('rt-3'));
    expect(await afterRestart()).toBeNull();
  });

  it('is not kept if only a weak key or nothing protects it', async () => {
    keychain.mode = 'weak';
    const weak = open();
    await weak.save(sessionWith(SECRET));
    expect([await weak.tools.write(RECORD), await weak.tools.read()]).toEqual([false, null]);
    keychain.mode = 'none';
    const none = open(false);
    await none.testStorage();
    expect([await none.tools.write(RECORD), await none.tools.read()]).toEqual([false, null]);
  });

  it('that cannot be written is reported as not kept', async () => {
    const vault = await kept();
    rmSync(file());
    mkdirSync(join(file(), 'in the way'), { recursive: true });
    expect(await vault.tools.write(RECORD)).toBe(false);
  });

  it('is not kept before someone is signed in', async () => {
    const vault = open();
    await vault.load();
    expect([await vault.tools.write(RECORD), await vault.tools.read()]).toEqual([false, null]);
  });

  it.each<[string, (bytes: Buffer) => Buffer | string]>([
    ['plain text', () => JSON.stringify(RECORD)],
    ['one changed byte', (bytes) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)))],
    ['half of it', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['nothing', () => ''],
  ])('that was edited (%s) allows nothing, and harms no sign-in', async (_, edit) => {
    await kept();
    writeFileSync(file(), edit(readFileSync(file())));
    const vault = open();
    expect(await vault.load()).toMatchObject({ kind: 'value', session: { refreshToken: SECRET } });
    expect(await vault.tools.read()).toBeNull();
    expect(await vault.tools.write(RECORD)).toBe(true);
    expect(await afterRestart()).toEqual(RECORD);
  });
});
