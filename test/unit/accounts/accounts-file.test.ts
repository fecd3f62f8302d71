import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountRecord, accountsFileIn, whyUnreadable } from '../../../main/accounts/accounts-file.ts';

let profile: string;
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'accounts-'));
});
afterEach(() => rm(profile, { recursive: true }));

const put = (text: string, name = 'accounts.json') => writeFile(join(profile, name), text);
const get = async (name = 'accounts.json') => JSON.parse(await readFile(join(profile, name), 'utf8'));
const load = () => accountsFileIn(profile).load();

const WORK: AccountRecord = {
  id: '1'.repeat(16),
  name: 'work',
  vault: null,
  server: { serverUrl: 'https://login.example.org', clientId: 'desktop' },
  insteadOf: null,
};
const TEST: AccountRecord = { ...WORK, id: '2'.repeat(16), name: null, vault: 'ab'.repeat(16), insteadOf: WORK.id };

describe('an inspection', () => {
  it('reads what a start would load, without changing anything', async () => {
    const file = accountsFileIn(profile);
    await file.save([WORK]);
    await file.save([WORK, TEST]);
    expect(await file.inspect()).toMatchObject({ kind: 'records', records: [WORK, TEST] });
    await put('{');
    const before = await readdir(profile);
    expect(await file.inspect()).toMatchObject({ kind: 'records', records: [WORK, TEST] });
    expect(await readdir(profile)).toEqual(before);
  });
});

it.each([
  [
    'newer-version',
    'A newer version of Transparenc Companion wrote accounts.json, the list of accounts. Update this one.',
  ],
  ['io', 'The list of accounts, accounts.json in the profile, cannot be read (io).'],
] as const)('a list that cannot be read (%s) is explained', (trouble, why) => {
  expect(whyUnreadable(trouble)).toBe(why);
});

describe('the list of accounts', () => {
  it('is empty without a file, and reading doesn’t create one', async () => {
    expect(await load()).toEqual({ kind: 'records', records: [] });
    expect(await readdir(profile)).toEqual([]);
  });

  it('comes back as it was saved, by the names of the format', async () => {
    const added: AccountRecord = { ...WORK, id: '3'.repeat(16), name: null, isNew: true };
    await accountsFileIn(profile).save([WORK, TEST, added]);
    expect(await load()).toEqual({ kind: 'records', records: [WORK, TEST, added] });
    expect(await get()).toEqual({ format: 1, accounts: [WORK, TEST, added] });
  });

  it.each(['1'.repeat(17), '1'.repeat(15), `${'1'.repeat(15)}g`, `../${'1'.repeat(16)}`, `${'1'.repeat(16)}/x`])(
    'has no account with the id %j, which names files',
    async (id) => {
      await put(JSON.stringify({ format: 1, accounts: [WORK, { ...WORK, id }] }));
      expect(await load()).toMatchObject({ kind: 'records', records: [WORK] });
    },
  );

  it('leaves nothing once it is empty', async () => {
    const file = accountsFileIn(profile);
    await file.save([WORK]);
    await file.save([WORK, TEST]);
    await file.save([]);
    expect(await readdir(profile)).toEqual([]);
  });

  it.each(['', '{', 'null', '[]', '{"format":1}', '{"format":1,"accounts":{}}', '{"format":"2","accounts":[]}'])(
    'is read from its copy if the file contains %j, which is set aside, and again at the next start',
    async (damage) => {
      const file = accountsFileIn(profile);
      await file.save([WORK]);
      await file.save([WORK, TEST]);
      await put(damage);
      for (let starts = 0; starts < 3; starts += 1)
        expect(await load()).toEqual({ kind: 'records', records: [WORK, TEST] });
      expect(await readFile(join(profile, 'accounts.json.damaged-1'), 'utf8')).toBe(damage);
    },
  );

  it('is read from the copies beside the vaults if the file is missing', async () => {
    const file = accountsFileIn(profile);
    await file.save([WORK, TEST]);
    await file.save([{ ...WORK, name: 'job' }, TEST]);
    await rm(join(profile, 'accounts.json'));
    expect(await load()).toEqual({ kind: 'records', records: [{ ...WORK, name: 'job' }, TEST] });
  });

  it('leaves out accounts that were removed, and so do its copies', async () => {
    const file = accountsFileIn(profile);
    await file.save([WORK, TEST]);
    await file.save([TEST]);
    await rm(join(profile, 'accounts.json'));
    expect(await load()).toEqual({ kind: 'records', records: [TEST] });
  });

  it('is read from the intact copies, whatever else is beside them', async () => {
    await accountsFileIn(profile).save([WORK, TEST]);
    await put('{');
    await put('{', `vault/${WORK.id}-account`);
    await put(JSON.stringify({ format: 1, account: { ...WORK, id: '../etc' } }), `vault/${'7'.repeat(16)}-account`);
    await symlink(join(profile, 'vault', `${TEST.id}-account`), join(profile, 'vault', `${'8'.repeat(16)}-account`));
    for (const name of [`copy-of-${WORK.id}-account`, `${WORK.id}-account.old`])
      await put(JSON.stringify({ format: 1, account: WORK }), `vault/${name}`);
    const before = await readdir(join(profile, 'vault'));
    expect(await load()).toEqual({ kind: 'records', records: [TEST] });
    // A later version may understand more of it.
    expect(await readdir(join(profile, 'vault'))).toEqual(before);
  });

  it('is not taken for empty if it is damaged without any copy: it stays as it is until someone has repaired it', async () => {
    const file = accountsFileIn(profile);
    await file.save([WORK]);
    await rm(join(profile, 'vault'), { recursive: true });
    const whole = await readFile(join(profile, 'accounts.json'), 'utf8');
    await put('{');
    expect(await file.load()).toEqual({ kind: 'unreadable', trouble: 'damaged' });
    await expect(file.save([TEST])).rejects.toThrow('damaged');
    expect(await readFile(join(profile, 'accounts.json'), 'utf8')).toBe('{');
    await put(whole);
    expect(await file.load()).toEqual({ kind: 'records', records: [WORK] });
  });

  it('keeps an account whose sign-in was renewed, even if a kill left a stale copy of its question', async () => {
    const renewed: AccountRecord = { ...WORK, vault: '0'.repeat(16) };
    const question: AccountRecord = { ...WORK, id: '0'.repeat(16), name: null, insteadOf: WORK.id };
    const file = accountsFileIn(profile);
    await file.save([WORK, question]);
    const stale = await get(`vault/${question.id}-account`);
    await file.save([renewed]);
    await put(JSON.stringify(stale), `vault/${question.id}-account`);
    await rm(join(profile, 'accounts.json'));
    expect(await load()).toEqual({ kind: 'records', records: [renewed] });
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'older than it',
      () => put(JSON.stringify({ format: 1, account: { ...WORK, name: 'job' } }), `vault/${WORK.id}-account`),
    ],
    ['missing', () => rm(join(profile, 'vault', `${WORK.id}-account`))],
    ['damaged', () => put('{', `vault/${WORK.id}-account`)],
    [
      'of an account that it no longer has',
      () =>
        put(JSON.stringify({ format: 1, account: { ...WORK, id: '0'.repeat(16) } }), `vault/${'0'.repeat(16)}-account`),
    ],
  ])('has copies that a start corrects if a kill has left one %s', async (_, leave) => {
    await accountsFileIn(profile).save([WORK, TEST]);
    await leave();
    await load();
    await rm(join(profile, 'accounts.json'));
    expect(await load()).toEqual({ kind: 'records', records: [WORK, TEST] });
  });

  it('is saved even if there is no room for the copies', async () => {
    await put('a file in their way', 'vault');
    await accountsFileIn(profile).save([WORK]);
    expect(await load()).toEqual({ kind: 'records', records: [WORK] });
  });

  it('gives no account the vault that another one has by its id', async () => {
    const thief = { ...TEST, vault: WORK.id };
    await put(JSON.stringify({ format: 1, accounts: [WORK, thief] }));
    const file = accountsFileIn(profile);
    expect(await file.load()).toEqual({ kind: 'records', records: [WORK] });
    await file.save([WORK]);
    expect((await get()).accounts).toEqual([WORK, thief]);
  });

  it('is not changed, and not taken for empty, if a newer version wrote it', async () => {
    const newer = '{"format":2,"accounts":"in another way"}';
    await put(newer);
    const file = accountsFileIn(profile);
    expect(await file.load()).toEqual({ kind: 'unreadable', trouble: 'newer-version' });
    await expect(file.save([WORK])).rejects.toThrow('newer-version');
    expect(await readFile(join(profile, 'accounts.json'), 'utf8')).toBe(newer);
    expect(await readdir(profile)).toEqual(['accounts.json']);
  });

  it('is not followed through a link', async () => {
    await put(JSON.stringify({ format: 1, accounts: [WORK] }), 'elsewhere');
    await symlink(join(profile, 'elsewhere'), join(profile, 'accounts.json'));
    expect(await load()).toEqual({ kind: 'unreadable', trouble: 'damaged' });
  });

  it('is read from its copies in place of a link', async () => {
    await accountsFileIn(profile).save([WORK]);
    await rm(join(profile, 'accounts.json'));
    await symlink(join(profile, 'elsewhere'), join(profile, 'accounts.json'));
    expect(await load()).toEqual({ kind: 'records', records: [WORK] });
  });

  it.each<[string, object]>([
    ['a path for its vault', { vault: '../../.ssh' }],
    ['a path that begins like a vault', { vault: `${'a'.repeat(16)}/../.ssh` }],
    ['a vault that is not a name', { vault: 7 }],
    ['an id that is a path', { id: '../../../etc/pass' }],
    ['an address without encryption', { server: { serverUrl: 'http://login.example.org' } }],
    ['an address with a script', { server: { serverUrl: 'javascript:alert(1)' } }],
    ['a client ID with a line break', { server: { serverUrl: 'https://a.example', clientId: 'a\nb' } }],
    ['another id for the account in whose place it is', { insteadOf: 'work' }],
  ])('leaves out an account with %s, and keeps what is written there', async (_what, wrong) => {
    const entry = { ...TEST, ...wrong };
    await put(JSON.stringify({ format: 1, accounts: [WORK, entry] }));
    const file = accountsFileIn(profile);
    expect(await file.load()).toEqual({ kind: 'records', records: [WORK] });
    await file.save([{ ...WORK, name: 'job' }]);
    expect(await get()).toEqual({ format: 1, accounts: [{ ...WORK, name: 'job' }, entry] });
  });

  it('gives no two accounts one id, one vault or one name', async () => {
    const twin = { ...TEST, id: WORK.id };
    const thief = { ...WORK, id: '3'.repeat(16), name: 'thief', vault: TEST.vault };
    const namesake = { ...WORK, id: '4'.repeat(16), name: 'WORK' };
    await put(JSON.stringify({ format: 1, accounts: [WORK, TEST, twin, thief, namesake] }));
    expect(await load()).toEqual({ kind: 'records', records: [WORK, TEST, { ...namesake, name: null }] });
  });

  it.each(['$(id)', '-all', 'a b', ''])('does not use %j as a name', async (name) => {
    await put(JSON.stringify({ format: 1, accounts: [{ ...WORK, name }] }));
    expect(await load()).toEqual({ kind: 'records', records: [{ ...WORK, name: null }] });
  });
});
