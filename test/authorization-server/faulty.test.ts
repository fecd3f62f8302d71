import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from './client.ts';
import {
  type Fault,
  type FaultyServer,
  type FaultyServerOptions,
  PATHS,
  startFaultyFront,
  startFaultyServer,
} from './faulty.ts';
import { approveByForms } from './person.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start(options?: FaultyServerOptions): Promise<FaultyServer> {
  const server = await startFaultyServer(options);
  ends.push(server.close);
  return server;
}

/** Reads a bare socket until it ends, and reports how it ends. `stopAfter` stops after that many bytes. */
function exchange(
  url: string,
  { stopAfter = Number.POSITIVE_INFINITY } = {},
): Promise<{ text: string; end: string; bytes: number }> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let text = '';
    let bytes = 0;
    let end = 'end';
    socket.on('data', (data) => {
      bytes += data.length;
      if (text.length < 10_000) text += data;
      if (bytes >= stopAfter) {
        end = 'stopped';
        socket.destroy();
      }
    });
    socket.on('error', (error) => {
      end = 'code' in error ? String(error.code) : 'error';
    });
    socket.on('close', () => resolve({ text, end, bytes }));
    socket.write('POST /api/v1/oauth/token HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=b');
  });
}

describe('on the wire', () => {
  test.each<[string, Fault, RegExp, string]>([
    ['ends the connection without a response', { kind: 'close' }, /^$/, 'end'],
    ['resets it before the headers', { kind: 'reset' }, /^$/, 'ECONNRESET'],
    [
      'resets it in the middle of the body',
      { kind: 'reset-mid-body' },
      /^HTTP\/1.1 200 .*\r\n\r\n\{"acc.{26}$/s,
      'ECONNRESET',
    ],
    ['promises more than it sends', { kind: 'truncated' }, /content-length: 62.*\r\n\r\n\{.{30}$/is, 'end'],
    ['sends nothing but a status', { kind: 'empty' }, /200 OK.*content-length: 0.*\r\n\r\n$/is, 'end'],
    ['sends a captive portal', { kind: 'html', status: 200 }, /200 OK.*text\/html.*<!doctype html>/is, 'end'],
    ['sends a proxy page', { kind: 'html', status: 502 }, /502 Bad Gateway.*<!doctype html>/is, 'end'],
    [
      'sends any JSON',
      { kind: 'json', status: 401, body: { detail: 'No.' } },
      /401 .*application\/json.*\{"detail":"No."\}$/is,
      'end',
    ],
    ['sends any bytes', { kind: 'bytes', status: 500, body: Buffer.from('[1,') }, /500 .*\[1,$/is, 'end'],
    ['wants a wait in seconds', { kind: 'retry-after', status: 429, after: 7 }, /429 .*retry-after: 7\r\n/is, 'end'],
    [
      'wants a wait until a date',
      { kind: 'retry-after', status: 503, after: 3600, as: 'date' },
      /503 .*retry-after: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/is,
      'end',
    ],
    ['drips', { kind: 'trickle', everyMs: 1, bytes: 40 }, /content-length: 40.*\r\n\r\n\{.{39}$/is, 'end'],
    ['has no page without a fault', { kind: 'pass' }, /404 Not Found/, 'end'],
  ])('%s', async (_what, fault, text, end) => {
    const server = await start({ faults: { [PATHS.token]: fault } });
    const seen = await exchange(server.url);
    expect(seen.text).toMatch(text);
    expect(seen.end).toBe(end);
    expect(server.requests).toMatchObject([{ method: 'POST', path: PATHS.token, form: { a: 'b' } }]);
    await expect.poll(() => server.requests[0]?.endedAt).toEqual(expect.any(Number));
  });

  test('it hangs until it closes, which cuts the connection at once', async () => {
    const server = await start({ faults: { '*': { kind: 'hang' } } });
    const seen = exchange(server.url);
    await expect.poll(() => server.requests.length).toBe(1);
    expect(server.requests[0]?.endedAt).toBeNull();
    await server.close();
    expect(await seen).toMatchObject({ text: '' });
  });

  test('it pours as much as the client takes', async () => {
    const server = await start({ faults: { '*': { kind: 'huge' } } });
    expect((await exchange(server.url)).bytes).toBeGreaterThan(50 << 20);
    expect(await exchange(server.url, { stopAfter: 1 << 20 })).toMatchObject({ end: 'stopped' });
  });

  test('it is down while paused, and up again on the same port', async () => {
    const server = await start();
    await server.pause();
    expect((await exchange(server.url)).end).toBe('ECONNREFUSED');
    await server.resume();
    expect((await exchange(server.url)).text).toContain('404');
  });

  test('it redirects to another origin, which notes who came', async () => {
    const server = await start({ faults: { '*': { kind: 'redirect', status: 307 } } });
    await fetch(server.url + PATHS.token, { method: 'POST', body: 'secret', redirect: 'manual' });
    expect(server.elsewhere.requests).toEqual([]);
    expect((await fetch(server.url + PATHS.token, { method: 'POST', body: 'secret' })).status).toBe(404);
    expect(server.elsewhere.requests).toMatchObject([{ method: 'POST', path: PATHS.token }]);
  });

  test.each([
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['not-spoken', 'ERR_SSL_WRONG_VERSION_NUMBER'],
  ] as const)('it fails TLS: %s', async (tls, code) => {
    const server = await start({ tls });
    expect(server.url).toMatch(/^https:/);
    const error: unknown = await fetch(server.url).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ cause: { code: expect.stringContaining(code) } });
    expect(server.requests).toEqual([]);
  });
});

describe('which request fails', () => {
  test('is a matter of path, grant_type and turn, and can be changed while it runs', async () => {
    const server = await start();
    const client = createClient(server.url);
    const fails: Fault = { kind: 'json', status: 500, body: {} };
    server.fault({ path: PATHS.token, grantType: 'refresh_token' }, fails);
    expect((await client.refresh('x')).status).toBe(500);
    expect((await client.revoke('x')).status).toBe(404);
    server.heal({ path: PATHS.token, grantType: 'refresh_token' });
    expect((await client.refresh('x')).status).toBe(404);
    server.fault(PATHS.token, [{ kind: 'pass' }, fails]);
    expect([
      (await client.refresh('x')).status,
      (await client.refresh('x')).status,
      (await client.refresh('x')).status,
    ]).toEqual([404, 500, 404]);
    server.fault('*', fails);
    server.heal();
    expect((await client.revoke('x')).status).toBe(404);
  });
});

describe('in front of the embedded server', () => {
  test('a whole sign-in passes, and its names are those of the front', async () => {
    const { front, server, close } = await startFaultyFront({ intervalS: 0 });
    ends.push(close);
    expect(server.url).toBe(front.url);
    const metadata = await (await fetch(front.url + PATHS.oauthMetadata)).json();
    expect(metadata).toMatchObject({ issuer: front.url, token_endpoint: front.url + PATHS.token });
    const client = createClient(front.url);
    const { json } = await client.start();
    expect(json['verification_uri']).toBe(`${front.url}/device`);
    await approveByForms(String(json['verification_uri']), {
      userCode: String(json['user_code']),
      decision: 'approve',
    });
    expect((await client.poll(json['device_code'])).status).toBe(200);
  });

  test('a response can be altered', async () => {
    const { front, close } = await startFaultyFront();
    ends.push(close);
    front.fault(PATHS.deviceAuthorization, {
      kind: 'altered',
      fields: { user_code: null, interval: undefined, expires_in: 'soon' },
    });
    const { json } = await createClient(front.url).start();
    expect(json).toMatchObject({ device_code: expect.any(String), user_code: null, expires_in: 'soon' });
    expect(json).not.toHaveProperty('interval');
  });

  test('a response can be lost after the server has acted on the request', async () => {
    const { front, server, close } = await startFaultyFront();
    ends.push(close);
    front.fault(PATHS.deviceAuthorization, { kind: 'response-lost' });
    await expect(createClient(front.url).start()).rejects.toThrow();
    expect(server.userCodes()).toHaveLength(1);
  });

  test('a response can be late although the server has acted at once', async () => {
    const { front, server, close } = await startFaultyFront();
    ends.push(close);
    front.fault(PATHS.deviceAuthorization, { kind: 'response-late', ms: 60_000 });
    void createClient(front.url)
      .start()
      .catch(() => undefined);
    await expect.poll(() => server.userCodes()).toHaveLength(1);
    expect(front.requests[0]?.endedAt).toBeNull();
  });

  test('a response can be held until a test lets it go', async () => {
    const { front, close } = await startFaultyFront();
    ends.push(close);
    const { promise: until, resolve: letGo } = Promise.withResolvers<void>();
    front.fault(PATHS.deviceAuthorization, { kind: 'held', until });
    const started = createClient(front.url).start();
    await expect.poll(() => front.requests.length).toBe(1);
    expect(front.requests[0]?.endedAt).toBeNull();
    letGo();
    expect((await started).json).toHaveProperty('user_code');
  });

  test('a response can be late', async () => {
    const { front, close } = await startFaultyFront();
    ends.push(close);
    front.fault(PATHS.deviceAuthorization, { kind: 'late', ms: 60 });
    await createClient(front.url).start();
    const [request] = front.requests;
    expect((request?.endedAt ?? 0) - (request?.at ?? 0)).toBeGreaterThanOrEqual(55);
  });

  test('an upstream server that is down looks like a connection that breaks', async () => {
    const { front, server, close } = await startFaultyFront();
    ends.push(close);
    await server.pause();
    await expect(createClient(front.url).start()).rejects.toThrow();
  });
});
