/** The accounts of a profile, as determined from its files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { idOfBinding } from '../../../../main/accounts/account-id.ts';
import type { AccountRecord, LoadedAccounts } from '../../../../main/accounts/accounts-file.ts';
import type { ConfiguredAccount } from '../../../../main/accounts/configured.ts';
import {
  type KnownAccounts,
  knownAccounts,
  vaultsOf,
  withoutAbandoned,
} from '../../../../main/app/account-list/known-accounts.ts';
import { readFlags } from '../../../../main/cli/flags.ts';
import type { PolicySettings } from '../../../../main/settings/policy/schema.ts';
import { resolveServer, serverOf } from '../../../../main/settings/resolve.ts';
import { nameOfBinding } from '../../../../main/vault/layout.ts';

const server = { serverUrl: 'https://login.example.org' };
const record = (digit: string, more: Partial<AccountRecord> = {}): AccountRecord => ({
  ...{ id: digit.repeat(16), name: null, vault: null, server, insteadOf: null },
  ...more,
});

/** The server that these flags and an administrator's file set. */
function settingOf(args: readonly string[], managed: PolicySettings = {}) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error('bad flags');
  const setting = resolveServer(flags, {}, {}, { file: '/etc/config.json', managed });
  if ('must' in setting) throw new Error('no setting');
  return setting;
}

it('an added account is forgotten if no one had signed in to it when the app was killed', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'known-'));
  try {
    const used = record('1', { isNew: true });
    const usedElsewhere = record('2', { isNew: true, vault: 'ab'.repeat(8) });
    for (const vault of [used.id, usedElsewhere.vault ?? '']) {
      await mkdir(join(profile, 'vault', vault), { recursive: true });
      await writeFile(join(profile, 'vault', vault, 'session'), 'encrypted');
    }
    // Its storage was tested, and nothing was kept.
    const tested = record('3', { isNew: true });
    await mkdir(join(profile, 'vault', tested.id));
    const signedOut = record('4');
    const records = [used, usedElsewhere, tested, record('5', { isNew: true }), signedOut];
    expect(await withoutAbandoned(profile, { kind: 'records', records })).toEqual({
      kind: 'records',
      records: [used, usedElsewhere, signedOut],
    });
  } finally {
    await rm(profile, { recursive: true });
  }
});

it('a profile whose vaults can’t be inspected is opened anyway', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'known-'));
  try {
    await writeFile(join(profile, 'vault'), 'not a folder');
    const loaded: LoadedAccounts = { kind: 'records', records: [record('1', { isNew: true })] };
    expect(await withoutAbandoned(profile, loaded)).toEqual(loaded);
    const setting = settingOf(['--server-url=https://login.example.org']);
    const known = await knownAccounts(profile, setting, { managed: {}, serverIsCertain: true }, () => loaded);
    expect(known.configured(setting)).toHaveLength(1);
  } finally {
    await rm(profile, { recursive: true });
  }
});

describe('the vaults that a start would open', () => {
  const own = serverOf({ serverUrl: 'https://own.example' });
  const other = serverOf({ serverUrl: 'https://other.example' });
  if (!own || !other) throw new Error('these are servers');
  const configured = (digit: string, at: typeof own, isFirstOfBinding = true) =>
    ({ id: digit.repeat(16), server: at, isFirstOfBinding }) as ConfiguredAccount;
  const vaults = (accounts: readonly ConfiguredAccount[], records: readonly AccountRecord[], mayAdd = true) => {
    const known: KnownAccounts = {
      configured: () => accounts,
      mayAdd: () => 'anywhere',
      mayAddOn: (_setting, { baseUrl }) => mayAdd || baseUrl === own.baseUrl,
    };
    const setting = null as unknown as Parameters<typeof vaultsOf>[1];
    return vaultsOf(known, setting, { kind: 'records', records }).map(({ server: at, vault }) => [at.baseUrl, vault]);
  };

  it('of a configured account is that of its server and client, or its own if another one has that', () => {
    expect(vaults([configured('a', own), configured('b', own, false)], [])).toEqual([
      ['https://own.example', nameOfBinding(own)],
      ['https://own.example', 'b'.repeat(16)],
    ]);
  });

  it('of a configured account is another one once someone else has taken its place there', () => {
    const records = [
      record('a', { vault: 'of-an-added-account' }),
      record('a', { server: null, vault: 'replaced' }),
      record('c', { server: null, vault: 'of-no-account' }),
    ];
    const [first] = vaults([configured('a', own)], records, false);
    expect(first).toEqual(['https://own.example', 'replaced']);
  });

  it('include those of accounts that users have added if they may, but not of pending questions', () => {
    const records = [
      record('1', { server: { serverUrl: 'https://own.example' } }),
      record('2', { server: { serverUrl: 'https://other.example' }, vault: 'renewed' }),
      record('3', { insteadOf: '1'.repeat(16) }),
      record('4', { server: { serverUrl: 'no address' } }),
    ];
    expect(vaults([], records)).toEqual([
      ['https://own.example', '1'.repeat(16)],
      ['https://other.example', 'renewed'],
    ]);
    expect(vaults([], records, false)).toEqual([['https://own.example', '1'.repeat(16)]]);
  });

  it('are those of configured accounts alone if the list cannot be read', () => {
    const known: KnownAccounts = {
      configured: () => [configured('a', own)],
      mayAdd: () => 'anywhere',
      mayAddOn: () => true,
    };
    const setting = null as unknown as Parameters<typeof vaultsOf>[1];
    const unreadable = { kind: 'unreadable', trouble: 'io' } as unknown as Parameters<typeof vaultsOf>[2];
    expect(vaultsOf(known, setting, unreadable).map(({ vault }) => vault)).toEqual([nameOfBinding(own)]);
  });
});

it('an account can only be added on the administrator’s server and with its client, unless others are allowed', async () => {
  const allowed = async (otherAccounts?: boolean) => {
    const managed = { ...server, clientId: 'desk', ...(otherAccounts !== undefined && { otherAccounts }) };
    const setting = settingOf([], managed);
    const policy = { managed, serverIsCertain: true };
    const known = await knownAccounts('/nowhere', setting, policy, () => ({ kind: 'records', records: [] }));
    return ['https://login.example.org desk', 'https://login.example.org phone', 'https://other.example desk'].map(
      (place) => {
        const [serverUrl = '', clientId = ''] = place.split(' ');
        const at = serverOf({ serverUrl, clientId });
        return at && known.mayAddOn(setting, at);
      },
    );
  };
  expect(await allowed()).toEqual([true, false, false]);
  expect(await allowed(true)).toEqual([true, true, true]);
  expect(await allowed(false)).toEqual([false, false, false]);
});

it('an account can be added on the server of any account that the administrator has set', async () => {
  const servers = ['https://a.example', 'https://b.example', 'https://c.example'];
  const [own, other] = servers.map((serverUrl) => ({ serverUrl, clientId: 'desk' }));
  const managed = { ...own, accounts: [{ name: 'other', serverUrl: '', ...other }] };
  const setting = settingOf([], managed);
  const policy = { managed, serverIsCertain: true };
  const known = await knownAccounts('/nowhere', setting, policy, () => ({ kind: 'records', records: [] }));
  const mayAddOn = servers.map((serverUrl) => {
    const at = serverOf({ serverUrl, clientId: 'desk' });
    return at && known.mayAddOn(setting, at);
  });
  expect(mayAddOn).toEqual([true, true, false]);
});

it('of accounts with the same server and client, the one that was listed first keeps the earlier sign-in', async () => {
  const accounts = ['work', 'home'].map((name) => ({ name, ...server, clientId: 'desk' }));
  const managed = { accounts };
  const setting = settingOf([], managed);
  const records: AccountRecord[] = [];
  const policy = { managed, serverIsCertain: true };
  const known = await knownAccounts('/nowhere', setting, policy, () => ({ kind: 'records', records }));
  const first = () => known.configured(setting).find(({ isFirstOfBinding }) => isFirstOfBinding);
  const { id } = first() ?? {};
  if (!id) throw new Error('one is the first');
  // Only the record of a configured account counts.
  records.push({ ...record('1'), id, listedAs: 'work' }, { ...record('1'), id, server: null, listedAs: 'home' });
  expect(first()?.name).toBe('home');
});

describe('a flag that names a server', () => {
  const added = { serverUrl: 'https://added.example', clientId: 'desk' };
  const ofFlags = async (
    records: readonly AccountRecord[],
    { vaultOf = null as string | null, certain = true } = {},
  ) => {
    const profile = await mkdtemp(join(tmpdir(), 'known-'));
    try {
      const setting = settingOf(['--server-url=https://added.example', '--client-id=desk']);
      if (vaultOf && setting.server)
        await mkdir(join(profile, 'vault', nameOfBinding(setting.server)), { recursive: true });
      const policy = { managed: {}, serverIsCertain: certain };
      const known = await knownAccounts(profile, setting, policy, () => ({ kind: 'records', records }));
      const mayAdd = setting.server && known.mayAddOn(setting, setting.server);
      return { servers: known.configured(setting).map(({ server: at }) => at.baseUrl), mayAdd };
    } finally {
      await rm(profile, { recursive: true });
    }
  };

  it('means the account that a user has added there', async () => {
    expect((await ofFlags([record('1', { server: added })])).servers).toEqual([]);
  });

  it.each<[string, Partial<AccountRecord>]>([
    ['on another server', { server: { ...added, serverUrl: 'https://other.example' } }],
    ['with another client', { server: { ...added, clientId: 'other' } }],
    ['that waits for an answer', { server: added, insteadOf: '2'.repeat(16) }],
    ['that the settings name', { server: null }],
  ])('means a separate account beside one %s', async (_, more) => {
    expect((await ofFlags([record('1', more)])).servers).toEqual(['https://added.example']);
  });

  it('means the account that it has named before, if that is listed, although it is signed out', async () => {
    const setting = settingOf(['--server-url=https://added.example', '--client-id=desk']);
    const own = setting.server && idOfBinding(setting.server);
    if (!own) throw new Error('a server');
    const records = [{ ...record('1', { server: null, name: 'own' }), id: own }, record('2', { server: added })];
    expect((await ofFlags(records)).servers).toEqual(['https://added.example']);
  });

  it('means the sign-in that an earlier run has stored there, before there were accounts', async () => {
    const { servers } = await ofFlags([record('1', { server: added })], { vaultOf: 'https://added.example' });
    expect(servers).toEqual(['https://added.example']);
  });

  it('names none, and none can be added, while the administrator’s file is in doubt', async () => {
    expect(await ofFlags([], { certain: false })).toEqual({ servers: [], mayAdd: false });
  });
});
