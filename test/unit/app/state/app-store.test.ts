/** The app's state, and the requests that change it. */
import { describe, expect, it, vi } from 'vitest';
import type { LocalTools } from '../../../../main/app/state/app-store.ts';
import { settle } from '../../fake-clock.ts';
import { memoryVault, server, stored } from '../../session/parts.ts';
import { choice, companion, NO_NETWORK } from './companion.ts';

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
