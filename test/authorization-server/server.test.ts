import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from './client.ts';
import { approveByForms } from './person.ts';
import { type AuthorizationServer, type AuthorizationServerOptions, startAuthorizationServer } from './server.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options: AuthorizationServerOptions = {}): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer({ port: 0, ...options });
  ends.push(server.close);
  return server;
}

/** Goes through a whole device flow and returns the token response. */
async function signIn(server: AuthorizationServer, name = 'ada') {
  const client = createClient(server.url, server.clientId);
  const { json } = await client.start();
  await approve(json, name);
  return (await client.poll(json['device_code'])).json;
}

function approve(codes: Readonly<Record<string, unknown>>, name = 'ada') {
  return approveByForms(String(codes['verification_uri']), {
    userCode: String(codes['user_code']),
    name,
    decision: 'approve',
  });
}

describe('a sign-in', () => {
  test('starts with a response of exactly the fields that the server of record sends', async () => {
    const server = await start({ intervalS: 3, deviceCodeLifetimeS: 120 });
    const { status, json } = await createClient(server.url).start();
    expect(status).toBe(200);
    expect(json).toEqual({
      device_code: expect.stringMatching(/^[\w-]{40,}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${server.url}/device`,
      expires_in: 120,
      interval: 3,
    });
  });

  test('carries a complete address if asked to', async () => {
    const server = await start({ offersCompleteUri: true });
    const { json } = await createClient(server.url).start();
    expect(json['verification_uri_complete']).toBe(`${server.url}/device?user_code=${json['user_code']}`);
  });

  test('is pending until it is approved, and then gives tokens that name the person', async () => {
    const server = await start({ intervalS: 0, accessTokenLifetimeS: 60 });
    const client = createClient(server.url);
    const { json } = await client.start();
    expect(await client.poll(json['device_code'])).toMatchObject({
      status: 400,
      json: { error: 'authorization_pending' },
    });
    expect(await approve(json, 'ada@example.org')).toMatchObject({
      page: 'approved',
      device: 'Desktop computer · Debian GNU/Linux 12',
    });
    const { status, json: tokens } = await client.poll(json['device_code']);
    expect(status).toBe(200);
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 60, scope: 'openid offline_access' });
    const names = {
      sub: 'ada@example.org',
      name: 'ada@example.org',
      preferred_username: 'ada@example.org',
      email: 'ada@example.org',
    };
    expect(claimsOf(tokens['id_token'])).toMatchObject({ ...names, iss: server.url, aud: server.clientId });
    const userinfo = await fetch(`${server.url}/api/v1/oauth/userinfo`, {
      headers: { authorization: `Bearer ${tokens['access_token']}` },
    });
    expect(await userinfo.json()).toEqual(names);
  });

  test('that is denied ends with access_denied', async () => {
    const server = await start();
    const client = createClient(server.url);
    const { json } = await client.start();
    const outcome = await approveByForms(String(json['verification_uri']), {
      userCode: String(json['user_code']),
      decision: 'deny',
    });
    expect(outcome.page).toBe('denied');
    expect((await client.poll(json['device_code'])).json['error']).toBe('access_denied');
  });

  test('that is too old ends with expired_token, on the page too', async () => {
    const server = await start();
    const client = createClient(server.url);
    const { json } = await client.start();
    server.expireNow();
    expect((await client.poll(json['device_code'])).json['error']).toBe('expired_token');
    expect((await approve(json)).page).toBe('expired');
  });

  test('refuses a second use of its code', async () => {
    const server = await start();
    const { json } = await createClient(server.url).start();
    await approve(json);
    expect((await approve(json)).page).toBe('used');
  });

  test.each([
    ['an unknown client', { client_id: 'somebody' }, 401, 'invalid_client'],
    ['a missing device_type', { device_type: '' }, 400, 'invalid_request'],
    ['a missing device_os', { device_os: '' }, 400, 'invalid_request'],
  ])('is refused with %s', async (_what, form, status, error) => {
    const server = await start();
    expect(await createClient(server.url).start(form)).toMatchObject({ status, json: { error } });
  });

  test('works for each client of a list', async () => {
    const server = await start({ clientId: ['one', 'two'] });
    expect(server.clientId).toBe('one');
    expect((await createClient(server.url, 'two').start()).status).toBe(200);
  });
});

describe('polling', () => {
  test('sooner than the interval gets slow_down', async () => {
    const server = await start({ intervalS: 60 });
    const client = createClient(server.url);
    const { json } = await client.start();
    expect((await client.poll(json['device_code'])).json['error']).toBe('slow_down');
  });

  test('can be slowed down at will, which makes the interval longer', async () => {
    const server = await start();
    server.setInterval(0);
    server.slowDown();
    const client = createClient(server.url);
    const { json } = await client.start();
    expect((await client.poll(json['device_code'])).json['error']).toBe('slow_down');
    expect((await client.poll(json['device_code'])).json['error']).toBe('slow_down');
    await approve(json);
    expect((await client.poll(json['device_code'])).status).toBe(200);
  });
});

describe('a refresh token', () => {
  test('is replaced by each refresh, and its reuse ends the whole grant', async () => {
    const server = await start();
    const client = createClient(server.url);
    const { refresh_token: first } = await signIn(server);
    const { status, json: second } = await client.refresh(first);
    expect(status).toBe(200);
    expect(second['refresh_token']).not.toBe(first);
    expect((await client.refresh(first)).json['error']).toBe('invalid_grant');
    expect((await client.refresh(second['refresh_token'])).json['error']).toBe('invalid_grant');
  });

  test('stays the same if rotation is off', async () => {
    const server = await start({ rotate: false });
    const { refresh_token: token } = await signIn(server);
    const { json } = await createClient(server.url).refresh(token);
    expect(json).toMatchObject({ access_token: expect.any(String), refresh_token: token });
  });

  test('is of no use once revoked, while another device of the same person stays signed in', async () => {
    const server = await start();
    const client = createClient(server.url);
    const [one, other] = [await signIn(server), await signIn(server)];
    expect((await client.revoke(one['refresh_token'])).status).toBe(200);
    expect((await client.refresh(one['refresh_token'])).json['error']).toBe('invalid_grant');
    expect((await client.refresh(other['refresh_token'])).status).toBe(200);
    server.revokeAll();
    expect((await client.refresh(other['refresh_token'])).json['error']).toBe('invalid_grant');
  });
});

describe('the server', () => {
  test.each(['', '/auth'])('describes itself at both well-known addresses (base path "%s")', async (basePath) => {
    const server = await start({ basePath });
    const { origin } = new URL(server.url);
    for (const address of [
      `${origin}/.well-known/oauth-authorization-server${basePath}`,
      `${server.url}/.well-known/openid-configuration`,
    ]) {
      expect(await (await fetch(address)).json()).toMatchObject({
        issuer: server.url,
        device_authorization_endpoint: `${server.url}/api/v1/oauth/device-authorization/`,
        token_endpoint: `${server.url}/api/v1/oauth/token`,
        revocation_endpoint: `${server.url}/api/v1/oauth/revoke`,
        userinfo_endpoint: `${server.url}/api/v1/oauth/userinfo`,
      });
    }
    expect(await signIn(server)).toHaveProperty('refresh_token');
  });

  test('is the same server after a restart with the same folder', async () => {
    const stateFolder = await mkdtemp(join(tmpdir(), 'authorization-server-'));
    ends.push(() => rm(stateFolder, { recursive: true }));
    const before = await start({ stateFolder });
    const { refresh_token: token } = await signIn(before);
    const keysBefore = await signingKeys(before);
    await before.close();
    const after = await start({ stateFolder });
    expect(after.url).toBe(before.url);
    expect(await signingKeys(after)).toEqual(keysBefore);
    expect((await createClient(after.url).refresh(token)).status).toBe(200);
    if (process.platform !== 'win32') expect((await stat(join(stateFolder, 'identity.json'))).mode & 0o077).toBe(0);
  });

  test('uses the next port if the preferred one is taken', async () => {
    const first = await start();
    const second = await start({ port: Number(new URL(first.url).port) });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(new URL(first.url).port));
  });

  test('stops and restarts on the same port with its data', async () => {
    const server = await start();
    const { refresh_token: token } = await signIn(server);
    await server.pause();
    await expect(fetch(server.url)).rejects.toThrow();
    await server.resume();
    expect((await createClient(server.url).refresh(token)).status).toBe(200);
  });

  test('notes each exchange without a secret, and all secrets apart from that', async () => {
    const server = await start();
    const tokens = await signIn(server);
    await createClient(server.url).refresh(tokens['refresh_token']);
    await expect.poll(() => server.log.every(({ respondedAt }) => respondedAt !== null)).toBe(true);
    const api = server.log.filter(({ path }) => path.startsWith('/api'));
    expect(api.map(({ outcome, grantType, status }) => [outcome, grantType, status])).toEqual([
      ['codes', null, 200],
      ['tokens', 'device_code', 200],
      ['tokens', 'refresh_token', 200],
    ]);
    expect(server.secrets()).toEqual(
      expect.arrayContaining([tokens['access_token'], tokens['refresh_token'], tokens['id_token']]),
    );
    expect(server.secrets()).toHaveLength(7);
    const log = JSON.stringify(server.log);
    expect(server.secrets().filter((secret) => log.includes(secret))).toEqual([]);
    expect(server.userCodes()).toHaveLength(1);
  });
});

/** On a separate connection, because a reused one would be dead after the restart. */
async function signingKeys(server: AuthorizationServer): Promise<unknown> {
  return (await fetch(`${server.url}/jwks`, { headers: { connection: 'close' } })).json();
}

function claimsOf(idToken: unknown): unknown {
  return JSON.parse(Buffer.from(String(idToken).split('.')[1] ?? '', 'base64url').toString());
}
