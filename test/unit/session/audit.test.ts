/** A session's entries in the organization's log: each start and end appears once, with the person. */
import { describe, expect, it } from 'vitest';
import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, server, sessionOver, stored, TOKENS } from './parts.ts';

const ADA = { issuer: server.baseUrl, subject: 'ada' };
const OF_ADA = { name: 'Ada', subject: 'ada' };

function world() {
  const made = scriptedServer();
  made.offersRevocation();
  made.on('/start/', () => Response.json(GRANT));
  const claims = { iss: server.baseUrl, aud: 'companion', exp: 4e9, sub: 'ada', name: 'Ada' };
  const id_token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  made.on('/token', () => Response.json({ ...TOKENS, id_token }));
  return made;
}

async function started(changes: Parameters<typeof stored>[0] = {}) {
  const over = sessionOver({ world: world(), vault: memoryVault(stored({ identity: ADA, ...changes })) });
  await over.session.start();
  await settle();
  return over;
}

describe('the log of an organization', () => {
  it('gets a sign-in once it is stored', async () => {
    const over = sessionOver({ world: world() });
    await over.session.start();
    const signingIn = over.session.signIn();
    expect(over.audited).toEqual([]);
    await over.clock.advance(5_000);
    await signingIn;
    expect(over.audited).toEqual([{ event: 'sign-in', of: OF_ADA }]);
    expect(over.vault.calls).toContain(`save ${TOKENS.refresh_token}`);
  });

  it('gets nothing of a start, a renewal or a sign-in that was canceled', async () => {
    const over = await started();
    await over.session.refresh();
    const signingIn = over.session.signIn();
    await settle();
    over.session.cancel();
    await signingIn;
    await over.clock.advance(24 * 60 * 60_000);
    expect(over.audited).toEqual([]);
  });

  it.each([
    ['ended', 'was asked', (over: Awaited<ReturnType<typeof started>>) => over.world.offersRevocation()],
    [
      'to-be-ended',
      'could not be reached',
      ({ world: made }: Awaited<ReturnType<typeof started>>) => {
        made.on('/.well-known/oauth-authorization-server', () => new Error('net::ERR_INTERNET_DISCONNECTED'));
        made.on('/revoke', () => new Error('net::ERR_INTERNET_DISCONNECTED'));
      },
    ],
    [
      'not-ended',
      'offers no way',
      ({ world: made }: Awaited<ReturnType<typeof started>>) => {
        made.on('/.well-known/oauth-authorization-server', () => Response.json({ issuer: server.baseUrl }));
      },
    ],
  ] as const)('gets a sign-out as %s if the server %s', async (how, _why, make) => {
    const over = await started();
    make(over);
    const leaving = over.session.signOut();
    await over.clock.advance(60_000);
    await leaving;
    expect(over.audited).toEqual([{ event: 'sign-out', server: how, of: OF_ADA }]);
  });

  it('gets no second sign-out of someone who is signed out', async () => {
    const over = sessionOver({ world: world() });
    await over.session.start();
    await over.session.signOut();
    expect(over.audited).toEqual([]);
  });

  it('gets an end by the server', async () => {
    const over = await started();
    over.world.on('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    await over.session.refresh();
    expect(over.audited).toEqual([{ event: 'session-ended', reason: 'server', of: OF_ADA }]);
  });

  it('gets an end without a refresh token as the end of the access token', async () => {
    const clock = fakeClock();
    const accessToken = {
      value: 'access-secret-0',
      issuedAt: clock.now(),
      expiresAt: clock.now() + 60_000,
      scope: null,
    };
    const vault = memoryVault(stored({ identity: ADA, refreshToken: null, accessToken }));
    const over = sessionOver({ world: world(), vault, clock });
    await over.session.start();
    await clock.advance(120_000);
    expect(over.audited).toEqual([{ event: 'session-ended', reason: 'expired', of: OF_ADA }]);
  });

  it('gets a response that was lost twice as an interruption', async () => {
    const over = sessionOver({
      world: world(),
      vault: memoryVault(stored({ identity: ADA }, { rotationPending: true })),
    });
    over.world.on('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    await over.session.start();
    await settle();
    await over.session.refresh();
    expect(over.audited).toEqual([{ event: 'session-ended', reason: 'interrupted', of: OF_ADA }]);
  });

  it('gets the end of a sign-in that only this run held', async () => {
    const vault = memoryVault(stored({ identity: ADA }, { kept: { kind: 'memory', why: 'no-keyring' } as never }));
    const over = sessionOver({ world: world(), vault });
    await over.session.start();
    await settle();
    const discarding = over.session.discard();
    await over.clock.advance(6_000);
    await discarding;
    expect(over.audited).toEqual([{ event: 'sign-out', server: 'ended', of: OF_ADA }]);
  });

  it.each<[string, ReturnType<typeof memoryVault>['load']]>([
    ['cannot be read', async () => ({ kind: 'unreadable', trouble: 'damaged' })],
    ['is still being read', () => new Promise(() => {})],
  ])('gets a sign-out of what %s as one that did not reach the server', async (_, load) => {
    const vault = memoryVault();
    vault.load = load;
    const over = sessionOver({ world: world(), vault });
    void over.session.start();
    await settle();
    await over.session.signOut();
    expect(over.audited).toEqual([{ event: 'sign-out', server: 'not-ended', of: { name: null, subject: null } }]);
    expect(over.session.state()).toMatchObject({ kind: 'signed-out', because: { server: 'not-ended' } });
  });

  it('gets an account that was removed without the server', async () => {
    const over = await started();
    await over.session.forget(null);
    expect(over.audited).toEqual([{ event: 'sign-out', server: 'not-ended', of: OF_ADA }]);
  });

  it('gets no end of a sign-in that the same person has replaced', async () => {
    const over = await started();
    await over.session.forget(ADA);
    expect(over.audited).toEqual([]);
  });

  it('gets nothing that is secret', async () => {
    const over = await started();
    await over.session.refresh();
    await over.session.signOut();
    expect(JSON.stringify(over.audited)).not.toContain('secret');
  });
});
