import { describe, expect, it } from 'vitest';
import { VaultError } from '../../../main/vault/types.ts';
import { settle } from '../fake-clock.ts';
import { memoryVault, scriptedServer, sessionOver, shownText, stored, TOKENS } from './parts.ts';

const renewed = () => Response.json({ ...TOKENS, access_token: 'access-secret-2', refresh_token: 'refresh-secret-2' });
/** A response that is invalid except for its refresh token. */
const malformed = () => Response.json({ token_type: 'DPoP', access_token: 'a', refresh_token: 'refresh-secret-2' });
const invalidGrant = () => Response.json({ error: 'invalid_grant' }, { status: 400 });

async function signedIn(
  responses: (() => Response | Error | Promise<Response>)[],
  loaded = stored(),
  awake = async () => {},
) {
  const world = scriptedServer();
  let next = 0;
  world.on('/token', () => (responses[Math.min(next++, responses.length - 1)] ?? renewed)());
  const over = sessionOver({ world, vault: memoryVault(loaded), awake });
  await over.session.start();
  return over;
}

describe('staying signed in', () => {
  it('is signed in at once after a start, without asking anyone', async () => {
    const { session, world, clock } = await signedIn([renewed]);
    expect(session.state()).toMatchObject({ kind: 'signed-in', account: { name: 'Ada', server: 'login.example.org' } });
    expect(world.asked).toEqual([]);
    // This is the first background refresh; there are no other timers.
    expect(clock.sleepers()).toBe(1);
  });

  it('shares one request among all who ask at once (R1), on fresh connections (R4)', async () => {
    const { session, world, closed } = await signedIn([renewed]);
    const got = await Promise.all([
      session.accessToken(0),
      session.accessToken(0),
      session.refresh(),
      session.accessToken(0),
    ]);
    expect(got).toEqual(['access-secret-2', 'access-secret-2', null, 'access-secret-2']);
    expect(world.at('/token')).toMatchObject([
      { form: { grant_type: 'refresh_token', refresh_token: 'refresh-secret-0', client_id: 'companion' } },
    ]);
    expect(closed()).toBe(1);
  });

  it('writes the intent before the request, and the new token before it returns one (R3)', async () => {
    const { session, vault, world } = await signedIn([]);
    world.on('/token', () => {
      vault.calls.push('asked');
      return renewed();
    });
    let done = () => {};
    const save = vault.save;
    vault.save = async (kept) => {
      await new Promise<void>((resolve) => (done = resolve));
      return save(kept);
    };
    const token = session.accessToken(0);
    await settle();
    expect(await Promise.race([token, 'not yet'])).toBe('not yet');
    done();
    expect(await token).toBe('access-secret-2');
    expect(vault.calls).toEqual(['begin', 'asked', 'save refresh-secret-2']);
  });

  it('keeps the old refresh token when the response has none (R5)', async () => {
    const { session, vault } = await signedIn([() => Response.json({ access_token: 'access-secret-2' })]);
    expect(await session.accessToken(0)).toBe('access-secret-2');
    expect(vault.calls).toEqual(['begin', 'save refresh-secret-0']);
  });

  it('keeps the end of that refresh token, too', async () => {
    const refreshExpiresAt = Date.UTC(2026, 1, 1);
    const { session, vault } = await signedIn(
      [() => Response.json({ access_token: 'access-secret-2' })],
      stored({ refreshExpiresAt }),
    );
    await session.accessToken(0);
    expect(vault.stored).toMatchObject({ session: { accessToken: { value: 'access-secret-2' }, refreshExpiresAt } });
  });

  it('takes a new end of that refresh token from such a response', async () => {
    const { session, vault, clock } = await signedIn([
      () => Response.json({ access_token: 'access-secret-2', refresh_expires_in: 1800 }),
    ]);
    await session.accessToken(0);
    expect(vault.stored).toMatchObject({
      session: { refreshToken: 'refresh-secret-0', refreshExpiresAt: clock.now() + 1_800_000 },
    });
  });

  it.each([
    ['no connection', () => new Error('net::ERR_INTERNET_DISCONNECTED'), 1],
    ['no name', () => new Error('net::ERR_NAME_NOT_RESOLVED'), 1],
    ['a broken proxy', () => new Error('net::ERR_PROXY_CONNECTION_FAILED'), 1],
    ['a proxy that wants a password', () => Response.json({ error: 'invalid_grant' }, { status: 407 }), 1],
    ['a reset', () => new Error('net::ERR_CONNECTION_RESET'), 2],
    ['a redirect', () => new Error("Attempted to redirect, but redirect policy was 'error'"), 1],
    ['an endless response', () => new Response('x'.repeat(2 << 20)), 1],
    ['503', () => new Response('', { status: 503 }), 1],
    ['500 invalid_grant', () => Response.json({ error: 'invalid_grant' }, { status: 500 }), 1],
    ['HTML', () => new Response('<html>'), 2],
    ['HTML with 502', () => new Response('<html>', { status: 502 }), 2],
    ['429', () => new Response('', { status: 429 }), 1],
  ])('is no sign-out at %s (R2)', async (_, response, requests) => {
    const { session, vault, world } = await signedIn([response]);
    expect(await session.refresh()).toMatchObject({ kind: 'unreachable' });
    expect(session.state()).toMatchObject({ kind: 'signed-in', connection: { kind: 'retrying' } });
    expect(world.at('/token')).toHaveLength(requests);
    expect(vault.calls.filter((call) => call.startsWith('save') || call === 'destroy')).toEqual([]);
  });

  it.each([
    [400, { error: 'invalid_client', error_description: 'Unknown client.' }, { error: 'invalid_client' }],
    [400, { error: 'invalid_scope' }, { error: 'invalid_scope' }],
    [401, { detail: 'No.' }, { error: null, description: 'No.' }],
  ])('is no sign-out at a definite refusal %i %j, but is shown (R2)', async (status, body, response) => {
    const { session, vault } = await signedIn([() => Response.json(body, { status })]);
    expect(await session.refresh()).toMatchObject({ kind: 'refused', response });
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'refused', response } });
    // The token is kept, together with the number of refusals.
    expect(vault.calls).toEqual(['begin', 'abandon', 'save refresh-secret-0']);
    expect(vault.stored).toMatchObject({ session: { refused: { times: 1, response } } });
  });

  it('doesn’t end at an invalid response', async () => {
    const { session } = await signedIn([() => Response.json({ token: 'x' })]);
    expect(await session.refresh()).toMatchObject({ kind: 'malformed', field: 'access_token' });
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'malformed' } });
  });

  it.each([
    ['a token_type that is unknown', { token_type: 'DPoP' }, 'token_type'],
    ['an access token that cannot be sent', { access_token: 'ä' }, 'access_token'],
    ['no access token', { access_token: null }, 'access_token'],
  ])('takes the new refresh token of a response with %s (R5)', async (_, fields, field) => {
    const bad = () => Response.json({ ...TOKENS, refresh_token: 'refresh-secret-2', ...fields });
    const over = await signedIn([bad, invalidGrant]);
    const { session, vault, world } = over;
    expect(await session.refresh()).toMatchObject({ kind: 'malformed', field });
    expect(vault.calls).toEqual(['begin', 'save refresh-secret-2']);
    expect(session.state()).toMatchObject({
      kind: 'signed-in',
      account: { name: 'Ada' },
      kept: { kind: 'keychain' },
      trouble: { kind: 'malformed', field },
    });
    expect(await session.accessToken(0)).toBeNull();
    expect(shownText(over)).not.toContain('secret');
    await session.refresh();
    expect(world.at('/token').map(({ form }) => form['refresh_token'])).toEqual([
      'refresh-secret-0',
      'refresh-secret-2',
    ]);
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'revoked' } });
  });

  it.each([
    ['that came with a new refresh token', 'refresh-secret-2'],
    ['that came alone', undefined],
  ])(
    'ends at the server an access token of a rejected response, %s, and keeps the sign-in',
    async (_, refresh_token) => {
      const bad = () => Response.json({ ...TOKENS, token_type: 'mac', access_token: 'access-secret-9', refresh_token });
      const { session, world, clock } = await signedIn([bad]);
      world.offersRevocation();
      await session.refresh();
      await clock.advance(1);
      const [revoked, ...others] = world.at('/revoke');
      expect(revoked?.form).toMatchObject({ token: 'access-secret-9', token_type_hint: 'access_token' });
      expect(others).toEqual([]);
      expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'malformed', field: 'token_type' } });
    },
  );

  it('continues with the previous access token if a response brought only a refresh token', async () => {
    const { session } = await signedIn([renewed, malformed]);
    await session.refresh();
    await session.refresh();
    expect(await session.accessToken(0)).toBe('access-secret-2');
  });

  it('keeps that refresh token in memory while the disk is full, and writes it as soon as it can', async () => {
    const { session, vault, world, clock } = await signedIn([]);
    world.on('/token', () => {
      vault.full = true;
      return malformed();
    });
    await session.refresh();
    expect(session.state()).toMatchObject({
      kept: { kind: 'until-quit', because: 'disk-full' },
      trouble: { kind: 'malformed' },
    });
    vault.full = false;
    world.on('/token', () => new Response('', { status: 503 }));
    await clock.advance(60_000);
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-2' } });
    expect(session.state()).toMatchObject({ kept: { kind: 'keychain' } });
  });

  it.each([
    ['none', {}],
    ['the same one', { refresh_token: 'refresh-secret-0' }],
  ])('loses nothing on a full disk if the response brings %s as the refresh token', async (_, fields) => {
    const { session, vault, world } = await signedIn([]);
    world.on('/token', () => {
      vault.full = true;
      return Response.json({ access_token: 'access-secret-2', ...fields });
    });
    expect(await session.accessToken(0)).toBe('access-secret-2');
    expect(vault.calls).toEqual(['begin', 'save refresh-secret-0', 'abandon']);
    expect(session.state()).toMatchObject({
      kind: 'signed-in',
      kept: { kind: 'keychain' },
      connection: { kind: 'ok' },
    });
  });

  it('continues in memory if a full disk prevents storing a new refresh token', async () => {
    const { session, vault, world } = await signedIn([]);
    world.on('/token', () => {
      vault.full = true;
      return renewed();
    });
    expect(await session.accessToken(0)).toBe('access-secret-2');
    expect(vault.calls).toEqual(['begin', 'save refresh-secret-2']);
    expect(session.state()).toMatchObject({ kept: { kind: 'until-quit', because: 'disk-full' } });
  });

  it('keeps trying to write a token that is only in memory, even if a refresh brings nothing new', async () => {
    const { session, vault, world, clock } = await signedIn([]);
    world.on('/token', () => {
      vault.full = true;
      return renewed();
    });
    await session.refresh();
    world.on('/token', () => Response.json({ access_token: 'access-secret-3' }));
    await session.refresh();
    expect(session.state()).toMatchObject({ kept: { kind: 'until-quit', because: 'disk-full' } });
    vault.full = false;
    await clock.advance(60_000);
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-2' } });
    expect(session.state()).toMatchObject({ kept: { kind: 'keychain' } });
  });

  it('ends at invalid_grant, names the same account, and remembers it over a restart', async () => {
    const over = await signedIn([invalidGrant]);
    await over.session.refresh();
    const ended = {
      kind: 'needs-you',
      because: { kind: 'revoked', response: { error: 'invalid_grant' } },
      account: { name: 'Ada' },
    };
    expect(over.session.state()).toMatchObject(ended);
    await over.session.settled();
    const again = sessionOver({ vault: over.vault });
    await again.session.start();
    expect(again.session.state()).toMatchObject(ended);
    expect(JSON.stringify(over.vault.stored)).not.toContain('secret');
  });

  it('ends in view although a failed attempt to sign in again is still shown: that would call it signed in', async () => {
    const { session, world } = await signedIn([invalidGrant]);
    world.on('/start/', () => Response.json({ error: 'invalid_client' }, { status: 400 }));
    await session.signIn();
    expect(session.state()).toMatchObject({ kind: 'failed', signedInAs: { name: 'Ada' } });
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'revoked' } });
  });

  it('asks once more at once when the response was lost, and calls invalid_grant then an interruption (R4)', async () => {
    const { session, world } = await signedIn([() => new Error('net::ERR_CONNECTION_RESET'), invalidGrant]);
    await session.refresh();
    expect(world.at('/token')).toHaveLength(2);
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'interrupted' } });
  });

  it('succeeds at the second attempt if the server allows it (R4)', async () => {
    const { session, vault } = await signedIn([() => new Error('net::ERR_EMPTY_RESPONSE'), renewed]);
    expect(await session.refresh()).toBeNull();
    expect(vault.calls).toEqual(['begin', 'save refresh-secret-2']);
  });

  it('repeats that attempt as soon as the network is back, if a network change lost the response (R4)', async () => {
    const offline = () => new Error('net::ERR_INTERNET_DISCONNECTED');
    const { session, world, clock } = await signedIn([
      () => new Error('net::ERR_NETWORK_CHANGED'),
      offline,
      offline,
      renewed,
    ]);
    const refreshed = session.refresh();
    await clock.advance(4_000);
    expect(await refreshed).toBeNull();
    expect(world.at('/token')).toHaveLength(4);
  });

  it('stops such attempts after half a minute, and continues at the usual pace', async () => {
    const lost = () => new Error('net::ERR_NETWORK_CHANGED');
    const { session, world, clock } = await signedIn([lost, () => new Error('net::ERR_INTERNET_DISCONNECTED')]);
    const refreshed = session.refresh();
    await clock.advance(30_000);
    expect(await refreshed).toMatchObject({ kind: 'unreachable' });
    expect(world.at('/token')).toHaveLength(17);
    await clock.advance(44_000);
    expect(world.at('/token')).toHaveLength(17);
  });

  it('asks that once more only when it is awake, if it fell asleep in the middle of the first', async () => {
    const woken = Promise.withResolvers<void>();
    let ready = Promise.resolve();
    const suspended = () => {
      ready = woken.promise;
      return new Error('net::ERR_NETWORK_IO_SUSPENDED');
    };
    const { session, world, clock } = await signedIn([suspended, renewed], stored(), () => ready);
    const refreshed = session.refresh();
    await settle();
    clock.sleepThrough(3_600_000);
    expect(world.at('/token')).toHaveLength(1);
    woken.resolve();
    expect(await refreshed).toBeNull();
    expect(world.at('/token')).toHaveLength(2);
  });

  it.each([
    ['a refresh was pending when the last run ended', { rotationPending: true }],
    ['the sign-in was restored from the previous copy', { from: 'previous' as const }],
  ])('calls invalid_grant an interruption when %s', async (_, loaded) => {
    const { session } = await signedIn([invalidGrant], stored({}, loaded));
    await session.refresh();
    expect(session.state()).toMatchObject({ because: { kind: 'interrupted' } });
  });

  it.each([false, true])(
    'notes with a refusal of another kind whether an earlier refresh was interrupted: %j',
    async (interrupted) => {
      const refuses = () => new Response('', { status: 400 });
      const { session } = await signedIn([refuses], stored({}, { rotationPending: interrupted }));
      expect(await session.refresh()).toMatchObject({ kind: 'refused', interrupted });
      expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'refused', interrupted } });
      await session.refresh();
      await session.refresh();
      expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'refused', interrupted } });
    },
  );

  it('reads the vault again before it believes invalid_grant: another run may have rotated', async () => {
    const { session, vault, world } = await signedIn([invalidGrant, renewed]);
    vault.stored = stored({ refreshToken: 'refresh-secret-of-another-run' });
    expect(await session.accessToken(0)).toBe('access-secret-2');
    expect(world.at('/token').map(({ form }) => form['refresh_token'])).toEqual([
      'refresh-secret-0',
      'refresh-secret-of-another-run',
    ]);
  });

  it('takes no vault without a refresh token for a newer sign-in', async () => {
    const { session, vault, world } = await signedIn([invalidGrant]);
    vault.stored = stored({ refreshToken: null });
    await session.refresh();
    expect(world.at('/token')).toHaveLength(1);
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'revoked' } });
  });

  it.each([
    ['was written', false, renewed],
    [
      'brought no refresh token and could not be written',
      true,
      () => Response.json({ access_token: 'access-secret-2' }),
    ],
  ])('calls invalid_grant a revocation after a refresh that %s', async (_, full, answer) => {
    const { session, vault, world } = await signedIn([]);
    world.on('/token', () => {
      vault.full = full;
      return answer();
    });
    await session.refresh();
    vault.full = false;
    world.on('/token', invalidGrant);
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'revoked' } });
  });

  it('writes no refusal of a token that may be used up: that would end its rotation', async () => {
    const refusal = () => Response.json({ error: 'invalid_client' }, { status: 400 });
    const { session, vault } = await signedIn([refusal], stored({}, { rotationPending: true }));
    await session.refresh();
    expect(vault.calls).toEqual(['begin']);
  });

  it('does not send the token when the intent cannot be written', async () => {
    const { session, vault, world } = await signedIn([renewed]);
    vault.full = true;
    expect(await session.refresh()).toEqual({ kind: 'storage', trouble: 'disk-full' });
    expect(world.asked).toEqual([]);
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'storage', trouble: 'disk-full' } });
  });

  it('shows and logs nothing secret', async () => {
    const over = await signedIn([
      () => Response.json({ error: 'x', error_description: 'bad refresh-secret-0' }, { status: 400 }),
      renewed,
    ]);
    await over.session.refresh();
    await over.session.refresh();
    expect(shownText(over)).not.toContain('secret');
  });
});

describe('signing out (R8)', () => {
  it('sets the tombstone first, revokes at the server, then deletes everything', async () => {
    const { session, vault, world } = await signedIn([renewed]);
    world.offersRevocation();
    world.on('/revoke', () => {
      vault.calls.push('revoke');
      return new Response('');
    });
    await session.signOut();
    expect(vault.calls).toEqual(['markSignedOut', 'revoke', 'destroy']);
    const account = { name: 'Ada', server: 'login.example.org' };
    expect(session.state()).toEqual({
      kind: 'signed-out',
      because: { kind: 'signed-out-here', server: 'ended', account, response: null },
    });
    expect(await session.accessToken(0)).toBeNull();
  });

  it('deletes in any case, and reports it if the sign-in could not be ended at the server', async () => {
    const { session, vault, world } = await signedIn([renewed]);
    world.offersRevocation();
    world.on('/revoke', () => new Error('net::ERR_CONNECTION_RESET'));
    await session.signOut();
    expect(vault.stored).toEqual({ kind: 'absent' });
    expect(session.state()).toMatchObject({ because: { server: 'later' } });
  });

  it('reports that the sign-in could not be ended there, too, if there is no network for the metadata', async () => {
    const { session, world } = await signedIn([renewed]);
    const offline = () => new Error('net::ERR_INTERNET_DISCONNECTED');
    world.on('/.well-known/oauth-authorization-server', offline);
    world.on('/.well-known/openid-configuration', offline);
    await session.signOut();
    expect(session.state()).toMatchObject({
      kind: 'signed-out',
      because: { kind: 'signed-out-here', server: 'later' },
    });
  });

  it('revokes the access token if there is no refresh token', async () => {
    const alone = stored({
      refreshToken: null,
      accessToken: { value: 'access-secret-0', issuedAt: 1, expiresAt: null, scope: null },
    });
    const { session, world } = await signedIn([], alone);
    world.offersRevocation();
    await session.signOut();
    expect(world.at('/revoke').map(({ form }) => form)).toMatchObject([
      { token: 'access-secret-0', token_type_hint: 'access_token' },
    ]);
    expect(session.state()).toMatchObject({ because: { server: 'ended' } });
  });

  it('shows files that it couldn’t delete, and tries again', async () => {
    const { session, vault } = await signedIn([renewed]);
    const { destroy } = vault;
    vault.destroy = () => Promise.reject(new VaultError('read-only'));
    await session.signOut();
    expect(session.state()).toEqual({
      kind: 'failed',
      failure: { kind: 'not-deleted', trouble: 'read-only', server: 'no-endpoint' },
      signedInAs: null,
    });
    vault.destroy = destroy;
    await session.tryAgain();
    expect(session.state()).toMatchObject({ kind: 'signed-out' });
    expect(vault.stored).toEqual({ kind: 'absent' });
  });

  it('never sends the token to an endpoint at another origin', async () => {
    const { session, world } = await signedIn([renewed]);
    world.on('/.well-known/oauth-authorization-server', () =>
      Response.json({ issuer: 'https://login.example.org', revocation_endpoint: 'https://evil.example/revoke' }),
    );
    await session.signOut();
    expect(world.asked.some(({ form }) => form['token'])).toBe(false);
    expect(session.state()).toMatchObject({ because: { server: 'no-endpoint' } });
  });

  it.each([
    ['tokens', renewed],
    ['a response that is of no other use', malformed],
  ])('waits for a refresh in progress, keeps nothing of it, and revokes the new token: %s', async (_, brought) => {
    const { session, vault, world } = await signedIn([]);
    let respond = (_: Response) => {};
    world.offersRevocation();
    world.on('/token', () => new Promise<Response>((resolve) => (respond = resolve)));
    void session.refresh();
    await settle();
    const out = session.signOut();
    await settle();
    respond(brought());
    await out;
    expect(world.at('/revoke')).toMatchObject([{ form: { token: 'refresh-secret-2' } }]);
    expect(vault.calls).toEqual(['begin', 'markSignedOut', 'destroy']);
    expect(session.state()).toMatchObject({ kind: 'signed-out' });
  });
});
