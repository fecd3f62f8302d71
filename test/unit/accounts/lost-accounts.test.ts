/** Accounts that are missing from both the list and its copies: the app still reports what is left of them on disk. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountRecord, accountsFileIn } from '../../../main/accounts/accounts-file.ts';
import { lostVaults } from '../../../main/accounts/lost-accounts.ts';

const [WORK, TEST, CUSTOMER] = ['1', '2', '3'].map(
  (digit): AccountRecord => ({
    id: digit.repeat(16),
    name: null,
    vault: null,
    server: { serverUrl: 'https://login.example.org', clientId: 'desktop' },
    insteadOf: null,
  }),
) as [AccountRecord, AccountRecord, AccountRecord];

let profile: string;
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'lost-'));
});
afterEach(() => rm(profile, { recursive: true }));

async function put(name: string, text = 'encrypted') {
  await mkdir(dirname(join(profile, name)), { recursive: true });
  await writeFile(join(profile, name), text);
}
const files = async () => (await readdir(profile, { recursive: true })).sort();

/** Three accounts, each with a sign-in. */
async function three() {
  await accountsFileIn(profile).save([WORK, TEST, CUSTOMER]);
  for (const { id } of [WORK, TEST, CUSTOMER]) await put(`vault/${id}/session`);
}

const lost = async (configured: readonly string[] = []) =>
  lostVaults(
    profile,
    await accountsFileIn(profile).load(),
    configured.map((id) => ({ id })),
  );

describe('an account that is missing', () => {
  it('is not reported while the list is intact, whatever else is in the folder', async () => {
    await three();
    await put(`vault/${'a'.repeat(32)}/session`);
    await put(`vault/${'b'.repeat(16)}/session`);
    expect(await lost()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['is damaged, too', () => put(`vault/${TEST.id}-account`, '{')],
    ['is missing, too', () => rm(join(profile, 'vault', `${TEST.id}-account`))],
  ])(
    'is known by its vault if the list is damaged and its copy %s, at every start, and nothing is deleted',
    async (_, damage) => {
      await three();
      await put('accounts.json', '{');
      await damage();
      // These are no accounts' own vaults.
      for (const other of ['a'.repeat(32), `${'4'.repeat(16)}.aside-1`]) await put(`vault/${other}/session`);
      const before = await files();
      expect(await lost()).toEqual([TEST.id]);
      const kept = await accountsFileIn(profile).load();
      if (kept.kind !== 'records') throw new Error(kept.kind);
      expect(kept.records).toEqual([WORK, CUSTOMER]);
      await accountsFileIn(profile).save(kept.records);
      expect(await lost()).toEqual([TEST.id]);
      expect(await files()).toEqual(expect.arrayContaining(before));
      // This is what happens if the user has added the account again.
      await rm(join(profile, 'vault', TEST.id), { recursive: true });
      expect(await lost()).toEqual([]);
    },
  );

  it('is known by its vault if the list is missing and its copy is damaged', async () => {
    await three();
    await rm(join(profile, 'accounts.json'));
    await put(`vault/${TEST.id}-account`, '');
    expect(await lost()).toEqual([TEST.id]);
  });

  it('is not reported if the administrator sets it, if it has no sign-in, or if its sign-in was ended', async () => {
    await three();
    await put('accounts.json.damaged-1', '{');
    await put(`vault/${'4'.repeat(16)}/session`);
    await put(`vault/${'5'.repeat(16)}/key`);
    await put(`vault/${'6'.repeat(16)}/session`);
    await put(`vault/${'6'.repeat(16)}/ended`, '');
    expect(await lost(['4'.repeat(16)])).toEqual([]);
    await put(`vault/${'7'.repeat(16)}/session-previous`);
    expect(await lost(['4'.repeat(16)])).toEqual(['7'.repeat(16)]);
  });

  it('is not looked for while the list can’t be read at all, which is reported separately', async () => {
    await three();
    await put('accounts.json', '{"format":2}');
    expect(await lost()).toBeNull();
  });
});
