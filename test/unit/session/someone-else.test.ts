/** Someone else approves when an account is to be renewed: their sign-in goes elsewhere, and the account stays as it is. */
import { describe, expect, it } from 'vitest';
import type { Approved } from '../../../main/session/types.ts';
import { settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, server, sessionOver, shownText, stored, TOKENS } from './parts.ts';

const ADA = { issuer: server.baseUrl, subject: 'ada' };

function idToken(claims: object): string {
  const all = { iss: server.baseUrl, aud: 'companion', exp: 4e9, ...claims };
  return `e30.${Buffer.from(JSON.stringify(all)).toString('base64url')}.x`;
}

/** A sign-in that the server answers with this id_token, and its userinfo endpoint with this. */
async function approved(
  claims: object | null,
  { before = stored({ identity: ADA }), userinfo = null as object | null } = {},
) {
  const world = scriptedServer();
  world.offersRevocation();
  world.on('/start/', () => Response.json(GRANT));
  const id_token = claims ? idToken(claims) : undefined;
  world.on('/token', () => Response.json({ ...TOKENS, refresh_token: 'refresh-secret-new', id_token }));
  if (userinfo) {
    world.on('/.well-known/openid-configuration', () =>
      Response.json({ issuer: server.baseUrl, userinfo_endpoint: `${server.baseUrl}/me` }),
    );
    world.on('/me', () => Response.json(userinfo));
  }
  const handed: Approved[] = [];
  const onSomeoneElse = async (one: Approved) => void handed.push(one);
  const over = sessionOver({ world, vault: memoryVault(before), onSomeoneElse });
  await over.session.start();
  const signingIn = over.session.signIn();
  await over.clock.advance(5_000);
  await signingIn;
  await settle();
  return { ...over, world, handed };
}

describe('someone else', () => {
  it.each<[string, object | null, object | null]>([
    ['by the id_token', { sub: 'bob' }, null],
    ['by the id_token, whatever its email says', { sub: 'bob', email: 'ada@example.org' }, null],
    ['by an id_token that this computer’s clock takes for expired', { sub: 'bob', exp: 1_000 }, null],
    ['by the userinfo endpoint, without an id_token', null, { sub: 'bob' }],
    ['by the userinfo endpoint, where the id_token has no subject', { email: 'x@example.org' }, { sub: 'bob' }],
  ])('is known %s: the tokens are handed over, and nothing else changes', async (_how, claims, userinfo) => {
    const over = await approved(claims, { userinfo });
    expect(over.handed).toMatchObject([
      { tokens: { refreshToken: 'refresh-secret-new' }, server: { baseUrl: server.baseUrl } },
    ]);
    expect(over.session.state()).toMatchObject({ kind: 'signed-in', account: { name: 'Ada' } });
    expect(over.vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-0', identity: ADA } });
    expect(over.vault.calls).toEqual([]);
    expect(over.world.at('/revoke')).toEqual([]);
    expect(over.revokeOnly.tokens).toEqual([]);
    expect(shownText(over)).not.toContain('secret');
  });

  it.each<[string, object | null, ReturnType<typeof stored>, object | null]>([
    ['the same person, by another name', { sub: 'ada', email: 'new@example.org' }, stored({ identity: ADA }), null],
    ['the same person, by the userinfo endpoint', null, stored({ identity: ADA }), { sub: 'ada' }],
    ['a person whom the server does not identify', null, stored({ identity: ADA }), null],
    ['anyone, where the account has no subject', { sub: 'bob' }, stored({ identity: null }), null],
    ['anyone, where no one is signed in', { sub: 'bob' }, { kind: 'absent' }, null],
  ])('is not %s: that renews the account', async (_who, claims, before, userinfo) => {
    const over = await approved(claims, { before, userinfo });
    expect(over.handed).toEqual([]);
    expect(over.vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-new' } });
  });

  it('is still someone else for an account whose sign-in has ended', async () => {
    const ended = { kind: 'ran-out', at: 1 } as const;
    const over = await approved({ sub: 'bob' }, { before: stored({ identity: ADA, refreshToken: null, ended }) });
    expect(over.handed).toHaveLength(1);
    expect(over.session.state()).toMatchObject({ kind: 'needs-you', account: { name: 'Ada' } });
  });
});

describe('the person', () => {
  it('asks userinfo who it is, if there is no id_token, and believes no answer about anyone else', async () => {
    for (const [claims, userinfo, name] of [
      [null, { sub: 'ada', email: 'ada@example.org' }, 'ada@example.org'],
      [{ sub: 'ada' }, { sub: 'ada', email: 'ada@example.org' }, 'ada@example.org'],
      [{ sub: 'ada' }, { sub: 'bob', email: 'bob@example.org' }, null],
      [{ sub: 'ada' }, { email: 'bob@example.org' }, null],
    ] as const) {
      const over = await approved(claims, { userinfo });
      expect(over.world.at('/me')[0]?.authorization).toBe(`Bearer ${TOKENS.access_token}`);
      expect(over.session.state(), JSON.stringify(userinfo)).toMatchObject({ kind: 'signed-in', account: { name } });
      expect(over.handed).toEqual([]);
    }
  });
});

describe('an id_token that the clock rejects', () => {
  it('is no missing subject: the person stays identified, without their name', async () => {
    const over = await approved({ sub: 'ada', exp: 1_000, email: 'ada@example.org' }, { before: { kind: 'absent' } });
    expect(over.session.holder()).toMatchObject({ identity: `${server.baseUrl} ada`, name: null });
  });
});

describe('a session that adopts what was approved for another account', () => {
  it('keeps it, and renews it from then on', async () => {
    const { handed } = await approved({ sub: 'bob', email: 'bob@example.org' });
    const own = sessionOver({ world: scriptedServer() });
    await own.session.start();
    const [one] = handed;
    if (!one) throw new Error('nothing was handed over');
    await own.session.adopt(one);
    expect(own.session.state()).toMatchObject({
      kind: 'signed-in',
      account: { name: 'bob@example.org' },
      formerly: null,
    });
    expect(own.vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-new' } });
  });
});

describe('a session that forgets its sign-in', () => {
  it('deletes it here, and leaves it as it is on the server', async () => {
    const world = scriptedServer();
    world.offersRevocation();
    const over = sessionOver({ world, vault: memoryVault(stored({ identity: ADA })) });
    await over.session.start();
    await over.session.forget();
    expect(over.vault.stored).toEqual({ kind: 'absent' });
    expect(over.session.holder()).toBeNull();
    expect(world.at('/revoke')).toEqual([]);
  });
});
