/** The check of a server's address before a sign-in. */
import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { askEndpoint, checkServer } from '../../../main/oauth/server-check.ts';
import { fakeClock } from '../fake-clock.ts';
import { scriptedServer, server } from '../session/parts.ts';

const { baseUrl } = server;
const RFC_8414 = '/.well-known/oauth-authorization-server';
const OPENID = '/.well-known/openid-configuration';
const AUTOMATIC = {
  ...server,
  scope: null,
  automatic: ['scope', 'deviceAuthorizationEndpoint', 'tokenEndpoint'],
} as const;

const NAMED = {
  issuer: baseUrl,
  device_authorization_endpoint: `${baseUrl}/oauth2/device`,
  token_endpoint: `${baseUrl}/oauth2/token`,
};

function checking() {
  const world = scriptedServer();
  const http = createHttpClient({ fetch: world.fetch, clock: fakeClock() });
  return { ...world, check: (of = AUTOMATIC) => checkServer(of, http) };
}

describe('a server that offers sign-in with a code', () => {
  it('is found by its document, with what its endpoints make possible', async () => {
    const { on, check, asked } = checking();
    on(OPENID, () =>
      Response.json({ ...NAMED, revocation_endpoint: `${baseUrl}/revoke`, grant_types_supported: ['refresh_token'] }),
    );
    expect(await check()).toEqual({
      kind: 'found',
      server: {
        name: 'login.example.org',
        foundIn: OPENID,
        deviceAuthorizationPath: '/oauth2/device',
        tokenPath: '/oauth2/token',
        staysSignedIn: 'yes',
        signingOut: 'ends-there',
        foreignEndpoints: [],
      },
    });
    // Nothing is sent, and no code is requested.
    expect(asked.every(({ form }) => Object.keys(form).length === 0)).toBe(true);
  });

  it.each<[string, Response]>([
    ['405', new Response('', { status: 405 })],
    ['an OAuth error', Response.json({ error: 'invalid_request' }, { status: 400 })],
    ['a validation error', Response.json({ detail: 'client_id is required' }, { status: 422 })],
    ['401 with JSON', Response.json({ error: 'invalid_client' }, { status: 401 })],
  ])('is found without a document, if the usual path responds with %s', async (_, response) => {
    const { on, check } = checking();
    on('/start/', () => response);
    expect(await check()).toMatchObject({
      kind: 'found',
      server: {
        foundIn: null,
        deviceAuthorizationPath: '/start/',
        tokenPath: '/token',
        staysSignedIn: 'not-known',
        signingOut: 'only-here',
      },
    });
  });

  it('is found in no document that names none of its endpoints', async () => {
    const { on, check } = checking();
    on(OPENID, () => Response.json({ issuer: baseUrl }));
    on('/start/', () => new Response('', { status: 405 }));
    expect(await check()).toMatchObject({ kind: 'found', server: { foundIn: null } });
  });

  it('is found with the usual path in place of an endpoint at another origin, which is named', async () => {
    const { on, check } = checking();
    on(OPENID, () => Response.json({ ...NAMED, token_endpoint: 'https://evil.example/token' }));
    expect(await check()).toMatchObject({
      kind: 'found',
      server: {
        foundIn: OPENID,
        deviceAuthorizationPath: '/oauth2/device',
        tokenPath: '/token',
        foreignEndpoints: ['token_endpoint'],
      },
    });
  });

  it.each([
    [{ grant_types_supported: ['authorization_code'] }, 'no', 'only-here'],
    [{ scopes_supported: ['offline_access'] }, 'yes', 'only-here'],
    [
      { revocation_endpoint: `${baseUrl}/r`, revocation_endpoint_auth_methods_supported: ['client_secret_basic'] },
      'not-known',
      'not-known',
    ],
  ])('with %j stays signed in: %s, signing out: %s', async (more, staysSignedIn, signingOut) => {
    const { on, check } = checking();
    on(RFC_8414, () => Response.json({ ...NAMED, ...more }));
    expect(await check()).toMatchObject({ kind: 'found', server: { staysSignedIn, signingOut } });
  });
});

describe('a server whose document names', () => {
  it('another path as its address is offered under that', async () => {
    const { on, check } = checking();
    on(OPENID, () => Response.json({ ...NAMED, issuer: `${baseUrl}/realms/staff/` }));
    expect(await check()).toEqual({
      kind: 'other-address',
      url: `${baseUrl}/realms/staff`,
      name: 'login.example.org/realms/staff',
    });
  });

  it('another host as its address is never offered under that', async () => {
    const { on, check } = checking();
    on(OPENID, () => Response.json({ ...NAMED, issuer: 'https://evil.example' }));
    expect(await check()).toMatchObject({ kind: 'no-sign-in' });
  });
});

describe('an address without such a server', () => {
  it.each<[string, () => Response]>([
    ['404 everywhere', () => new Response('', { status: 404 })],
    ['the same page everywhere', () => new Response('<html>')],
    ['JSON everywhere', () => Response.json({})],
    ['404 in JSON', () => Response.json({ error: 'resource not found' }, { status: 404 })],
    ['410', () => new Response('', { status: 410 })],
    ['501 in JSON', () => Response.json({ detail: 'Not implemented.' }, { status: 501 })],
    ['a page that forbids', () => new Response('<html>', { status: 403 })],
  ])('that responds with %s is reported with the requested address', async (_, response) => {
    const { on, check } = checking();
    for (const path of [RFC_8414, OPENID, '/start/']) on(path, response);
    const status = String(response().status);
    expect(await check()).toEqual({
      kind: 'no-sign-in',
      name: 'login.example.org',
      asked: [RFC_8414, OPENID, '/start/'].map((path) => ({ path, response: status })),
    });
  });

  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'name-not-found'],
    ['net::ERR_CONNECTION_REFUSED', 'refused'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
    ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
  ])('that cannot be reached is reported with the reason: %s', async (message, why) => {
    const { on, check } = checking();
    for (const path of [RFC_8414, OPENID, '/start/']) on(path, () => new Error(message));
    expect(await check()).toEqual({ kind: 'unreachable', because: { why, code: message } });
  });

  it.each([
    [503, 'server-trouble'],
    [429, 'too-many-requests'],
    [407, 'proxy-password'],
  ])('in trouble (%i) is not reported to offer nothing', async (status, why) => {
    const { on, check } = checking();
    for (const path of [RFC_8414, OPENID, '/start/']) on(path, () => new Response('', { status }));
    expect(await check()).toMatchObject({ kind: 'unreachable', because: { why } });
  });
});

describe('an endpoint', () => {
  it.each<[string, Response | Error, 'there' | 'not-there' | 'not-known']>([
    ['405', new Response('', { status: 405 }), 'there'],
    ['a redirect', new TypeError('unexpected redirect'), 'not-there'],
    ['nothing', new Error('net::ERR_CONNECTION_RESET'), 'not-known'],
    ['trouble', Response.json({}, { status: 503 }), 'not-known'],
  ])('that answers with %s is %s', async (_, answer, state) => {
    const { fetch, on } = checking();
    on('/token', () => answer);
    const http = createHttpClient({ fetch, clock: fakeClock() });
    expect(await askEndpoint(`${baseUrl}/token?v=2`, http)).toMatchObject({ path: '/token?v=2', state });
  });
});
