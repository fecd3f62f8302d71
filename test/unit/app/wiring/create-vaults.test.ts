import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createVaults } from '../../../../main/app/wiring/create-vaults.ts';
import { serverOf } from '../../../../main/settings/resolve.ts';
import { fakeKeychain, sessionWith } from '../../vault/world.ts';
import { A, B, fieldsOf } from '../account-list/accounts-world.ts';

it('opens a vault for the server that it is bound to, and for no other', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'vaults-'));
  const [a, b] = [serverOf(fieldsOf(A)), serverOf(fieldsOf(B))];
  if (!a || !b) throw new Error('two servers');
  const storesOf = createVaults({
    profile,
    keychain: fakeKeychain(),
    keepWithoutKeyring: () => false,
    severalAccounts: () => true,
    clock: { now: () => 1_790_000_000_000 },
  });
  // The first call opens the vault, and calls in the meantime wait for that.
  const saving = storesOf(a, '0123456789abcdef').vault.save(sessionWith('of A'));
  expect(await storesOf(a, '0123456789abcdef').vault.load()).toMatchObject({ session: sessionWith('of A') });
  await saving;
  expect(storesOf(a, '0123456789abcdef').vault).toBe(storesOf(a, '0123456789abcdef').vault);
  expect((await storesOf(b, '0123456789abcdef').vault.load()).kind).toBe('unreadable');
  await rm(profile, { recursive: true });
});
