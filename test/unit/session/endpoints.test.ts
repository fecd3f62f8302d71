/** Where codes and tokens are requested: found in the server's metadata, then kept with the sign-in (R7, R10). */
import { describe, expect, it } from 'vitest';
import type { Kept } from '../../../preload/api.ts';
import { settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, server, sessionOver, stored, TOKENS } from './parts.ts';

const { baseUrl } = server;
const DOCUMENT = '/.well-known/oauth-authorization-server';
const AUTOMATIC = ['scope', 'deviceAuthorizationEndpoint', 'tokenEndpoint'] as const;
const ENDPOINTS = { deviceAuthorization: `${baseUrl}/oauth2/device`, token: `${baseUrl}/oauth2/token` };

/** A server whose document names its own paths. */
function naming(more: object = {}) {
  const world = scriptedServer();
  world.on(DOCUMENT, () =>
    Response.json({
      issuer: baseUrl,
      device_authorization_endpoint: ENDPOINTS.deviceAuthorization,
      token_endpoint: ENDPOINTS.token,
      ...more,
    }),
  );
  for (const path of ['/oauth2/device', '/start/']) world.on(path, () => Response.json(GRANT));
  for (const path of ['/oauth2/token', '/token']) world.on(path, () => Response.json(TOKENS));
  return world;
}

async function signedIn(world: ReturnType<typeof scriptedServer>, parts: Parameters<typeof sessionOver>[0] = {}) {
  const over = sessionOver({ world, automatic: AUTOMATIC, scope: null, ...parts });
  await over.session.start();
  const signingIn = over.session.signIn();
  await over.clock.advance(5_000);
  await signingIn;
  return over;
}

const posted = ({ asked }: ReturnType<typeof scriptedServer>) =>
  asked.filter(({ form }) => Object.keys(form).length > 0).map(({ path }) => path);

describe('a sign-in', () => {
  it('requests codes and tokens at the document’s endpoints, and stores both endpoints with the token', async () => {
    const world = naming();
    const { session, vault } = await signedIn(world);
    expect(session.state().kind).toBe('signed-in');
    expect(posted(world)).toEqual(['/oauth2/device', '/oauth2/token']);
    expect(vault.stored).toMatchObject({ session: { endpoints: ENDPOINTS } });
  });

  it('finds the endpoints while the storage is being tested, and requests a code after both', async () => {
    const world = naming();
    const over = sessionOver({ world, automatic: AUTOMATIC, scope: null });
    await over.session.start();
    const test = Promise.withResolvers<Kept>();
    over.vault.testStorage = () => test.promise;
    void over.session.signIn();
    await settle();
    expect(world.at(DOCUMENT)).toHaveLength(1);
    expect(posted(world)).toEqual([]);
    test.resolve(over.vault.kept);
    await settle();
    expect(posted(world)).toEqual(['/oauth2/device']);
  });

  it('that is canceled ends without waiting for the document', async () => {
    const world = naming();
    world.on(DOCUMENT, () => new Promise<Response>(() => {}));
    const over = sessionOver({ world, automatic: AUTOMATIC, scope: null });
    await over.session.start();
    let ended = false;
    void over.session.signIn().then(() => (ended = true));
    await settle();
    over.session.cancel();
    await settle();
    expect(ended).toBe(true);
  });

  it('requests `openid offline_access` if the server knows both and no scope is set', async () => {
    const world = naming({ scopes_supported: ['openid', 'profile', 'email', 'offline_access', 'admin'] });
    await signedIn(world);
    expect(world.at('/oauth2/device')[0]?.form['scope']).toBe('openid offline_access');
  });

  it('asks at the set endpoints, whatever the document names, and does not even request that', async () => {
    const world = naming({ scopes_supported: ['openid', 'offline_access'] });
    const { vault } = await signedIn(world, { automatic: [] });
    expect(posted(world)).toEqual(['/start/', '/token']);
    expect(world.at(DOCUMENT)).toEqual([]);
    expect(vault.stored).toMatchObject({ session: { endpoints: null } });
  });

  it('uses the default in place of an endpoint at another origin, and notes it', async () => {
    const world = naming({ token_endpoint: 'https://evil.example/token' });
    const { session } = await signedIn(world);
    expect(posted(world)).toEqual(['/oauth2/device', '/token']);
    expect(session.metadataNotes()).toMatchObject({ foreignEndpoints: ['token_endpoint'] });
  });

  it('uses the defaults if the document is another issuer’s, and notes it', async () => {
    const world = naming({ issuer: `${baseUrl}/other` });
    const { session } = await signedIn(world);
    expect(posted(world)).toEqual(['/start/', '/token']);
    expect(session.metadataNotes()).toMatchObject({ otherIssuer: `${baseUrl}/other` });
  });

  it('reports oddities of the document when a later run signs out, whatever the result', async () => {
    const document = { issuer: baseUrl, revocation_endpoint: `${baseUrl}/revoke` };
    const needsSecret = { ...document, revocation_endpoint_auth_methods_supported: ['client_secret_basic'] };
    for (const [found, response, notes] of [
      [needsSecret, new Response('', { status: 401 }), { revocationNeedsSecret: true, foreignEndpoints: [] }],
      [needsSecret, new Response(''), { revocationNeedsSecret: true }],
      [
        { ...document, revocation_endpoint: 'https://evil.example/revoke' },
        new Response(''),
        { revocationNeedsSecret: false, foreignEndpoints: ['revocation_endpoint'] },
      ],
    ] as const) {
      const world = scriptedServer();
      world.on(DOCUMENT, () => Response.json(found));
      world.on('/revoke', () => response);
      const { session } = sessionOver({ world, vault: memoryVault(stored()) });
      await session.start();
      expect(session.metadataNotes()).toBeNull();
      await session.signOut();
      expect(session.metadataNotes()).toMatchObject(notes);
    }
  });

  it('keeps its knowledge of the document while it can’t be requested', async () => {
    const world = naming({ token_endpoint: 'https://evil.example/token' });
    const { session } = await signedIn(world);
    for (const path of [DOCUMENT, '/.well-known/openid-configuration'])
      world.on(path, () => new Error('net::ERR_INTERNET_DISCONNECTED'));
    await session.signOut();
    expect(session.metadataNotes()).toMatchObject({ foreignEndpoints: ['token_endpoint'] });
  });

  it('uses the last endpoint again if the document can’t be requested now', async () => {
    const world = naming();
    world.on(DOCUMENT, () => new Response('', { status: 503 }));
    await signedIn(world, { vault: memoryVault(stored({ endpoints: ENDPOINTS })) });
    expect(posted(world).slice(0, 2)).toEqual(['/oauth2/device', '/oauth2/token']);
  });

  it.each([
    [null, true],
    ['openid', undefined],
  ])('refused with invalid_scope after the scope %j knows whether it sent one', async (scope, lacksScope) => {
    const world = naming();
    world.on('/oauth2/device', () => Response.json({ error: 'invalid_scope' }, { status: 400 }));
    const automatic = AUTOMATIC.filter((field) => scope === null || field !== 'scope');
    const { session } = await signedIn(world, { scope, automatic });
    expect(session.state()).toMatchObject({
      kind: 'failed',
      failure: { kind: 'refused', response: { error: 'invalid_scope' } },
    });
    const { failure } = session.state() as { failure: { lacksScope?: boolean } };
    expect(failure.lacksScope).toBe(lacksScope);
  });
});

describe('a scope that no one asked for', () => {
  it('is not left out for a refusal that has nothing to do with it', async () => {
    const world = naming({ scopes_supported: ['openid', 'offline_access'] });
    world.on('/oauth2/device', () => Response.json({ error: 'unauthorized_client' }, { status: 400 }));
    const { session } = await signedIn(world);
    expect(session.state()).toMatchObject({ failure: { kind: 'refused', response: { error: 'unauthorized_client' } } });
    expect(posted(world)).toEqual(['/oauth2/device']);
  });

  const refusing = (allowed: (scope: string | undefined) => boolean) => {
    const world = naming({ scopes_supported: ['openid', 'offline_access'] });
    world.on('/oauth2/device', ({ scope }) =>
      allowed(scope) ? Response.json(GRANT) : Response.json({ error: 'invalid_scope' }, { status: 400 }),
    );
    return world;
  };

  it('is left out if the server does not allow it to this client', async () => {
    const world = refusing((scope) => scope === undefined);
    const { session } = await signedIn(world);
    expect(session.state().kind).toBe('signed-in');
    expect(world.at('/oauth2/device').map(({ form }) => form['scope'])).toEqual(['openid offline_access', undefined]);
  });

  it('is followed by at most one request without a scope', async () => {
    const world = refusing(() => false);
    const { session } = await signedIn(world);
    expect(session.state()).toMatchObject({ kind: 'failed', failure: { kind: 'refused' } });
    expect(world.at('/oauth2/device')).toHaveLength(2);
  });
});

describe('a token that is held', () => {
  it('stays with its endpoint when the document changes', async () => {
    const world = naming();
    const { session, vault } = await signedIn(world);
    world.on(DOCUMENT, () => Response.json({ issuer: baseUrl, token_endpoint: `${baseUrl}/moved` }));
    await session.refresh();
    expect(posted(world)).toEqual(['/oauth2/device', '/oauth2/token', '/oauth2/token']);
    expect(world.at('/moved')).toEqual([]);
    expect(vault.stored).toMatchObject({ session: { endpoints: ENDPOINTS } });
  });

  it('stays with it over a restart', async () => {
    const world = naming();
    const over = sessionOver({ world, automatic: AUTOMATIC, vault: memoryVault(stored({ endpoints: ENDPOINTS })) });
    await over.session.start();
    await over.session.refresh();
    expect(posted(world)).toEqual(['/oauth2/token']);
  });

  it('of an earlier version, which stored no endpoints, is refreshed at the same endpoint as before', async () => {
    const world = naming();
    const over = sessionOver({ world, automatic: AUTOMATIC, vault: memoryVault(stored()) });
    await over.session.start();
    await over.session.refresh();
    expect(posted(world)).toEqual(['/token']);
  });
});
