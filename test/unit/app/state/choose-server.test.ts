/** The user finds, chooses and leaves a server. */
import { describe, expect, it } from 'vitest';
import type { ServerChoice } from '../../../../preload/api.ts';
import { settle } from '../../fake-clock.ts';
import { memoryVault, server, sessionOver, stored } from '../../session/parts.ts';
import { choice, companion, NO_NETWORK } from './companion.ts';

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

it('a server whose sign-in cannot be read can be left for another one', async () => {
  const vault = memoryVault({ kind: 'unreadable', trouble: 'damaged' });
  const { requests, open, snapshot } = await companion({ known: server, vault });
  await open()?.start();
  expect(snapshot().session.kind).toBe('storage-unreadable');
  requests.changeServer();
  expect(snapshot().session.kind).toBe('no-server');
});
