/** Which accounts a profile has, by what lies on its disk. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { AccountRecord } from '../../../main/accounts/accounts-file.ts';
import { withoutAbandoned } from '../../../main/app/known-accounts.ts';

const server = { serverUrl: 'https://login.example.org' };
const record = (digit: string, more: Partial<AccountRecord> = {}): AccountRecord => ({
  ...{ id: digit.repeat(16), name: null, vault: null, server, insteadOf: null },
  ...more,
});

it('an account that was added is forgotten if no one had signed in to it when the app was killed', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'known-'));
  try {
    const used = record('1', { isNew: true });
    const usedElsewhere = record('2', { isNew: true, vault: 'ab'.repeat(8) });
    for (const vault of [used.id, usedElsewhere.vault ?? '']) {
      await mkdir(join(profile, 'vault', vault), { recursive: true });
      await writeFile(join(profile, 'vault', vault, 'session'), 'encrypted');
    }
    // Its storage was proven, and nothing was kept.
    const proven = record('3', { isNew: true });
    await mkdir(join(profile, 'vault', proven.id));
    const signedOut = record('4');
    const records = [used, usedElsewhere, proven, record('5', { isNew: true }), signedOut];
    expect(await withoutAbandoned(profile, { kind: 'records', records })).toEqual({
      kind: 'records',
      records: [used, usedElsewhere, signedOut],
    });
  } finally {
    await rm(profile, { recursive: true });
  }
});
