import { describe, expect, it, vi } from 'vitest';
import { configuredAccounts, mayAddAccount } from '../../../../main/accounts/configured.ts';
import { createAccountList } from '../../../../main/app/account-list/account-list.ts';
import { createAppStore, type LocalTools } from '../../../../main/app/state/app-store.ts';
import { createServerSetting } from '../../../../main/app/state/server-setting.ts';
import type { InstalledCommand } from '../../../../main/desktop/installed-command.ts';
import { createProxyPasswords } from '../../../../main/net/proxy-passwords.ts';
import type { Server } from '../../../../main/oauth/protocol.ts';
import type { PolicySettings } from '../../../../main/settings/policy/schema.ts';
import { resolveServer } from '../../../../main/settings/resolve.ts';
import { NO_DESKTOP, openSettings } from '../../../../main/settings/settings-store.ts';
import { createUserFile, type UserSettings } from '../../../../main/settings/user-settings.ts';
import { createEvent } from '../../../../main/time/event.ts';
import type { LockedBy, PolicyProblem, ServerChoice, ServerFields } from '../../../../preload/api.ts';
import { SYSTEM, serverFields } from '../../../renderer/snapshots.ts';
import { settle } from '../../fake-clock.ts';
import { memoryVault, server, sessionOver, stored } from '../../session/parts.ts';

const NO_FLAGS = { values: {}, switches: new Set<never>(), unknown: [], foreign: [] };

const NO_NETWORK = {
  kind: 'unreachable',
  because: { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' },
} as const;

/** A choice with the scope from the settings. */
function choice(url: string, more: Partial<ServerChoice> = {}): ServerChoice {
  return { url, clientId: null, scope: 'openid', deviceAuthorizationPath: null, tokenPath: null, ...more };
}

async function companion({
  lockedBy = null as LockedBy | null,
  fields = {} as Partial<ServerFields>,
  known = null as Server | null,
  vault = memoryVault(),
  saves = true,
  managed = {} as PolicySettings,
  policyProblem = null as PolicyProblem | null,
  installedCommand = null as InstalledCommand | null,
} = {}) {
  const saved: UserSettings[] = [];
  const opened: string[] = [];
  const proxy = createProxyPasswords();
  let over: ReturnType<typeof sessionOver> | null = null;
  const userFile = createUserFile(
    { scope: 'openid' },
    {
      read: async () => saved.at(-1) ?? { scope: 'openid' },
      async write(all) {
        if (!saves) throw new Error('disk full');
        saved.push(all);
      },
    },
  );
  const diagnosed: (string | null)[] = [];
  const checked: string[] = [];
  const checkedServers: string[] = [];
  const changes = createEvent();
  const chosen = await openSettings({
    userFile,
    flags: NO_FLAGS,
    managed,
    desktop: NO_DESKTOP,
    onChange: changes.emit,
  });
  const resolve = (userFile: UserSettings) => resolveServer(NO_FLAGS, {}, userFile, { file: '', managed });
  const first = { server: known, lockedBy, fields: serverFields(fields), overruled: [] };
  const serverSetting = createServerSetting({ setting: first, userFile, resolve });
  const configured = () => configuredAccounts(serverSetting.current(), managed, () => undefined);
  const accounts = createAccountList({
    loaded: () => ({ kind: 'records', records: [] }),
    load: async () => undefined,
    configured,
    file: { save: async () => undefined },
    mayAdd: () => true,
    openSession: ({ server: chosen }) => {
      opened.push(`${chosen.baseUrl} ${chosen.clientId}`);
      over = sessionOver({ vault: opened.length === 1 ? vault : memoryVault(), onChange: changes.emit });
      return {
        session: over.session,
        tools: { read: async () => null, write: async () => false },
        noteAccounts: async () => {},
      };
    },
    unconfigure: async () => configured(),
    changed: changes.emit,
  });
  const made = createAppStore({
    changes,
    serverSetting,
    accounts,
    configured,
    mayAddAccount: () => mayAddAccount(serverSetting.current(), managed),
    missingAccounts: () => 0,
    limits: { maxAgeMs: null, lockedMs: null },
    policyProblem,
    unknownFlags: [],
    userFile,
    settings: { ...chosen, check: async () => void checked.push('checked') },
    system: SYSTEM,
    computer: 'ada-thinkpad',
    version: '0.1.0',
    languageFor: () => 'en',
    systemLocale: 'en-GB',
    resolveServer: resolve,
    checkServer: async ({ baseUrl, clientId, automatic }) => {
      checkedServers.push(`${baseUrl} ${clientId} ${automatic.join()}`);
      return NO_NETWORK;
    },
    proxy,
    updates: { kind: 'off', by: 'build' },
    doctor: {
      current: () => null,
      diagnose: ({ server }) => void diagnosed.push(server?.baseUrl ?? null),
    },
    installedCommand,
  });
  const open = () => accounts.all()[0]?.session ?? null;
  return { ...made, open, saved, opened, diagnosed, checked, checkedServers, proxy, last: () => over };
}

it('a locked screen ends what tools were allowed until then, and an unlocked one nothing', async () => {
  const { noteScreen, serveTools, snapshot } = await companion();
  let ended = 0;
  // The app calls only these members.
  serveTools({ locked: () => void ended++, view: () => ({ question: null }) } as unknown as LocalTools);
  noteScreen(true);
  expect([ended, snapshot().screenLocked]).toEqual([1, true]);
  noteScreen(false);
  expect([ended, snapshot().screenLocked]).toEqual([1, false]);
});

describe('several accounts', () => {
  const another = { server: { kind: 'new', choice: choice('other.example') }, name: null } as const;

  it('are a list; one of them is open, and its screen is what the window shows', async () => {
    const { snapshot, requests, accounts } = await companion({ known: server, vault: memoryVault(stored()) });
    await accounts.start();
    const [first] = snapshot().accounts;
    expect(snapshot()).toMatchObject({ account: first?.id, session: { kind: 'signed-in' }, mayAddAccount: 'anywhere' });
    requests.showPage('add-account');
    expect(await requests.addAccount(another)).toBeNull();
    await settle();
    const { accounts: both, account, page, session, server: shown } = snapshot();
    expect(both.map(({ name }) => name).sort()).toEqual(['example', 'other']);
    expect(both.find(({ id }) => id === account)?.name).toBe('other');
    // The new account's screen is open, and it isn't signed in.
    expect({ page, session: session.kind, url: shown?.url }).toEqual({
      page: 'state',
      session: 'failed',
      url: 'https://other.example',
    });
    requests.openAccount(null);
    expect(snapshot()).toMatchObject({ account: null, session: { kind: 'failed' } });
    requests.openAccount(first?.id ?? null);
    expect(snapshot()).toMatchObject({ account: first?.id, session: { kind: 'signed-in' } });
    await requests.dismiss(account ?? '');
    await settle();
    // The account had only just been added.
    expect(snapshot().accounts.map(({ name }) => name)).toEqual(['example']);
  });

  it('are added on the server of another one, or on one that is typed, if both can be used', async () => {
    const { snapshot, requests, accounts, checkedServers } = await companion({ known: server });
    await accounts.start();
    const [{ id } = { id: '' }] = snapshot().accounts;
    const wrong = [
      [
        { server: { kind: 'known', account: '0'.repeat(16) }, name: null },
        { kind: 'server', problem: 'locked' },
      ],
      [
        { server: { kind: 'new', choice: choice('http://other.example') }, name: null },
        { kind: 'server', problem: 'not-https' },
      ],
      [
        { server: { kind: 'new', choice: choice('other.example', { clientId: '' }) }, name: null },
        { kind: 'server', problem: 'bad-client-id' },
      ],
      [
        { server: { kind: 'known', account: id }, name: 'two words' },
        { kind: 'name', problem: 'bad-character' },
      ],
      [
        { server: { kind: 'known', account: id }, name: 'Example' },
        { kind: 'name', problem: 'taken' },
      ],
    ] as const;
    for (const [added, problem] of wrong) expect(await requests.addAccount(added)).toEqual(problem);
    expect(snapshot().accounts).toHaveLength(1);
    // The search for a server continues while there is an account.
    expect(await requests.checkServer(choice('other.example'))).toEqual(NO_NETWORK);
    expect(checkedServers).toHaveLength(1);
    expect(await requests.addAccount({ server: { kind: 'known', account: id }, name: ' Work ' })).toBeNull();
    expect(
      snapshot()
        .accounts.map(({ name }) => name)
        .sort(),
    ).toEqual(['Work', 'example']);
  });

  it('are not for the first screen: the server of one of them is not changed', async () => {
    const { snapshot, requests, accounts } = await companion({ known: server });
    await accounts.start();
    await requests.addAccount(another);
    await requests.changeServer();
    expect(snapshot().accounts).toHaveLength(2);
    expect(await requests.useServer(choice('third.example'), 'wait')).toBe('locked');
  });

  it('can be renamed and removed, except those that the administrator has set', async () => {
    const accounts = [{ name: 'work', serverUrl: 'https://work.example' }];
    const made = await companion({ known: server, managed: { accounts } });
    const { snapshot, requests } = made;
    await made.accounts.start();
    const id = (name: string) => snapshot().accounts.find((account) => account.name === name)?.id ?? '';
    expect(await requests.renameAccount(id('work'), 'mine')).toBe('locked');
    expect(await requests.renameAccount(id('example'), 'mine')).toBeNull();
    await requests.removeAccount(id('work'));
    await settle();
    expect(
      snapshot()
        .accounts.map(({ name }) => name)
        .sort(),
    ).toEqual(['mine', 'work']);
  });
});

describe('the command on PATH', () => {
  const folder = '/home/ada/.local/bin';
  const absent = { kind: 'not-installed', folder, onPath: true } as const;
  const there = { kind: 'installed', folder, onPath: true } as const;

  it('is shown from the start, looked for when the settings are opened, and installed and removed on request', async () => {
    let now: typeof absent | typeof there = absent;
    const becomes = (next: typeof now) => async () => {
      now = next;
      return now;
    };
    const state = async () => now;
    const installedCommand = { state, keepCurrent: state, install: becomes(there), remove: becomes(absent) };
    const { snapshot, requests, keepCommand, subscribe } = await companion({ installedCommand });
    expect(snapshot().command).toEqual({ kind: 'not-offered' });
    await keepCommand();
    expect(snapshot().command).toEqual(absent);
    const seen: string[] = [];
    subscribe(({ command }) => seen.push(command.kind));
    await requests.installCommand();
    await requests.removeCommand();
    expect(seen).toEqual(['installed', 'not-installed']);
    now = there;
    requests.showPage('settings');
    await settle();
    expect(snapshot().command).toEqual(there);
  });

  it('is nothing to a run without a window', async () => {
    const { snapshot, requests } = await companion();
    await requests.installCommand();
    requests.showPage('settings');
    await settle();
    expect(snapshot().command).toEqual({ kind: 'not-offered' });
  });
});

describe('the doctor’s page', () => {
  it('diagnoses with the server that holds now, each time that it is opened, and no other page does', async () => {
    const { requests, diagnosed, snapshot } = await companion();
    expect(snapshot().diagnosis).toBeNull();
    for (const page of ['settings', 'about', 'doctor', 'state'] as const) requests.showPage(page);
    await requests.useServer(choice('login.example.org'), 'wait');
    requests.showPage('doctor');
    expect(diagnosed).toEqual([null, 'https://login.example.org']);
  });
});

describe('the first screen', () => {
  it('asks for a server, stores it, and continues to the sign-in', async () => {
    const { snapshot, requests, saved, opened } = await companion();
    expect(snapshot()).toMatchObject({ session: { kind: 'no-server' }, server: null });
    expect(await requests.useServer(choice(' login.example.org/ '), 'wait')).toBeNull();
    await settle();
    expect(saved).toEqual([{ scope: 'openid', serverUrl: 'https://login.example.org' }]);
    expect(opened).toEqual(['https://login.example.org transparenc-companion']);
    expect(snapshot()).toMatchObject({
      session: { kind: 'signed-out' },
      server: { name: 'login.example.org', lockedBy: null },
    });
  });

  it.each([
    ['http://login.example.org', null, 'not-https'],
    ['https://ada:secret@login.example.org', null, 'has-password'],
    ['', null, 'not-an-address'],
    ['javascript://x', null, 'not-https'],
    ['https://login.example.org', '', 'bad-client-id'],
    ['https://login.example.org', 'a\nb', 'bad-client-id'],
  ])('refuses %j with client id %j: %s', async (url, clientId, problem) => {
    const { requests, saved, snapshot } = await companion();
    expect(await requests.useServer(choice(url, { clientId }), 'wait')).toBe(problem);
    expect(saved).toEqual([]);
    expect(snapshot().session).toEqual({ kind: 'no-server' });
  });

  it('reports that the choice could not be kept', async () => {
    const { requests, snapshot } = await companion({ saves: false });
    expect(await requests.useServer(choice('https://login.example.org'), 'wait')).toBe('not-saved');
    expect(snapshot().session).toEqual({ kind: 'no-server' });
  });

  it('comes back after a sign-in that has failed', async () => {
    const { requests, snapshot, open, last } = await companion({ known: server });
    await open()?.start();
    last()?.world.on('/start/', () => new Response('', { status: 404 }));
    await last()?.session.signIn();
    expect(snapshot().session.kind).toBe('failed');
    await requests.changeServer();
    expect(snapshot().session.kind).toBe('no-server');
    // The failure is gone if the user chooses the same server again.
    expect(last()?.session.state().kind).toBe('signed-out');
  });

  it('comes back after a mistyped server', async () => {
    const { requests, snapshot, open, opened, subscribe } = await companion({ known: server });
    await open()?.start();
    const reported: string[] = [];
    subscribe(({ session }) => reported.push(session.kind));
    await requests.changeServer();
    expect(snapshot()).toMatchObject({ session: { kind: 'no-server' }, server: null });
    expect(reported.at(-1)).toBe('no-server');
    expect(await requests.useServer(choice('https://other.example', { clientId: 'mine' }), 'wait')).toBeNull();
    expect(snapshot().server).toMatchObject({ url: 'https://other.example' });
    expect(opened.at(-1)).toBe('https://other.example mine');
  });

  it('does not come back while someone is signed in, or if the server is locked', async () => {
    const signedIn = await companion({ known: server, vault: memoryVault(stored()) });
    await signedIn.open()?.start();
    await signedIn.requests.changeServer();
    expect(signedIn.snapshot().session.kind).toBe('signed-in');
    const locked = await companion({ known: server, lockedBy: 'flag' });
    await locked.open()?.start();
    await locked.requests.changeServer();
    expect(locked.snapshot().session.kind).toBe('signed-out');
    expect(await locked.requests.useServer(choice('https://evil.example'), 'wait')).toBe('locked');
  });

  it('rejects a client ID if one is already set, instead of silently ignoring it', async () => {
    const clientId = { value: 'desks', lockedBy: 'administrator' } as const;
    const { requests, snapshot, saved } = await companion({ fields: { clientId } });
    expect(snapshot().serverFields.clientId).toEqual(clientId);
    const mine = choice('https://login.example.org', { clientId: 'mine' });
    expect(await requests.checkServer(mine)).toEqual({ kind: 'refused', problem: 'locked' });
    expect(await requests.useServer(mine, 'wait')).toBe('locked');
    expect(saved).toEqual([]);
    expect(await requests.useServer(choice('https://login.example.org'), 'wait')).toBeNull();
  });
});

describe('looking for a server', () => {
  it('uses the typed address and changes nothing', async () => {
    const { requests, snapshot, saved, checkedServers } = await companion();
    const wanted = choice('login.example.org/.well-known/openid-configuration', { scope: null, tokenPath: '/t' });
    expect(await requests.checkServer(wanted)).toEqual(NO_NETWORK);
    expect(checkedServers).toEqual([
      'https://login.example.org transparenc-companion scope,deviceAuthorizationEndpoint',
    ]);
    expect(saved).toEqual([]);
    expect(snapshot()).toMatchObject({ session: { kind: 'no-server' }, server: null });
  });

  it.each<[Partial<ServerChoice>, string]>([
    [{ url: 'http://login.example.org' }, 'not-https'],
    [{ url: 'https://ada:secret@login.example.org' }, 'has-password'],
    [{ clientId: 'a\nb' }, 'bad-client-id'],
    [{ scope: 'openid  email' }, 'bad-scope'],
    [{ deviceAuthorizationPath: 'https://evil.example/' }, 'bad-device-authorization-path'],
    [{ tokenPath: 'token' }, 'bad-token-path'],
  ])('sends nothing with %j: %s', async (wrong, problem) => {
    const { requests, checkedServers } = await companion();
    const wanted = { ...choice('login.example.org'), ...wrong };
    expect(await requests.checkServer(wanted)).toEqual({ kind: 'refused', problem });
    expect(await requests.useServer(wanted, 'sign-in')).toBe(problem);
    expect(checkedServers).toEqual([]);
  });

  it('is followed by the sign-in, if that is wanted', async () => {
    const { requests, last } = await companion();
    await requests.useServer(choice('login.example.org'), 'sign-in');
    await settle();
    expect(last()?.kinds()).toContain('requesting-code');
  });

  it('asks for no code if another account has been opened meanwhile', async () => {
    const vault = memoryVault();
    const read = Promise.withResolvers<void>();
    vault.load = () => read.promise.then(() => ({ kind: 'absent' }));
    const { requests, open, snapshot } = await companion({ vault });
    await requests.useServer(choice('login.example.org'), 'sign-in');
    const other = { kind: 'new', choice: choice('other.example') } as const;
    expect(await requests.addAccount({ server: other, name: null })).toBeNull();
    read.resolve();
    await settle();
    expect([open()?.state().kind, snapshot().server?.url]).toEqual(['signed-out', 'https://other.example']);
  });

  it('asks for no code if someone is signed in there already', async () => {
    const { requests, last } = await companion({ vault: memoryVault(stored()) });
    await requests.useServer(choice('login.example.org'), 'sign-in');
    await settle();
    expect(last()?.kinds()).not.toContain('requesting-code');
    expect(last()?.session.state().kind).toBe('signed-in');
  });
});

describe('a server that is left', () => {
  it('and comes back has the session that it had: two would not see each other’s writes', async () => {
    const { requests, open, opened, accounts } = await companion();
    for (const url of ['https://a.example', 'https://b.example', 'https://a.example']) {
      await requests.changeServer();
      expect(await requests.useServer(choice(url), 'wait')).toBeNull();
      await settle();
    }
    expect(opened.map((line) => line.split(' ')[0])).toEqual(['https://a.example', 'https://b.example']);
    expect(accounts.sessions()).toHaveLength(2);
    expect(open()).toBe(accounts.sessions()[0]);
  });

  it('is not asked any more, although its token is kept', async () => {
    const { requests, open, last } = await companion({ known: server, vault: memoryVault(stored()) });
    await open()?.start();
    const { session, clock, world } = last() ?? sessionOver();
    world.on('/token', () => Response.json({ error: 'invalid_client' }, { status: 401 }));
    for (let times = 0; times < 3; times += 1) await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'needs-you' });
    const before = world.asked.length;
    await requests.changeServer();
    await clock.advance(24 * 3_600_000);
    expect(world.asked).toHaveLength(before);
  });
});

describe('a screen that is locked', () => {
  it('is in the state until it is unlocked', async () => {
    const { noteScreen, snapshot, subscribe } = await companion();
    const reported: boolean[] = [];
    subscribe(({ screenLocked }) => reported.push(screenLocked));
    expect(snapshot().screenLocked).toBe(false);
    noteScreen(true);
    noteScreen(false);
    expect(reported).toEqual([true, false]);
  });
});

describe('a choice that cannot be made', () => {
  it('is in the state with its reason, for the next view, until another one is made or the settings are left', async () => {
    const { requests, snapshot } = await companion({ saves: false });
    const dark = { name: 'theme', value: 'dark' } as const;
    const refused = { name: 'theme', problem: { kind: 'not-saved', trouble: 'io' } };
    // The request comes from the tray and opens the settings.
    await requests.changeSetting(dark);
    requests.showPage('settings');
    expect(snapshot().refusedChange).toEqual(refused);
    requests.showPage('state');
    expect(snapshot().refusedChange).toBeNull();
    await requests.changeSetting(dark);
    expect(snapshot()).toMatchObject({ refusedChange: refused, settings: { theme: { value: 'system' } } });
    // The same page is no other one.
    requests.showPage('state');
    expect(snapshot().refusedChange).toEqual(refused);
  });
});

it('only the choice to stay signed in without a keyring keeps what is in memory', async () => {
  const { requests, open } = await companion({ known: server });
  const session = open();
  if (!session) throw new TypeError('there is an account');
  const kept = vi.spyOn(session, 'keepAsChosen');
  await requests.changeSetting({ name: 'theme', value: 'dark' });
  expect(kept).not.toHaveBeenCalled();
  await requests.changeSetting({ name: 'keepWithoutKeyring', value: true });
  expect(kept).toHaveBeenCalledOnce();
});

it('a server whose sign-in cannot be read can be left for another one', async () => {
  const vault = memoryVault({ kind: 'unreadable', trouble: 'damaged' });
  const { requests, open, snapshot } = await companion({ known: server, vault });
  await open()?.start();
  expect(snapshot().session.kind).toBe('storage-unreadable');
  requests.changeServer();
  expect(snapshot().session.kind).toBe('no-server');
});

describe('a proxy that asks for a password', () => {
  const login = { user: 'ada', password: 'correct horse' };
  const challenge = { isProxy: true, scheme: 'basic', host: 'proxy.example.org', port: 3128, realm: 'office' };

  it('is in the state, and its answer leads to another try, but never back to a window', async () => {
    const { requests, snapshot, open, proxy, last } = await companion({ known: server });
    await open()?.start();
    proxy.forRequest()(challenge);
    expect(snapshot().proxy).toEqual({ host: 'proxy.example.org:3128', refused: false });
    expect(snapshot().session.kind).toBe('signed-out');
    last()?.world.on('/start/', () => new Response(null, { status: 407 }));
    await last()?.session.signIn();
    expect(snapshot().session).toMatchObject({ kind: 'failed', failure: { because: { why: 'proxy-password' } } });
    const asked = last()?.world.asked.length ?? 0;
    await requests.answerProxy({ proxy: 'proxy.example.org:3128', ...login });
    await settle();
    expect(last()?.world.asked.length).toBeGreaterThan(asked);
    expect(proxy.forRequest()(challenge)).toEqual(login);
    expect(JSON.stringify(snapshot())).not.toMatch(/ada"|correct horse/);
  });

  it('once it has its answer, the account on the screen tries again whatever its state is', async () => {
    const { requests, open, proxy, last } = await companion({ known: server, vault: memoryVault(stored()) });
    await open()?.start();
    proxy.forRequest()(challenge);
    expect(last()?.world.asked).toEqual([]);
    await requests.answerProxy({ proxy: 'proxy.example.org:3128', ...login });
    await settle();
    expect(last()?.world.asked.map(({ path }) => path)).toEqual(['/token']);
  });

  it('gets no answer unless it has asked, and nothing is tried again', async () => {
    const { requests, open, proxy, last } = await companion({ known: server });
    await open()?.start();
    last()?.world.on('/start/', () => new Response(null, { status: 407 }));
    await last()?.session.signIn();
    const asked = last()?.world.asked.length;
    await requests.answerProxy({ proxy: 'proxy.example.org:3128', ...login });
    await settle();
    expect(last()?.world.asked).toHaveLength(asked ?? -1);
    expect(proxy.forRequest()(challenge)).toBeNull();
  });
});

describe('updates', () => {
  it('have the first state until the app checks, and then the check’s', async () => {
    const { snapshot, requests, checkUpdates, subscribe } = await companion();
    const reported: string[] = [];
    subscribe(({ updates }) => reported.push(updates.kind));
    for (const request of ['checkForUpdates', 'update', 'updateLater'] as const) await requests[request]();
    expect(snapshot().updates).toEqual({ kind: 'off', by: 'build' });
    const did: string[] = [];
    const note = (what: string) => () => void did.push(what);
    const state = () => ({ kind: 'checking' }) as const;
    checkUpdates({
      state,
      check: note('check'),
      apply: note('apply'),
      postpone: note('postpone'),
      systemEnds: note('ends'),
    });
    for (const request of ['checkForUpdates', 'update', 'updateLater'] as const) await requests[request]();
    expect([reported, did]).toEqual([['checking'], ['check', 'apply', 'postpone']]);
  });
});

it('local tools are in the state once they are served', async () => {
  const { serveTools, tools, snapshot, subscribe } = await companion();
  const reported: string[] = [];
  subscribe(({ tools }) => reported.push(tools.api.kind));
  expect([tools(), snapshot().tools.api.kind, snapshot().screenLocked]).toEqual([null, 'not-started', false]);
  const view = { ...snapshot().tools, api: { kind: 'off' } } as const;
  // Only this is looked at.
  serveTools({ view: () => view } as unknown as Parameters<typeof serveTools>[0]);
  expect(reported).toEqual(['off']);
});

describe('a fault that no one foresaw', () => {
  it('is in the state, by its class', async () => {
    const { noteFault, snapshot, subscribe } = await companion({ known: server });
    const reported: (string | null)[] = [];
    subscribe(({ fault }) => reported.push(fault));
    expect(snapshot().fault).toBeNull();
    noteFault('TypeError');
    expect(reported).toEqual(['TypeError']);
  });
});

describe('the settings', () => {
  it('cover the state until they are left, or someone wants a code', async () => {
    const { requests, snapshot, open, subscribe } = await companion({ known: server });
    await open()?.start();
    const reported: string[] = [];
    subscribe(({ page }) => reported.push(page));
    requests.showPage('settings');
    expect(reported).toEqual(['settings']);
    expect(snapshot()).toMatchObject({ page: 'settings', session: { kind: 'signed-out' } });
    requests.showPage('state');
    expect(snapshot().page).toBe('state');
    requests.showPage('about');
    requests.signIn(snapshot().account ?? '');
    expect(snapshot().page).toBe('state');
  });

  it('are asked of the system again each time that they are opened, and with no other page', async () => {
    const { requests, checked } = await companion();
    for (const page of ['settings', 'about', 'doctor', 'state', 'settings'] as const) requests.showPage(page);
    expect(checked).toHaveLength(2);
  });

  it('hold for the session at once: a sign-in that would end with the program is kept', async () => {
    const vault = memoryVault();
    vault.kept = { kind: 'until-quit', because: 'no-keyring' };
    const { requests, snapshot, open } = await companion({ known: server, vault });
    await open()?.start();
    await settle();
    expect(snapshot().keeping).toEqual(vault.kept);
    vault.kept = { kind: 'weak', better: null };
    expect(await requests.changeSetting({ name: 'keepWithoutKeyring', value: true })).toBeNull();
    await settle();
    expect(snapshot()).toMatchObject({ keeping: vault.kept, settings: { keepWithoutKeyring: { value: true } } });
  });

  it('that could not be saved are shown at once, until another page is opened', async () => {
    const { requests, snapshot, subscribe } = await companion({ saves: false });
    requests.showPage('settings');
    const reported: unknown[] = [];
    const unsubscribe = subscribe(({ refusedChange }) => reported.push(refusedChange));
    const problem = await requests.changeSetting({ name: 'theme', value: 'dark' });
    expect(reported.at(-1)).toEqual({ name: 'theme', problem });
    requests.showPage('settings');
    expect(snapshot().refusedChange).not.toBeNull();
    const { length } = reported;
    unsubscribe();
    requests.showPage('state');
    expect(snapshot().refusedChange).toBeNull();
    expect(reported).toHaveLength(length);
  });

  it('and the choice of a server do not undo each other', async () => {
    const { requests, saved } = await companion();
    await Promise.all([
      requests.changeSetting({ name: 'theme', value: 'dark' }),
      requests.useServer(choice('https://login.example.org'), 'wait'),
    ]);
    expect(saved.at(-1)).toEqual({ scope: 'openid', theme: 'dark', serverUrl: 'https://login.example.org' });
  });
});

describe('a configuration of the administrator’s that cannot be used', () => {
  const policyProblem = { file: '/etc/c.json', why: 'wrong-field', field: 'theme', rule: 'must be text' } as const;
  const misconfigured = { kind: 'misconfigured', problem: policyProblem };

  it('takes the place of a server that is not known, and none can be chosen', async () => {
    const { snapshot, requests, saved } = await companion({ policyProblem, lockedBy: 'administrator' });
    expect(snapshot()).toMatchObject({ session: misconfigured, policyProblem, server: null });
    expect(await requests.useServer(choice('https://login.example.org'), 'wait')).toBe('locked');
    expect(saved).toEqual([]);
  });

  it('is shown to users who would have to sign in', async () => {
    const { snapshot, open } = await companion({ policyProblem, known: server });
    await open()?.start();
    expect(snapshot().session).toEqual(misconfigured);
  });

  it('leaves signed in who is, to a server that is known', async () => {
    const { snapshot, open } = await companion({ policyProblem, known: server, vault: memoryVault(stored()) });
    await open()?.start();
    expect(snapshot()).toMatchObject({ session: { kind: 'signed-in' }, policyProblem });
  });
});
