import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { discover, parseMetadata, withMetadata } from '../../../main/oauth/metadata.ts';
import { revoke } from '../../../main/oauth/revoke.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { server as atRoot, scriptedServer } from '../session/parts.ts';

const { origin } = new URL(atRoot.baseUrl);
const RFC_8414 = '/.well-known/oauth-authorization-server';
const OPENID = '/.well-known/openid-configuration';

function asking() {
  const world = scriptedServer();
  const clock = fakeClock();
  return { ...world, clock, http: createHttpClient({ fetch: world.fetch, clock }) };
}

const REVOCATION = { revocation_endpoint: `${origin}/revoke` };
const document = (issuer: string) => () => Response.json({ issuer, ...REVOCATION });
const NOTHING = { metadata: null, foreignEndpoints: [], otherIssuer: null, noResponse: false };
const UNANSWERED: readonly (readonly [string, () => Response | Error])[] = [
  ['no network', () => new Error('net::ERR_INTERNET_DISCONNECTED')],
  ['a name that no one has', () => new Error('net::ERR_NAME_NOT_RESOLVED')],
  ['a reset', () => new Error('net::ERR_CONNECTION_RESET')],
  ['a certificate of no one', () => new Error('net::ERR_CERT_AUTHORITY_INVALID')],
  ['a proxy that wants a password', () => new Response('', { status: 407 })],
  ['a document with 500', () => Response.json({ issuer: origin }, { status: 500 })],
  ['502', () => new Response('<html>', { status: 502 })],
  ['408', () => new Response('', { status: 408 })],
  ['429', () => new Response('', { status: 429 })],
];
const never = () => new Promise<Response>(() => {});

describe('metadata', () => {
  it.each([
    ['without a path', '', RFC_8414, OPENID],
    // RFC 8414 §3.1 inserts the well-known part before the path, OpenID Connect Discovery §4 appends it.
    ['with a path', '/sso/tenant', `${RFC_8414}/sso/tenant`, `/sso/tenant${OPENID}`],
  ])('is looked for at both places at once, at a base URL %s', async (_, path, rfc8414, openid) => {
    const { asked, http, on, clock } = asking();
    on(rfc8414, never);
    on(openid, never);
    const found = discover(origin + path, http);
    await settle();
    expect(asked.map((request) => request.path)).toEqual([rfc8414, openid]);
    await clock.advance(3_000);
    expect(await found).toMatchObject({ ...NOTHING, noResponse: true });
  });

  it.each([RFC_8414, OPENID])('is taken from %s when that is the only place that has it', async (path) => {
    const { http, on } = asking();
    on(path, document(origin));
    expect(await discover(origin, http)).toMatchObject({ metadata: { revocationEndpoint: `${origin}/revoke` } });
  });

  it('is taken from the place that responds if the other one hangs, after 3 s', async () => {
    const { http, on, clock } = asking();
    on(RFC_8414, never);
    on(OPENID, document(origin));
    const found = discover(origin, http);
    await clock.advance(2_999);
    expect(await Promise.race([found, 'looking'])).toBe('looking');
    await clock.advance(1);
    expect(await found).toMatchObject({ metadata: { revocationEndpoint: `${origin}/revoke` } });
  });

  it.each([
    [RFC_8414, OPENID],
    [OPENID, RFC_8414],
  ])('is combined if each place names what the other does not: %s the revocation', async (one, other) => {
    const { http, on } = asking();
    on(one, document(origin));
    on(other, () => Response.json({ issuer: origin, userinfo_endpoint: `${origin}/userinfo` }));
    const metadata = { revocationEndpoint: `${origin}/revoke`, userinfoEndpoint: `${origin}/userinfo` };
    expect(await discover(origin, http)).toMatchObject({ metadata });
  });

  it('prefers what RFC 8414’s place names, and needs a secret to sign out if either wants one', async () => {
    const { http, on } = asking();
    const named = (name: string, more: object) => () =>
      Response.json({
        issuer: origin,
        device_authorization_endpoint: `${origin}/${name}/device`,
        token_endpoint: `${origin}/${name}/token`,
        revocation_endpoint: `${origin}/${name}/revoke`,
        userinfo_endpoint: `${origin}/${name}/me`,
        scopes_supported: ['openid', name],
        grant_types_supported: [name],
        ...more,
      });
    const withSecret = { revocation_endpoint_auth_methods_supported: ['client_secret_basic'] };
    for (const [first, second, needsSecret] of [
      [{}, {}, false],
      [withSecret, {}, true],
      [{}, withSecret, true],
    ] as const) {
      on(RFC_8414, named('a', first));
      on(OPENID, named('b', second));
      expect((await discover(origin, http)).metadata).toEqual({
        foundIn: RFC_8414,
        deviceAuthorizationEndpoint: `${origin}/a/device`,
        tokenEndpoint: `${origin}/a/token`,
        revocationEndpoint: `${origin}/a/revoke`,
        userinfoEndpoint: `${origin}/a/me`,
        scopesSupported: ['openid', 'a', 'b'],
        grantTypesSupported: ['a'],
        revocationNeedsSecret: needsSecret,
      });
    }
  });

  it('takes an empty endpoint for an absent one', async () => {
    const { http, on } = asking();
    on(OPENID, () =>
      Response.json({ issuer: origin, userinfo_endpoint: '', introspection_endpoint: '', ...REVOCATION }),
    );
    const metadata = { revocationEndpoint: `${origin}/revoke`, userinfoEndpoint: null };
    expect(await discover(origin, http)).toMatchObject({ ...NOTHING, metadata });
  });

  it.each([
    ['404', () => new Response('', { status: 404 })],
    ['a page', () => new Response('<html>')],
    ['a redirect', () => new Error("Attempted to redirect, but redirect policy was 'error'")],
    ['an error beside a document', () => Response.json({ error: 'x', issuer: origin }, { status: 400 })],
  ])('is empty when both places give %s', async (_, response) => {
    const { http, on } = asking();
    on(RFC_8414, response);
    on(OPENID, response);
    expect(await discover(origin, http)).toMatchObject(NOTHING);
  });

  it.each(UNANSWERED)('is not known when one place gives %s, unless the other one has it', async (_, response) => {
    for (const layout of [
      [RFC_8414, OPENID],
      [OPENID, RFC_8414],
    ] as const) {
      const { http, on } = asking();
      on(layout[0], response);
      expect(await discover(origin, http)).toMatchObject({ ...NOTHING, noResponse: true });
      on(layout[1], document(origin));
      expect(await discover(origin, http)).toMatchObject({
        metadata: { revocationEndpoint: `${origin}/revoke` },
        noResponse: false,
      });
    }
  });
});

describe('a document', () => {
  const parsePolicy = (more: object) => parseMetadata({ issuer: origin, ...more }, origin, OPENID);

  it('reports the endpoints in use, and the server’s features', () => {
    const named = {
      device_authorization_endpoint: `${origin}/oauth2/device`,
      token_endpoint: `${origin}/oauth2/token?tenant=a`,
      revocation_endpoint: `${origin}/revoke`,
      userinfo_endpoint: `${origin}/me`,
    };
    expect(
      parsePolicy({ ...named, scopes_supported: ['openid', 5], grant_types_supported: ['refresh_token'] }),
    ).toEqual({
      metadata: {
        foundIn: OPENID,
        deviceAuthorizationEndpoint: named.device_authorization_endpoint,
        tokenEndpoint: named.token_endpoint,
        revocationEndpoint: named.revocation_endpoint,
        userinfoEndpoint: named.userinfo_endpoint,
        scopesSupported: ['openid'],
        grantTypesSupported: ['refresh_token'],
        revocationNeedsSecret: false,
      },
      foreignEndpoints: [],
      otherIssuer: null,
    });
  });

  it.each<[string, unknown]>([
    ['at another origin', 'https://evil.example/token'],
    ['on another port', `${origin}:8443/token`],
    ['over plain http', 'http://login.example.org/token'],
    ['with a user in it', 'https://ada@login.example.org/token'],
    ['with a fragment', `${origin}/token#x`],
    ['that is relative', '/token'],
    ['that is no text', 5],
  ])('loses an endpoint %s, and nothing else', (_, url) => {
    for (const name of [
      'device_authorization_endpoint',
      'token_endpoint',
      'revocation_endpoint',
      'userinfo_endpoint',
    ]) {
      const other = name === 'token_endpoint' ? 'userinfo_endpoint' : 'token_endpoint';
      const parsed = parsePolicy({ [other]: `${origin}/other`, [name]: url });
      expect(parsed.foreignEndpoints).toEqual([name]);
      expect(Object.values(parsed.metadata ?? {})).toContain(`${origin}/other`);
      expect(JSON.stringify(parsed.metadata)).not.toContain('evil');
    }
  });

  it('is not harmed by an endpoint elsewhere that is never used', () => {
    const parsed = parsePolicy({ ...REVOCATION, end_session_endpoint: 'https://elsewhere.example.org/logout' });
    expect(parsed).toMatchObject({
      metadata: { revocationEndpoint: REVOCATION.revocation_endpoint },
      foreignEndpoints: [],
    });
  });

  it.each([
    [origin, origin],
    [origin, `${origin}/`],
    [`${origin}/realms/staff`, `${origin}/realms/staff`],
    [`${origin}/realms/staff`, `${origin}/realms/staff/`],
    [origin, `${origin}//`],
    [origin, `${origin}:443`],
    [origin, origin.toUpperCase()],
  ])('of the server %j whose issuer is %j is used: it is the same address', (baseUrl, issuer) => {
    expect(parseMetadata({ issuer, ...REVOCATION }, baseUrl, OPENID)).toMatchObject({
      metadata: { revocationEndpoint: REVOCATION.revocation_endpoint },
      otherIssuer: null,
    });
  });

  it.each<[unknown, string | null]>([
    [`${origin}\u200b`, null],
    [`${origin}:8443`, `${origin}:8443`],
    [`${origin}/Realms`, `${origin}/Realms`],
    [`http://login.example.org`, 'http://login.example.org'],
    [`${origin}?tenant=a`, `${origin}?tenant=a`],
    [[origin], null],
    [`${origin}/realms/staff`, `${origin}/realms/staff`],
    ['https://evil.example/', 'https://evil.example'],
    ['not an\naddress', 'not an address'],
    [undefined, null],
    [7, null],
  ])('of the issuer %j is not used', (issuer, otherIssuer) => {
    expect(parseMetadata({ issuer, ...REVOCATION }, origin, OPENID)).toEqual({
      metadata: null,
      foreignEndpoints: [],
      otherIssuer,
    });
  });

  it.each([
    [['client_secret_basic'], true],
    [['client_secret_basic', 'none'], false],
    [undefined, false],
  ])('with the revocation methods %j shows whether a secret is needed', (methods, revocationNeedsSecret) => {
    const parsed = parsePolicy({ ...REVOCATION, revocation_endpoint_auth_methods_supported: methods });
    expect(parsed).toMatchObject({ metadata: { revocationNeedsSecret } });
  });
});

describe('a server with its metadata', () => {
  const named = {
    issuer: origin,
    device_authorization_endpoint: `${origin}/oauth2/device`,
    token_endpoint: `${origin}/oauth2/token`,
  };
  const everything = ['scope', 'deviceAuthorizationEndpoint', 'tokenEndpoint'] as const;
  const unset = { ...atRoot, scope: null, automatic: everything };
  const metadataOf = (more: object) => parseMetadata({ ...named, ...more }, origin, OPENID).metadata;

  it('has the endpoints that it names', () => {
    expect(withMetadata(unset, metadataOf({}))).toMatchObject({
      deviceAuthorizationEndpoint: `${origin}/oauth2/device`,
      tokenEndpoint: `${origin}/oauth2/token`,
      scope: null,
    });
  });

  it.each([
    [['openid', 'offline_access', 'email'], 'openid offline_access'],
    [['offline_access'], 'offline_access'],
    [['openid', 'email'], 'openid'],
    [['email'], null],
    [[], null],
  ])('with the scopes %j is asked for %j', (scopes, scope) => {
    expect(withMetadata(unset, metadataOf({ scopes_supported: scopes })).scope).toBe(scope);
  });

  it('keeps what is set, and its defaults for an endpoint elsewhere', () => {
    const set = { ...atRoot, automatic: [] };
    expect(withMetadata(set, metadataOf({ scopes_supported: ['offline_access'] }))).toEqual(set);
    const elsewhere = metadataOf({ token_endpoint: 'https://evil.example/token' });
    expect(withMetadata(unset, elsewhere).tokenEndpoint).toBe(atRoot.tokenEndpoint);
    expect(withMetadata(unset, null)).toEqual(unset);
  });
});

const TOKEN = { token: 'refresh-secret', hint: 'refresh_token' } as const;

describe('revoking a token', () => {
  it.each([
    ['200, whatever its body says', () => new Response('<html>'), 'revoked'],
    ['204, which has no body', () => new Response(null, { status: 204 }), 'revoked'],
    ['202, which is a promise', () => new Response('', { status: 202 }), 'unreachable'],
    ['503', () => new Response('', { status: 503 }), 'unreachable'],
    ['slow_down', () => Response.json({ error: 'slow_down' }, { status: 400 }), 'unreachable'],
    ['an error', () => Response.json({ error: 'unsupported_token_type' }, { status: 400 }), 'refused'],
    ['a redirect', () => new Error("Attempted to redirect, but redirect policy was 'error'"), 'unreachable'],
    ['a reset', () => new Error('net::ERR_CONNECTION_RESET'), 'unreachable'],
  ])('with the response %s', async (_, response, reported) => {
    const { http, on, offersRevocation, at } = asking();
    offersRevocation();
    on('/revoke', response);
    expect(await revoke(atRoot, TOKEN, http)).toMatchObject({ kind: reported });
    expect(at('/revoke')).toMatchObject([{ form: { token: 'refresh-secret', token_type_hint: 'refresh_token' } }]);
  });

  it('shows no token that the server’s error repeats', async () => {
    const { http, on, offersRevocation } = asking();
    offersRevocation();
    const error = { error: 'invalid_request', error_description: 'no such token: refresh-secret' };
    on('/revoke', () => Response.json(error, { status: 400 }));
    const response = { status: 400, error: 'invalid_request', description: 'no such token: …' };
    expect(await revoke(atRoot, TOKEN, http)).toEqual({ kind: 'refused', response });
  });

  it('is given up after 5 s', async () => {
    const { http, on, offersRevocation, clock } = asking();
    offersRevocation();
    on('/revoke', never);
    const reported = revoke(atRoot, TOKEN, http);
    await clock.advance(4_999);
    expect(await Promise.race([reported, 'telling'])).toBe('telling');
    await clock.advance(1);
    expect(await reported).toEqual({ kind: 'unreachable' });
  });

  it.each(UNANSWERED)(
    'reports that the server could not be reached, if it cannot be asked for the endpoint: %s',
    async (_, response) => {
      const { http, on } = asking();
      on(RFC_8414, response);
      expect(await revoke(atRoot, TOKEN, http)).toEqual({ kind: 'unreachable' });
    },
  );

  it('reports that the document names no endpoint', async () => {
    const { http, on } = asking();
    on(RFC_8414, () => Response.json({ issuer: origin }));
    on(OPENID, () => new Error('net::ERR_CONNECTION_RESET'));
    expect(await revoke(atRoot, TOKEN, http)).toEqual({ kind: 'no-endpoint' });
  });

  it('sends it nowhere when no endpoint is known', async () => {
    const { http, asked } = asking();
    expect(await revoke(atRoot, TOKEN, http)).toEqual({ kind: 'no-endpoint' });
    expect(asked.some(({ form }) => 'token' in form)).toBe(false);
  });
});
