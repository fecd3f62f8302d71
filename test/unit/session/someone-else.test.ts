/** Someone else approves when an account signs in again: their sign-in is stored elsewhere, and the account is unchanged. */
import { describe, expect, it } from 'vitest';
import type { Approved, SessionParts } from '../../../main/session/types.ts';
import { settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, server, sessionOver, shownText, stored, TOKENS } from './parts.ts';

const ADA = { issuer: server.baseUrl, subject: 'ada' };

function idToken(claims: object): string {
  const all = { iss: server.baseUrl, aud: 'companion', exp: 4e9, ...claims };
  return `e30.${Buffer.from(JSON.stringify(all)).toString('base64url')}.x`;
}

/** A sign-in with this id_token and this response of the userinfo endpoint. */
async function approved(
  claims: object | null,
  {
    before = stored({ identity: ADA }),
    userinfo = null as object | null,
    mayBeAnothers = (() => false) as SessionParts['mayBeAnothers'],
  } = {},
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
  const over = sessionOver({ world, vault: memoryVault(before), onSomeoneElse, mayBeAnothers });
  await over.session.start();
  const signingIn = over.session.signIn();
  await over.clock.advance(5_000);
  await signingIn;
  await settle();
  return { ...over, world, handed };
}

describe('someone else', () => {
  it.each<[string, object | null]>([
    ['by the id_token', { sub: 'bob' }],
    ['by the id_token, whatever its email says', { sub: 'bob', email: 'ada@example.org' }],
    ['by an id_token that this computer’s clock takes for expired', { sub: 'bob', exp: 1_000 }],
    ['for all that is known: there is no id_token', null],
    ['for all that is known: the id_token has no subject', { email: 'ada@example.org' }],
  ])('it is %s: the tokens are passed on, and nothing else changes', async (_how, claims) => {
    const over = await approved(claims, { userinfo: { sub: 'ada', email: 'ada@example.org' } });
    expect(over.handed).toMatchObject([
      { tokens: { refreshToken: 'refresh-secret-new' }, server: { baseUrl: server.baseUrl } },
    ]);
    // The tokens must be on disk before that request, because a kill would lose the approval.
    expect(over.world.at('/me')).toEqual([]);
    expect(over.session.state()).toMatchObject({ kind: 'signed-in', account: { name: 'Ada' } });
    expect(over.vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-0', identity: ADA } });
    expect(over.vault.calls).toEqual([]);
    expect(over.world.at('/revoke')).toEqual([]);
    expect(over.revokeOnly.tokens).toEqual([]);
    expect(shownText(over)).not.toContain('secret');
  });

  it.each<[string, object | null, ReturnType<typeof stored>]>([
    ['the same person, by another name', { sub: 'ada', email: 'new@example.org' }, stored({ identity: ADA })],
    ['anyone, if the account has no subject', { sub: 'bob' }, stored({ identity: null })],
    ['anyone, if no one is signed in', { sub: 'bob' }, { kind: 'absent' }],
    ['anyone whom the server does not identify, if the account has no subject', null, stored({ identity: null })],
  ])('is not %s: that renews the account', async (_who, claims, before) => {
    const over = await approved(claims, { before });
    expect(over.handed).toEqual([]);
    expect(over.vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-new' } });
  });

  it('may be anyone who has another account, or may have: that is decided elsewhere', async () => {
    const asked: (string | null)[] = [];
    const mayBeAnothers: SessionParts['mayBeAnothers'] = (person) => {
      asked.push(person?.subject ?? null);
      return true;
    };
    for (const claims of [{ sub: 'bob' }, null]) {
      const over = await approved(claims, { before: stored({ identity: null }), mayBeAnothers });
      expect(over.handed).toHaveLength(1);
      expect(over.vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-0' } });
    }
    expect(asked).toEqual(['bob', null]);
  });

  it('is still someone else for an account whose sign-in has ended', async () => {
    const ended = { kind: 'ran-out', at: 1 } as const;
    const over = await approved({ sub: 'bob' }, { before: stored({ identity: ADA, refreshToken: null, ended }) });
    expect(over.handed).toHaveLength(1);
    expect(over.session.state()).toMatchObject({ kind: 'needs-you', account: { name: 'Ada' } });
  });
});

describe('the person', () => {
  it('asks userinfo who it is, if there is no id_token, and believes no response about anyone else', async () => {
    for (const [claims, userinfo, name] of [
      [null, { sub: 'ada', email: 'ada@example.org' }, 'ada@example.org'],
      [{ sub: 'ada' }, { sub: 'ada', email: 'ada@example.org' }, 'ada@example.org'],
      [{ sub: 'ada' }, { sub: 'bob', email: 'bob@example.org' }, null],
      [{ sub: 'ada' }, { email: 'bob@example.org' }, null],
    ] as const) {
      const over = await approved(claims, { before: { kind: 'absent' }, userinfo });
      expect(over.world.at('/me')[0]?.authorization).toBe(`Bearer ${TOKENS.access_token}`);
      expect(over.session.state(), JSON.stringify(userinfo)).toMatchObject({ kind: 'signed-in', account: { name } });
      expect(over.handed).toEqual([]);
    }
  });
});

describe('an id_token that the clock rejects', () => {
  it('still identifies the person, without their name', async () => {
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
    await over.session.forget(null);
    expect(over.vault.stored).toEqual({ kind: 'absent' });
    expect(over.session.holder()).toBeNull();
    expect(world.at('/revoke')).toEqual([]);
    expect(over.clock.sleepers()).toBe(0);
  });

  it('polls no longer for a code that was on the screen', async () => {
    const world = scriptedServer();
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => Response.json({ error: 'authorization_pending' }, { status: 400 }));
    const { session, clock } = sessionOver({ world });
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    await session.forget(null);
    await clock.advance(60_000);
    expect(world.at('/token')).toHaveLength(1);
  });
});
