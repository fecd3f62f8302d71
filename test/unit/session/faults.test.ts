/** All ways in which a request can fail, once while waiting for approval and once while refreshing. */
import { describe, expect, it } from 'vitest';
import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, shownText, stored, TOKENS } from './parts.ts';

type TestResponse = (clock: ReturnType<typeof fakeClock>) => Response | Error | Promise<Response>;

const net = (code: string): TestResponse => {
  return () => new Error(`net::${code}`);
};

/**
 * What a refresh makes of it (R4). `unused`: the token is whole, and the journal is closed. `doubtful`: the server may
 * have used it up. `lost`: that too, and it is asked once more at once, since the response may be had again.
 */
type Token = 'unused' | 'doubtful' | 'lost';

const PAUSE = { 'retry-after': '30' };

const FAULTS: readonly (readonly [name: string, response: TestResponse, why: string, token: Token])[] = [
  ['no network', net('ERR_INTERNET_DISCONNECTED'), 'offline', 'unused'],
  ['a name that no one has', net('ERR_NAME_NOT_RESOLVED'), 'name-not-found', 'unused'],
  ['a refused connection', net('ERR_CONNECTION_REFUSED'), 'refused', 'unused'],
  ['no way to the server', net('ERR_ADDRESS_UNREACHABLE'), 'refused', 'unused'],
  ['a connection that never comes about', net('ERR_CONNECTION_TIMED_OUT'), 'timed-out', 'unused'],
  ['a certificate of no one', net('ERR_CERT_AUTHORITY_INVALID'), 'certificate', 'unused'],
  ['a certificate that has run out', net('ERR_CERT_DATE_INVALID'), 'certificate', 'unused'],
  ['the certificate of another host', net('ERR_CERT_COMMON_NAME_INVALID'), 'certificate', 'unused'],
  ['something that is not TLS', net('ERR_SSL_PROTOCOL_ERROR'), 'tls', 'unused'],
  ['a TLS record that the server cannot read', net('ERR_SSL_BAD_RECORD_MAC_ALERT'), 'reset', 'lost'],
  ['a proxy that is not there', net('ERR_PROXY_CONNECTION_FAILED'), 'proxy', 'unused'],
  ['a proxy that lets nothing through', net('ERR_TUNNEL_CONNECTION_FAILED'), 'proxy', 'unused'],
  ['a proxy that wants a password', () => new Response('', { status: 407 }), 'proxy-password', 'unused'],
  ['a reset before the response', net('ERR_CONNECTION_RESET'), 'reset', 'lost'],
  ['a reset in its middle', () => new Response(broken('ERR_CONNECTION_RESET')), 'reset', 'lost'],
  ['a TLS error in its middle', () => new Response(broken('ERR_SSL_PROTOCOL_ERROR')), 'reset', 'lost'],
  ['the end of the network in its middle', () => new Response(broken('ERR_INTERNET_DISCONNECTED')), 'reset', 'lost'],
  ['half of a response', () => new Response(broken('ERR_CONTENT_LENGTH_MISMATCH')), 'reset', 'lost'],
  ['a change of networks', net('ERR_NETWORK_CHANGED'), 'reset', 'lost'],
  ['no response at all', net('ERR_EMPTY_RESPONSE'), 'reset', 'lost'],
  ['an empty response', () => new Response(''), 'not-json', 'lost'],
  ['no content', () => new Response(null, { status: 204 }), 'not-json', 'lost'],
  ['JSON that is cut short', () => new Response('{"access_token":"half of'), 'not-json', 'lost'],
  ['a page', () => new Response('<html>'), 'not-json', 'lost'],
  ['a page with a wish for a pause', () => new Response('<html>', { headers: PAUSE }), 'not-json', 'doubtful'],
  ['a page with 404', () => new Response('<html>', { status: 404 }), 'no-endpoint', 'unused'],
  ['410', () => Response.json({ error: 'invalid_grant' }, { status: 410 }), 'no-endpoint', 'unused'],
  ['501', () => new Response('', { status: 501 }), 'no-endpoint', 'unused'],
  ['429 in JSON', () => Response.json({ error: 'invalid_grant' }, { status: 429 }), 'too-many-requests', 'doubtful'],
  [
    'trouble in the words of a refusal',
    () => Response.json({ error: 'temporarily_unavailable' }, { status: 400 }),
    'server-trouble',
    'doubtful',
  ],
  ['502', () => new Response('<html>', { status: 502 }), 'server-trouble', 'lost'],
  ['504', () => Response.json({ error: 'invalid_grant' }, { status: 504 }), 'server-trouble', 'lost'],
  [
    '502 with a wish for a pause',
    () => new Response('', { status: 502, headers: PAUSE }),
    'server-trouble',
    'doubtful',
  ],
  [
    '504 with a wish for a pause',
    () => new Response('', { status: 504, headers: PAUSE }),
    'server-trouble',
    'doubtful',
  ],
  ['408', () => new Response('', { status: 408 }), 'timed-out', 'doubtful'],
  ['500', () => Response.json({}, { status: 500 }), 'server-trouble', 'doubtful'],
  ['503', () => new Response('', { status: 503 }), 'server-trouble', 'doubtful'],
  ['429', () => new Response('', { status: 429, headers: PAUSE }), 'too-many-requests', 'doubtful'],
  ['a redirect', () => new Error("Attempted to redirect, but redirect policy was 'error'"), 'redirected', 'unused'],
  ['an endless response', () => new Response('x'.repeat(2 << 20)), 'too-large', 'doubtful'],
];

/** Slow responses: a refresh is aborted after a minute, a poll is awaited as long as its code is valid. */
const SLOW_FAULTS: typeof FAULTS = [
  ['silence', () => new Promise(() => {}), 'timed-out', 'lost'],
  ['a trickle', (clock) => new Response(trickle(clock)), 'timed-out', 'lost'],
];

/** A response with half of a JSON body, followed by this error. */
function broken(code: string) {
  let begun = false;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (begun) controller.error(new Error(`net::${code}`));
      else controller.enqueue(new TextEncoder().encode('{"access_token":"half'));
      begun = true;
    },
  });
}

/** A response that sends a byte each second and never ends. */
function trickle(clock: ReturnType<typeof fakeClock>) {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await clock.sleep(1_000);
      controller.enqueue(Uint8Array.of(0x20));
    },
  });
}

/** A session whose token endpoint responds with `responses` one after the other, and then with tokens. */
function over(responses: readonly TestResponse[], vault = memoryVault()) {
  const world = scriptedServer();
  const clock = fakeClock();
  const sentAtMs: number[] = [];
  world.on('/start/', () => Response.json(GRANT));
  world.on('/token', async () => {
    sentAtMs.push(clock.passedMs());
    const response = responses[sentAtMs.length - 1]?.(clock) ?? Response.json(TOKENS);
    if (response instanceof Error) throw response;
    return response;
  });
  return { ...sessionOver({ world, clock, vault }), sentAtMs };
}

describe('while waiting for approval', () => {
  it.each(FAULTS)('%s is trouble that is shown, and not the end', async (_, response, why) => {
    const parts = over([response]);
    const { session, clock, sentAtMs, vault } = parts;
    await session.start();
    void session.signIn();
    await clock.advance(20_000);
    const links = parts.states.flatMap((state) => (state.kind === 'awaiting-approval' ? [state.connection] : []));
    expect(links).toContainEqual({ kind: 'retrying', because: { why, code: expect.any(String) } });
    await clock.advance(60_000);
    expect(session.state()).toMatchObject({ kind: 'signed-in', connection: { kind: 'ok' } });
    // The first poll comes after one interval, and the second after the backoff at the earliest.
    expect(sentAtMs).toHaveLength(2);
    expect(sentAtMs[0]).toBe(5_000);
    expect(sentAtMs[1]).toBeGreaterThanOrEqual(15_000);
    expect(vault.calls).toEqual(['save refresh-secret-1']);
    expect(shownText(parts)).not.toContain('secret');
  });

  it.each(SLOW_FAULTS)('%s is waited for, and one more poll falls into the last interval', async (_, response) => {
    const { session, clock, sentAtMs } = over([response]);
    await session.start();
    void session.signIn();
    await clock.advance(5_000 + 14_999);
    expect(session.state()).toMatchObject({ connection: { kind: 'ok' } });
    await clock.advance(1);
    expect(session.state()).toMatchObject({ kind: 'awaiting-approval', connection: { kind: 'slow' } });
    await clock.advance(577_000);
    expect(sentAtMs).toEqual([5_000]);
    await clock.advance(1_000);
    expect(sentAtMs).toEqual([5_000, 597_500]);
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
  });

  it.each(SLOW_FAULTS)('%s can be canceled', async (_, response) => {
    const { session, clock } = over([response]);
    await session.start();
    void session.signIn();
    await clock.advance(25_000);
    session.cancel();
    expect(session.state()).toMatchObject({ kind: 'signed-out' });
  });

  it('a poll that hangs on after the cancel keeps the program from ending no longer than 15 s', async () => {
    const { session, clock } = over([() => new Promise(() => {})]);
    await session.start();
    void session.signIn();
    await clock.advance(6_000);
    session.cancel();
    expect(session.isBusy()).toBe(true);
    await clock.advance(15_000);
    expect(session.isBusy()).toBe(false);
  });

  it('tokens that come later than that are still revoked', async () => {
    const { session, clock, world } = over([
      async (time) => {
        await time.sleep(60_000);
        return Response.json(TOKENS);
      },
    ]);
    world.offersRevocation();
    await session.start();
    void session.signIn();
    await clock.advance(6_000);
    session.cancel();
    await clock.advance(60_000);
    expect(world.at('/revoke').map(({ form }) => form['token'])).toEqual(['refresh-secret-1']);
    expect(session.state()).toMatchObject({ kind: 'signed-out' });
  });

  it('a computer that wakes up takes a poll on its way for lost, and signs in with the next one', async () => {
    const { session, clock, sentAtMs } = over([() => new Promise(() => {})]);
    await session.start();
    void session.signIn();
    await clock.advance(6_000);
    session.woke();
    await clock.advance(0);
    expect(session.state()).toMatchObject({ connection: { kind: 'retrying', because: { why: 'reset' } } });
    await clock.advance(12_000);
    expect(sentAtMs).toHaveLength(2);
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
  });

  it('the request for a code has 15 s for everything', async () => {
    const { session, clock, world } = over([]);
    await session.start();
    world.on('/start/', () => new Promise(() => {}));
    void session.signIn();
    await clock.advance(14_999);
    expect(session.state()).toMatchObject({ kind: 'requesting-code' });
    await clock.advance(1);
    expect(session.state()).toMatchObject({
      failure: { kind: 'unreachable', because: { why: 'timed-out' }, during: 'asking' },
    });
  });

  it.each([404, 405, 410, 501])('%i from the device endpoint ends it at once, with the address', async (status) => {
    for (const response of [
      new Response('<h1>Not Found</h1>', { status }),
      Response.json({ error: 'x' }, { status }),
    ]) {
      const { session, world } = over([]);
      await session.start();
      world.on('/start/', () => response);
      await session.signIn();
      expect(session.state()).toMatchObject({
        failure: { kind: 'no-endpoint', address: 'https://login.example.org/start/', response: { status } },
      });
    }
  });

  it('tokens in a response that is rejected are revoked', async () => {
    const { session, world, clock } = over([() => Response.json({ ...TOKENS, token_type: 'mac' })]);
    world.offersRevocation();
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    expect(session.state()).toMatchObject({ failure: { kind: 'malformed', field: 'token_type' } });
    await session.settled();
    expect(world.at('/revoke').map(({ form }) => form)).toMatchObject([
      { token: 'refresh-secret-1', token_type_hint: 'refresh_token' },
    ]);
    expect(clock.sleepers()).toBe(0);
  });

  it('a device_code that the server echoes is not shown', async () => {
    const parts = over([
      () =>
        Response.json({ error: 'invalid_grant', error_description: `What is ${GRANT.device_code}?` }, { status: 400 }),
    ]);
    await parts.session.start();
    void parts.session.signIn();
    await parts.clock.advance(5_000);
    expect(parts.session.state()).toMatchObject({ failure: { response: { description: 'What is …?' } } });
    expect(shownText(parts)).not.toContain('secret');
  });
});

it('a fault of our own is reported by its name and place in the code alone: its message could hold anything', async () => {
  const vault = memoryVault();
  vault.save = async ({ refreshToken }) => {
    const error = new TypeError(`cannot write ${refreshToken}`);
    error.stack = `TypeError: ${error.message}\n    at write (file:///opt/x/out/main/chunks/session-B4x_9.js:120:14)`;
    throw error;
  };
  const parts = over([], vault);
  await parts.session.start();
  void parts.session.signIn();
  await parts.clock.advance(5_000);
  expect(parts.session.state()).toMatchObject({ failure: { kind: 'unforeseen', name: 'TypeError' } });
  expect(parts.logged).toContain('["unforeseen",{"name":"TypeError","at":"session-B4x_9.js:120:14"}]');
  expect(shownText(parts)).not.toContain('secret');
});

describe('while refreshing', () => {
  it.each([...FAULTS, ...SLOW_FAULTS])(
    '%s ends nothing, and is repeated only if R4 allows it',
    async (_, response, why, token) => {
      const asked = token === 'lost' ? 2 : 1;
      const parts = over(Array(asked).fill(response), memoryVault(stored()));
      const { session, clock, sentAtMs, vault, world } = parts;
      await session.start();
      const ended = session.refresh().then((failure) => ({
        failure,
        asked: sentAtMs.length,
        calls: [...vault.calls],
        state: session.state(),
      }));
      await clock.advance(120_000);
      expect(await ended).toMatchObject({
        failure: { kind: 'unreachable', because: { why } },
        asked,
        calls: token === 'unused' ? ['begin', 'abandon'] : ['begin'],
        state: { kind: 'signed-in', connection: { kind: 'retrying', because: { why } } },
      });
      expect(await session.refresh()).toBeNull();
      expect(session.state()).toMatchObject({ kind: 'signed-in', connection: { kind: 'ok' } });
      const tokens = world.at('/token').map(({ form }) => form['refresh_token']);
      expect(new Set(tokens.slice(0, asked + 1))).toEqual(new Set(['refresh-secret-0']));
      expect(shownText(parts)).not.toContain('secret');
    },
  );

  it.each<[name: string, response: TestResponse, token: Token]>([
    ...[...FAULTS, ...SLOW_FAULTS].map(
      ([name, response, , token]) => [name, response, token] as [string, TestResponse, Token],
    ),
    ['a response without tokens', () => Response.json({ token: 'x' }), 'doubtful'],
    ['a token of a kind that is unknown', () => Response.json({ access_token: 'x', token_type: 'mac' }), 'doubtful'],
    ['a refresh token that cannot be sent', () => Response.json({ ...TOKENS, refresh_token: 'ä' }), 'doubtful'],
    ['a refusal', () => Response.json({ error: 'invalid_client' }, { status: 401 }), 'unused'],
    ['a refusal in words of its own', () => Response.json({ detail: 'No.' }, { status: 400 }), 'unused'],
  ])('after %s, invalid_grant is an interruption if the token may have been used', async (_, response, token) => {
    const faults = Array<TestResponse>(token === 'lost' ? 2 : 1).fill(response);
    const invalidGrant = () => Response.json({ error: 'invalid_grant' }, { status: 400 });
    const { session, clock } = over([...faults, invalidGrant], memoryVault(stored()));
    await session.start();
    const first = session.refresh();
    await clock.advance(120_000);
    await first;
    await session.refresh();
    const kind = token === 'unused' ? 'revoked' : 'interrupted';
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind } });
  });

  it.each([
    ['silence', () => new Promise<Response>(() => {})],
    ['a trickle', (clock) => new Response(trickle(clock))],
  ] satisfies [string, TestResponse][])(
    '%s is given up after 60 s, and asked once more at once',
    async (_, response) => {
      const { session, clock, sentAtMs } = over([response, response], memoryVault(stored()));
      await session.start();
      const failure = session.refresh();
      await clock.advance(59_999);
      expect(sentAtMs).toEqual([0]);
      await clock.advance(1);
      expect(sentAtMs).toEqual([0, 60_000]);
      await clock.advance(59_999);
      expect(session.isBusy()).toBe(true);
      await clock.advance(1);
      expect(await failure).toMatchObject({ because: { why: 'timed-out' } });
    },
  );

  it('a response that takes 59 s is taken', async () => {
    const { session, clock } = over(
      [(it) => it.sleep(59_000).then(() => Response.json(TOKENS))],
      memoryVault(stored()),
    );
    await session.start();
    const token = session.accessToken(0);
    await clock.advance(59_000);
    expect(await token).toBe('access-secret-1');
  });

  it('neither a cancel nor another failure cuts it off', async () => {
    let respond = (_: Response) => {};
    const { session, vault } = over([() => new Promise((resolve) => (respond = resolve))], memoryVault(stored()));
    await session.start();
    const done = session.refresh();
    await settle();
    session.cancel();
    session.dismiss();
    respond(Response.json(TOKENS));
    expect(await done).toBeNull();
    expect(vault.calls).toContain('save refresh-secret-1');
  });
});
