/** Months in the background: the times of requests, and each response's effect on the state (R1, R2, R6). */
import { describe, expect, it } from 'vitest';
import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, stored, TOKENS } from './parts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type TestResponse = () => Response | Error;

/** Responds with new tokens each time. The access token is valid for an hour. */
function renewing() {
  let nth = 0;
  return () => Response.json({ ...TOKENS, access_token: `access-${++nth}`, refresh_token: `refresh-${nth}` });
}

const down: TestResponse = () => new Error('net::ERR_CONNECTION_REFUSED');
const refuses: TestResponse = () => Response.json({ error: 'invalid_client' }, { status: 401 });

/** A signed-in session with a server whose responses the test changes. `asked`: the minutes at which requests arrived. */
async function signedIn(options: Omit<NonNullable<Parameters<typeof sessionOver>[0]>, 'world' | 'clock'> = {}) {
  const clock = fakeClock();
  const world = scriptedServer();
  const server: { response: TestResponse } = { response: renewing() };
  const asked: number[] = [];
  world.on('/token', () => {
    asked.push(Math.round(clock.passedMs() / MINUTE));
    return server.response();
  });
  const vault = options.vault ?? memoryVault(stored());
  const over = sessionOver({ world, ...options, vault, clock });
  await over.session.start();
  return { ...over, server, asked, vault };
}

it('a failure for which several callers wait counts once', async () => {
  const { session, server, clock, asked } = await signedIn();
  server.response = down;
  await Promise.all([session.refresh(), session.refresh(), session.refresh()]);
  // This is the wait after the first failure, not the third.
  await clock.advance(45_000);
  expect(asked).toHaveLength(2);
});

describe('in the background', () => {
  it('refreshes within ten minutes of the start, then whenever 80 % of the access token’s life is used', async () => {
    const { asked, clock, session, vault } = await signedIn();
    await clock.advance(3 * HOUR);
    expect(asked).toEqual([5, 53, 101, 149]);
    expect(session.state()).toMatchObject({ kind: 'signed-in', connection: { kind: 'ok' }, trouble: null });
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-4' } });
    expect(clock.sleepers()).toBe(1);
  });

  it('keeps to its plan after someone asked in between: the plan moves, and is not doubled', async () => {
    const { asked, clock, session } = await signedIn();
    expect(await session.accessToken(0)).toBe('access-1');
    await clock.advance(100 * MINUTE);
    expect(asked).toEqual([0, 48, 96]);
    expect(clock.sleepers()).toBe(1);
  });

  it.each([
    ['no one is signed in', memoryVault()],
    [
      'there is no refresh token',
      memoryVault(
        stored({ refreshToken: null, accessToken: { value: 'a', issuedAt: 1, expiresAt: null, scope: null } }),
      ),
    ],
    [
      'the server ended the sign-in before',
      memoryVault(stored({ refreshToken: null, ended: { kind: 'ran-out', at: 0 } })),
    ],
  ])('asks nothing when %s', async (_, vault) => {
    const { session, clock, world } = sessionOver({ vault });
    await session.start();
    await clock.advance(100 * HOUR);
    expect(world.asked).toEqual([]);
    expect(clock.sleepers()).toBe(0);
  });

  it('asks nothing after a sign-out, nor after the server has ended the sign-in', async () => {
    for (const end of ['here', 'there']) {
      const { session, clock, asked, server } = await signedIn();
      server.response = () => Response.json({ error: 'invalid_grant' }, { status: 400 });
      await (end === 'here' ? session.signOut() : session.refresh());
      const before = asked.length;
      await clock.advance(100 * HOUR);
      expect(asked).toHaveLength(before);
      expect(clock.sleepers()).toBe(0);
    }
  });
});

describe('a server that does not respond', () => {
  it('is asked less and less often, every quarter of an hour at the least, and returns to the plan with its first response', async () => {
    const { asked, clock, session, server } = await signedIn();
    server.response = down;
    await clock.advance(60 * MINUTE);
    expect(asked).toEqual([5, 6, 7, 10, 16, 28, 39, 50]);
    expect(session.state()).toMatchObject({
      kind: 'signed-in',
      connection: { kind: 'retrying', because: { why: 'refused' } },
    });
    server.response = renewing();
    await clock.advance(60 * MINUTE);
    expect(asked.slice(8)).toEqual([61, 109]);
    expect(session.state()).toMatchObject({ kind: 'signed-in', connection: { kind: 'ok' } });
  });

  it('gets no requests during its Retry-After, even if a tool needs a token or the computer wakes up', async () => {
    const { asked, clock, session, server } = await signedIn();
    server.response = () => new Response('', { status: 429, headers: { 'retry-after': '7200' } });
    await clock.advance(6 * MINUTE);
    expect(await session.accessToken(0)).toBeNull();
    clock.woke();
    session.woke();
    await clock.advance(110 * MINUTE);
    expect(await session.accessToken(0)).toBeNull();
    session.woke();
    await clock.advance(MINUTE);
    expect(asked).toEqual([5]);
    await clock.advance(30 * MINUTE);
    expect(asked).toEqual([5, 131]);
  });

  it('doesn’t get many requests if a tool asks for a token in a loop', async () => {
    const { asked, clock, session, server } = await signedIn();
    server.response = down;
    for (let second = 0; second < 60; second += 1) {
      await Promise.all([session.accessToken(0), session.accessToken(HOUR)]);
      await clock.advance(1_000);
    }
    expect(asked.length).toBeLessThanOrEqual(7);
  });

  it('is asked sooner once the network has come back', async () => {
    const back = Promise.withResolvers<void>();
    const { asked, clock, server, session } = await signedIn({ networkBack: () => back.promise });
    server.response = () => new Error('net::ERR_INTERNET_DISCONNECTED');
    await clock.advance(40 * MINUTE);
    const before = asked.length;
    server.response = renewing();
    back.resolve();
    await clock.advance(4 * MINUTE);
    expect(asked).toHaveLength(before + 1);
    expect(session.state()).toMatchObject({ connection: { kind: 'ok' } });
    expect(clock.sleepers()).toBe(1);
  });

  it('is not asked at the very moment when the network of a whole office comes back', async () => {
    const back = Promise.withResolvers<void>();
    let isBack = false;
    const networkBack = () => (isBack ? new Promise<never>(() => {}) : back.promise);
    const { asked, clock, server } = await signedIn({ networkBack });
    server.response = () => new Error('net::ERR_INTERNET_DISCONNECTED');
    await clock.advance(40 * MINUTE);
    const before = asked.length;
    isBack = true;
    back.resolve();
    await settle();
    expect(asked).toHaveLength(before);
  });

  it('is asked sooner once the computer has woken up', async () => {
    const { asked, clock, server, session } = await signedIn();
    server.response = down;
    await clock.advance(40 * MINUTE);
    const before = asked.length;
    session.woke();
    await clock.advance(4 * MINUTE);
    expect(asked).toHaveLength(before + 1);
  });
});

describe('a sleeping computer', () => {
  it('refreshes once within ten minutes of waking, when it is ready, however many moments it slept through', async () => {
    let ready = Promise.resolve();
    const { asked, clock, session } = await signedIn({ awake: () => ready });
    await clock.advance(10 * MINUTE);
    const awake = Promise.withResolvers<void>();
    ready = awake.promise;
    clock.sleepThrough(168 * HOUR);
    clock.woke();
    session.woke();
    await clock.advance(10 * MINUTE);
    expect(asked).toEqual([5]);
    awake.resolve();
    await settle();
    expect(asked).toHaveLength(2);
    await clock.advance(40 * MINUTE);
    expect(asked).toHaveLength(2);
  });

  it('still refreshes when it is never awake for long', async () => {
    const { asked, clock, session } = await signedIn();
    await clock.advance(10 * MINUTE);
    for (let n = 0; n < 2; n += 1) {
      clock.sleepThrough(12 * HOUR);
      clock.woke();
      session.woke();
      await clock.advance(MINUTE);
    }
    expect(asked).toHaveLength(2);
  });

  it('is not moved by a wall clock that jumps a year either way', async () => {
    for (const years of [1, -1]) {
      const { asked, clock, session } = await signedIn();
      await clock.advance(10 * MINUTE);
      clock.jump(years * 365 * 24 * HOUR);
      await clock.advance(50 * MINUTE);
      expect(asked).toEqual([5, 53]);
      expect(session.state()).toMatchObject({ kind: 'signed-in' });
      expect(await session.accessToken(0)).toBe('access-2');
    }
  });
});

describe('a server that refuses', () => {
  it('is asked again after a quarter of an hour, then hourly; after three times the user is needed, and the token is kept', async () => {
    const { asked, clock, session, server, vault } = await signedIn();
    server.response = refuses;
    await clock.advance(30 * MINUTE);
    expect(asked).toEqual([5, 21]);
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'refused' } });
    await clock.advance(4 * HOUR);
    expect(asked).toEqual([5, 21, 84, 147, 210]);
    expect(session.state()).toMatchObject({
      kind: 'needs-you',
      because: { kind: 'refused', response: { error: 'invalid_client' } },
      account: { name: 'Ada' },
    });
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-0', ended: null } });
  });

  it('and then accepts again signs everyone in without a phone', async () => {
    const { clock, session, server, vault } = await signedIn();
    server.response = refuses;
    await clock.advance(4 * HOUR);
    server.response = down;
    await clock.advance(2 * HOUR);
    expect(session.state()).toMatchObject({ kind: 'needs-you' });
    // After a restart, the app knows that the user is needed, even if the server no longer responds.
    expect(vault.stored).toMatchObject({ session: { refused: { times: 3 } } });
    server.response = renewing();
    await clock.advance(HOUR);
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: null });
  });

  it('doesn’t ask for a sign-in while the access token is still valid', async () => {
    const { clock, session, server } = await signedIn();
    server.response = () => Response.json({ ...TOKENS, expires_in: 86_400 });
    await clock.advance(10 * MINUTE);
    server.response = refuses;
    await session.refresh();
    await session.refresh();
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'refused' } });
    expect(await session.accessToken(0)).toBe('access-secret-1');
  });

  it('three times in a row counts only without a pause in between', async () => {
    const { session, server } = await signedIn();
    for (const response of [refuses, refuses, down, refuses, refuses]) {
      server.response = response;
      await session.refresh();
    }
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
  });

  it.each<[string, TestResponse]>([
    ['an empty 400', () => new Response('', { status: 400 })],
    ['a page with 403', () => new Response('<h1>Forbidden</h1>', { status: 403 })],
    ['401 without a word', () => new Response(null, { status: 401 })],
    ['a refusal of its own', () => Response.json({ error: 'invalid_token' }, { status: 400 })],
  ])(
    'with %s needs the user after three times, and is asked hourly with the token that is kept',
    async (_, response) => {
      const { asked, clock, session, server, vault } = await signedIn();
      server.response = response;
      await clock.advance(30 * MINUTE);
      expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'refused' } });
      await clock.advance(3.5 * HOUR);
      expect(asked).toEqual([5, 21, 84, 147, 210]);
      expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'refused' } });
      expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-0', ended: null } });
    },
  );

  it.each<[string, TestResponse]>([
    ['404', () => new Response('<h1>Not Found</h1>', { status: 404 })],
    ['501', () => Response.json({ error: 'unsupported' }, { status: 501 })],
    ['429', () => Response.json({ error: 'too_many_requests' }, { status: 429 })],
    ['408', () => Response.json({ error: 'invalid_client' }, { status: 408 })],
    ['503', () => Response.json({ error: 'invalid_grant' }, { status: 503 })],
    ['temporary trouble', () => Response.json({ error: 'temporarily_unavailable' }, { status: 400 })],
  ])('with %s has not refused: it never ends or counts', async (_, response) => {
    const { clock, session, server, vault } = await signedIn();
    server.response = response;
    await clock.advance(20 * HOUR);
    expect(session.state()).toMatchObject({ kind: 'signed-in', connection: { kind: 'retrying' }, overdue: false });
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-0', refused: null } });
  });

  it('is left alone for as long as it asks with Retry-After', async () => {
    const { asked, clock, session, server } = await signedIn();
    server.response = () => Response.json({ error: 'nope' }, { status: 400, headers: { 'retry-after': '7200' } });
    await clock.advance(100 * MINUTE);
    expect(await session.accessToken(0)).toBeNull();
    expect(asked).toEqual([5]);
    await clock.advance(40 * MINUTE);
    expect(asked).toEqual([5, 131]);
  });

  it('is remembered over a restart, and counting continues', async () => {
    const vault = memoryVault(stored());
    for (const state of ['signed-in', 'signed-in', 'needs-you']) {
      const { session, server } = await signedIn({ vault });
      server.response = refuses;
      await session.refresh();
      expect(session.state()).toMatchObject({ kind: state });
    }
    const { clock, session, server, asked } = await signedIn({ vault });
    expect(session.state()).toMatchObject({
      kind: 'needs-you',
      because: { kind: 'refused', response: { error: 'invalid_client' } },
      account: { name: 'Ada' },
    });
    server.response = refuses;
    await clock.advance(70 * MINUTE);
    expect(asked).toEqual([5, 68]);
    server.response = renewing();
    await clock.advance(70 * MINUTE);
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: null });
    expect(vault.stored).toMatchObject({ session: { refused: null } });
  });

  it('is forgiven when it does not respond in between, also over a restart', async () => {
    const vault = memoryVault(stored());
    for (const response of [refuses, refuses, down, refuses, refuses]) {
      const { session, server } = await signedIn({ vault });
      server.response = response;
      await session.refresh();
      expect(session.state()).toMatchObject({ kind: 'signed-in' });
    }
  });

  it('counts once, however many asked', async () => {
    const { session, server } = await signedIn();
    server.response = refuses;
    await Promise.all([session.refresh(), session.refresh(), session.refresh(), session.refresh()]);
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
  });
});

describe('a fault of our own', () => {
  it('is shown by its name, logged with its place in the code, and the next refresh still comes', async () => {
    const over = await signedIn();
    const { clock, session, vault } = over;
    const { beginRotation } = vault;
    const error = new RangeError('refresh-secret-0 is in this message');
    error.stack = `RangeError: ${error.message}\n    at begin (file:///opt/x/out/main/index.js:7:5)`;
    vault.beginRotation = () => Promise.reject(error);
    await clock.advance(5 * MINUTE);
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: { kind: 'unforeseen', name: 'RangeError' } });
    expect(over.logged).toContain('["unforeseen",{"name":"RangeError","at":"index.js:7:5"}]');
    expect(JSON.stringify([over.states, over.logged])).not.toContain('refresh-secret-0');
    await clock.advance(24 * HOUR);
    expect(session.state()).toMatchObject({ kind: 'signed-in', overdue: true });
    vault.beginRotation = beginRotation;
    await clock.advance(HOUR);
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: null, overdue: false });
  });
});

describe('a fault of our own, while a refresh is under way', () => {
  it('leaves a sign-out as it is, and plans nothing after it', async () => {
    const { clock, session, vault } = await signedIn();
    const begun = Promise.withResolvers<never>();
    vault.beginRotation = () => begun.promise;
    const refreshing = session.refresh();
    await clock.advance(0);
    const signedOut = session.signOut();
    await clock.advance(10_000);
    await signedOut;
    begun.reject(new RangeError('ours'));
    await refreshing;
    expect(session.state()).toMatchObject({ kind: 'signed-out' });
    await clock.advance(24 * HOUR);
    expect(clock.sleepers()).toBe(0);
  });

  it('leaves it to the user to sign in again, once the server has refused too often', async () => {
    const refused = { times: 3, response: { status: 400, error: 'invalid_client', description: null }, at: 1 };
    const { session, vault } = await signedIn({ vault: memoryVault(stored({ refused })) });
    vault.beginRotation = () => Promise.reject(new RangeError('ours'));
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'refused' } });
  });
});

describe('a sign-in that has not been renewed for a day', () => {
  it.each<[string, TestResponse]>([
    ['no response', down],
    ['no endpoint', () => new Response('', { status: 404 })],
    ['a response that makes no sense', () => Response.json({ token: 'x' })],
  ])('offers to sign in again, and stays, with %s', async (_, response) => {
    const { clock, session, server } = await signedIn();
    server.response = response;
    await clock.advance(23 * HOUR);
    expect(session.state()).toMatchObject({ kind: 'signed-in', overdue: false });
    await clock.advance(2 * HOUR);
    expect(session.state()).toMatchObject({ kind: 'signed-in', overdue: true });
    server.response = renewing();
    await clock.advance(HOUR);
    expect(session.state()).toMatchObject({ kind: 'signed-in', overdue: false });
  });
});

describe('a refresh token that ends by itself', () => {
  const ending = (seconds: number, fields: object = {}) => {
    let nth = 0;
    return () =>
      Response.json({ ...TOKENS, refresh_token: `refresh-${++nth}`, refresh_expires_in: seconds, ...fields });
  };

  it('is renewed before 80 % of its life if the access token lives longer', async () => {
    const { asked, clock, session, server } = await signedIn({ random: () => 0 });
    server.response = ending(1800);
    await session.refresh();
    await clock.advance(2 * HOUR);
    expect(asked).toEqual([0, 24, 48, 72, 96, 120]);
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: null });
  });

  it('is renewed within ten minutes if necessary', async () => {
    const { asked, clock, session, server } = await signedIn({ random: () => 0 });
    server.response = ending(300, { expires_in: 60 });
    await session.refresh();
    await clock.advance(12 * MINUTE);
    expect(asked).toEqual([0, 4, 8, 12]);
  });

  it('and cannot be renewed is shown with its end, until it can', async () => {
    const { clock, session, server } = await signedIn({ random: () => 0 });
    server.response = ending(1800);
    await session.refresh();
    const endsAt = clock.now() + 1_800_000;
    server.response = down;
    await clock.advance(25 * MINUTE);
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: endsAt, connection: { kind: 'retrying' } });
    server.response = ending(1800);
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: null });
  });

  it('and is refused is shown with its end, too', async () => {
    const { clock, session, server } = await signedIn({ random: () => 0 });
    server.response = ending(1800);
    await session.refresh();
    const endsAt = clock.now() + 1_800_000;
    server.response = () => Response.json({ error: 'invalid_client' }, { status: 401 });
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: endsAt, connection: { kind: 'ok' } });
  });

  it('and whose end no renewal moves is shown with it', async () => {
    const { clock, session, server } = await signedIn({ random: () => 0 });
    const endsAtMs = clock.elapsedMs() + 2 * HOUR;
    server.response = () => ending((endsAtMs - clock.elapsedMs()) / 1000)();
    await session.refresh();
    expect(session.state()).toMatchObject({ until: null });
    const endsAt = clock.now() + 2 * HOUR;
    await clock.advance(50 * MINUTE);
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: endsAt, connection: { kind: 'ok' } });
  });

  it('is renewed in time after a sign-in, too', async () => {
    const world = scriptedServer();
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => Response.json({ ...TOKENS, refresh_expires_in: 1800 }));
    const { session, clock } = sessionOver({ world, random: () => 0 });
    await session.start();
    const signingIn = session.signIn();
    await clock.advance(5_000);
    await signingIn;
    await clock.advance(25 * MINUTE);
    expect(world.at('/token').map(({ form }) => form['grant_type'])).toEqual([
      'urn:ietf:params:oauth:grant-type:device_code',
      'refresh_token',
    ]);
  });

  it('has no end to show if it is renewed too soon after a sign-in to know whether that moves it', async () => {
    const world = scriptedServer();
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => Response.json({ ...TOKENS, refresh_expires_in: 1800 }));
    const { session, clock } = sessionOver({ world });
    await session.start();
    const signingIn = session.signIn();
    await clock.advance(5_000);
    await signingIn;
    expect(await session.refresh()).toBeNull();
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: null });
  });

  it('is renewed in time after a restart, too', async () => {
    const vault = memoryVault(stored({ refreshExpiresAt: fakeClock().now() + 5 * MINUTE }));
    const { asked, clock, session } = await signedIn({ vault, random: () => 0.999 });
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: null });
    await clock.advance(10 * MINUTE);
    expect(asked).toEqual([4]);
  });
});
