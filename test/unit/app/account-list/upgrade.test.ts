/**
 * An update of the app over a profile that an earlier version wrote, and one back over a later version's: the real list of
 * accounts, sessions, vaults and files, over a server in memory. The vaults are the golden ones of each format version.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountsFileIn } from '../../../../main/accounts/accounts-file.ts';
import { createAccountList } from '../../../../main/app/account-list/account-list.ts';
import { knownAccounts } from '../../../../main/app/account-list/known-accounts.ts';
import { isProblem } from '../../../../main/cli/flags.ts';
import { createGrants } from '../../../../main/local-tools/grants.ts';
import { createHttpClient } from '../../../../main/net/http-client.ts';
import { createSession } from '../../../../main/session/session.ts';
import { resolveServer } from '../../../../main/settings/resolve.ts';
import { NO_DESKTOP, openSettings } from '../../../../main/settings/settings-store.ts';
import { createUserFile, readUserSettings, writeUserSettings } from '../../../../main/settings/user-settings.ts';
import { createClockSkew } from '../../../../main/time/clock-skew.ts';
import { createEvent } from '../../../../main/time/event.ts';
import { createSerialQueue } from '../../../../main/time/serial-queue.ts';
import { FORMAT, FORMAT_OF_SEVERAL } from '../../../../main/vault/format.ts';
import { openRevokeOnly } from '../../../../main/vault/revoke-only.ts';
import { english } from '../../../harness/messages.ts';
import { type FakeClock, fakeClock, settle } from '../../fake-clock.ts';
import { deriveInFull } from '../../one-round.ts';
import { GRANT, INERT, scriptedServer, TOKENS } from '../../session/parts.ts';
import { GOLDEN_VAULTS, goldenFolder } from '../../vault/golden/cases.ts';
import { BINDING, profile } from '../../vault/world.ts';

deriveInFull();

/** Seconds after the golden vaults were written, so none of their tokens has expired. */
const SOON = Date.UTC(2026, 8, 21, 14, 13, 30);
const NO_FLAGS = { values: {}, switches: new Set<never>(), unknown: [], foreign: [] };
const NO_POLICY = { file: 'config.json', managed: {}, problem: null, serverIsCertain: true };

/** `settings.json` as the first version wrote it, with a field that only a later version knows. */
const SETTINGS = {
  serverUrl: BINDING.baseUrl,
  clientId: BINDING.clientId,
  tokenPath: BINDING.tokenEndpoint.slice(BINDING.baseUrl.length),
  theme: 'dark',
  language: 'de',
  localTools: 'ask',
  keepWithoutKeyring: true,
  ofAnotherVersion: { kept: true },
};

/** `accounts.json` of format 1, with a second account. */
const TWO_ACCOUNTS = {
  format: 1,
  accounts: [
    {
      id: '00000000000000b2',
      name: 'Second',
      vault: null,
      server: { serverUrl: 'https://second.example.org', clientId: 'companion' },
      insteadOf: null,
    },
  ],
};

type App = Awaited<ReturnType<typeof profile>>;

/** The profile of an earlier version: a vault of this format, and its other files. */
async function earlier(format: number, name: string, accounts: object | null = null): Promise<App> {
  const app = await profile();
  await cp(goldenFolder(format, name), app.home, { recursive: true });
  await writeFile(join(app.home, 'settings.json'), JSON.stringify(SETTINGS, null, 2));
  if (accounts) await writeFile(join(app.home, 'accounts.json'), JSON.stringify(accounts));
  return app;
}

/** Starts the current version over the existing profile, without a desktop. */
async function start(app: App) {
  const { home, folder, keychain } = app;
  const clock = fakeClock(SOON);
  const world = scriptedServer();
  const path = (of: string) => new URL(of, BINDING.baseUrl).pathname;
  world.on(path(BINDING.tokenEndpoint), () => Response.json({ ...TOKENS, refresh_token: 'a new one' }));
  for (const start of ['/tenant/api/v1/oauth/device-authorization/', '/api/v1/oauth/device-authorization/'])
    world.on(start, () => Response.json(GRANT));

  const userSettings = await readUserSettings(home);
  if (isProblem(userSettings)) throw new Error(userSettings.must);
  const userFile = createUserFile(userSettings, {
    read: () => readUserSettings(home),
    write: (changed) => writeUserSettings(home, changed),
  });
  const settings = await openSettings({
    userFile,
    flags: NO_FLAGS,
    managed: {},
    desktop: NO_DESKTOP,
    onChange: () => {},
  });
  const setting = resolveServer(NO_FLAGS, {}, userSettings, NO_POLICY);
  if (isProblem(setting)) throw new Error(setting.must);
  const file = accountsFileIn(home);
  const loaded = await file.load();
  const known = await knownAccounts(home, setting, NO_POLICY, () => loaded);
  // The keys are bound to the computer on which they were created.
  const own = {
    keepWithoutKeyring: () => settings.current().keepWithoutKeyring.value,
    machineId: () => 'a'.repeat(32),
    severalAccounts: () => accounts.hasSeveral(),
  };
  const changes = createEvent();
  const accounts = createAccountList({
    loaded: () => loaded,
    load: async () => undefined,
    configured: () => known.configured(setting),
    file,
    mayAdd: () => true,
    openSession({ server, vault: name, mayBeAnothers, onSomeoneElse }) {
      const clockSkew = createClockSkew(clock);
      const http = createHttpClient({ fetch: world.fetch, clock, onDate: clockSkew.note });
      const { baseUrl, clientId, tokenEndpoint } = server;
      const bound = { ...own, name, binding: { baseUrl, clientId, tokenEndpoint } };
      const vault = app.start(bound);
      const revokeOnly = openRevokeOnly({ ...bound, folder, keychain, now: clock.now });
      const session = createSession({
        ...INERT,
        server,
        // Only read what is stored, without renewing it.
        autoRefresh: false,
        http,
        refreshHttp: http,
        inTurn: createSerialQueue(),
        vault,
        revokeOnly,
        clock,
        random: () => 0.5,
        clockSkew,
        mayBeAnothers,
        onSomeoneElse,
        onChange: changes.emit,
      });
      return { session, tools: vault.tools, noteAccounts: vault.noteAccounts };
    },
    unconfigure: async () => [],
    changed: changes.emit,
  });
  await accounts.start();
  await testStorageOfAll(accounts);
  return { accounts, settings, clock, world };
}

/** Waits for the storage tests, which run in the background and write files. */
async function testStorageOfAll(accounts: ReturnType<typeof createAccountList>): Promise<void> {
  for (const { session } of accounts.all()) await session.testStorage().catch(() => undefined);
}

/** All files with a digest of their bytes. */
async function bytesOf(app: App): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const path of (await app.files()).sort())
    digests[path] = createHash('sha256')
      .update(await readFile(join(app.home, path)))
      .digest('hex');
  return digests;
}

const versions = Array.from({ length: FORMAT }, (_, n) => n + 1);
const all = versions.flatMap((format) =>
  GOLDEN_VAULTS.filter(({ name }) => existsSync(goldenFolder(format, name))).map((golden) => ({ format, ...golden })),
);

/** The state that the window shows for a loaded vault. */
function expectedState({ loads, revokeOnly }: (typeof all)[number]) {
  if (loads.kind !== 'value') return { kind: 'signed-out', ...(revokeOnly.length === 0 && { because: null }) };
  const { ended, accountName, refused } = loads.session;
  if (ended) return { kind: 'needs-you', because: { kind: ended.kind }, account: { name: accountName } };
  // A refused sign-in continues with its access token, unless that may predate the last renewal.
  if (refused && (loads.rotationPending || loads.from === 'previous'))
    return { kind: 'needs-you', because: { kind: 'refused' }, account: { name: accountName } };
  return { kind: 'signed-in', account: { name: accountName }, since: loads.session.signedInAt };
}

describe('an update over an earlier version', () => {
  it.each(all)(
    'of format $format, $name: the account, its grants and the settings are as they were',
    async (golden) => {
      await using app = await earlier(golden.format, golden.name);
      const before = await bytesOf(app);
      const { accounts, settings, clock } = await start(app);
      await clock.advance(0);
      const [account, ...others] = accounts.all();
      expect(others).toEqual([]);
      expect(account?.server).toMatchObject({ baseUrl: BINDING.baseUrl, clientId: BINDING.clientId });
      expect(account?.session.ownState()).toMatchObject(expectedState(golden));
      expect(await grantsOf(account)).toEqual(golden.grants ?? []);
      const { theme, language, localTools, keepWithoutKeyring } = settings.current();
      expect([theme, language, localTools, keepWithoutKeyring].map(({ value }) => value)).toEqual([
        'dark',
        'de',
        'ask',
        true,
      ]);
      await testStorageOfAll(accounts);
      // So a kill at any moment of this start changes nothing either. Unfinished or damaged files are repaired.
      const after = await bytesOf(app);
      if (!['signed-out', 'current-copy-damaged'].includes(golden.name)) expect(after).toEqual(before);
      expect(after['settings.json']).toBe(before['settings.json']);
    },
  );

  it.each(versions)('of format %i with a second account: both are there, each with its own data', async (format) => {
    await using app = await earlier(format, 'tool-allowed', TWO_ACCOUNTS);
    const { accounts, clock } = await start(app);
    await clock.advance(0);
    expect(accounts.all().map(({ name, session }) => [name, session.ownState().kind])).toEqual([
      ['example', 'signed-in'],
      ['Second', 'signed-out'],
    ]);
    const [first] = accounts.all();
    expect(await grantsOf(first)).toHaveLength(1);
    const settings = await readUserSettings(app.home);
    await writeUserSettings(app.home, { ...settings, theme: 'light' });
    // Files that another version has written beside it stay.
    expect(await readUserSettings(app.home)).toMatchObject({ theme: 'light', ofAnotherVersion: { kept: true } });
  });
});

describe('an earlier version over a newer one’s profile', () => {
  const { next, title } = english.storageTroubles['newer-version'];

  it.each(all.filter(({ name }) => ['strong', 'tool-allowed', 'refresh-under-way'].includes(name)))(
    'with a vault of a later format, $name: asks for an update of the app, and no button changes anything',
    async (golden) => {
      await using app = await earlier(golden.format, golden.name);
      await raiseFormat(app);
      const before = await bytesOf(app);
      const { accounts, clock, world } = await start(app);
      await clock.advance(0);
      const [account] = accounts.all();
      if (!account) throw new Error('no account');
      const { session } = account;
      expect(session.ownState()).toEqual({ kind: 'storage-unreadable', trouble: 'newer-version' });
      expect([title, next]).toEqual(['Saved by a newer version', 'Update Companion, then try again.']);
      await grantsOf(account);
      void session.refresh();
      await meanwhile(clock, accounts.signIn(account.id));
      // The sign-in was approved on the phone, but can't be stored.
      expect(world.at(new URL(BINDING.tokenEndpoint).pathname)).not.toEqual([]);
      await meanwhile(clock, session.signOut());
      await settle();
      await testStorageOfAll(accounts);
      expect(await bytesOf(app)).toEqual(before);
    },
  );

  it('with a list of accounts of a later format: shows none, adds none, and changes nothing', async () => {
    await using app = await earlier(FORMAT, 'strong', { ...TWO_ACCOUNTS, format: 2 });
    const before = await bytesOf(app);
    const { accounts, clock } = await start(app);
    await clock.advance(60_000);
    expect([accounts.trouble(), accounts.all()]).toEqual(['newer-version', []]);
    expect(await accounts.add({ serverUrl: 'https://third.example.org' }, 'Third')).not.toEqual(expect.any(String));
    expect(await bytesOf(app)).toEqual(before);
  });
});

/** The grants of local tools, as the app reads them once someone is signed in. */
async function grantsOf(account: ReturnType<Awaited<ReturnType<typeof start>>['accounts']['all']>[number] | undefined) {
  const holder = account?.session.holder();
  if (!account || !holder) return [];
  const grants = createGrants({ store: account.tools, clock: fakeClock(SOON), onChange: () => undefined });
  await grants.open(holder);
  return grants.list();
}

/** Advances time until it is done, in steps so small that no code expires while a slow disk is busy. */
async function meanwhile(clock: FakeClock, work: Promise<unknown>): Promise<void> {
  let done = false;
  void work.finally(() => {
    done = true;
  });
  while (!done) {
    await clock.advance(500);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** As a later version writes it: the format is raised in the key file first. */
async function raiseFormat(app: App): Promise<void> {
  const [path] = (await app.files()).filter((file) => file.endsWith('/key'));
  if (!path) throw new Error('no key file');
  const file = join(app.home, path);
  const [, record = ''] = (await readFile(file, 'utf8')).split('\n');
  const body = `${JSON.stringify({ ...JSON.parse(record), format: FORMAT_OF_SEVERAL + 1 })}\n`;
  await writeFile(file, `${createHash('sha256').update(body).digest('hex')}\n${body}`);
}
