import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { retryAfterMs } from '../../../main/net/retry-after.ts';
import type { Fetch } from '../../../main/time/clock.ts';
import { fakeClock, settle } from '../fake-clock.ts';

const url = 'https://login.example.org/api/v1/oauth/token';
const form = { grant_type: 'refresh_token', refresh_token: 'a very secret token' };

function http(fetch: Fetch) {
  const clock = fakeClock();
  return { clock, ...createHttpClient({ fetch, clock }) };
}

const post = (fetch: Fetch) => http(fetch).post(url, form, { limitMs: 15_000 });

/** A body that delivers its chunks on demand. If `end` is false, it never ends. */
function body(pieces: Iterable<string>, end: 'closes' | 'hangs' | Error = 'closes') {
  const bytes = [...pieces].map((piece) => new TextEncoder().encode(piece));
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = bytes.shift();
      if (next) controller.enqueue(next);
      else if (end === 'closes') controller.close();
      else if (end !== 'hangs') controller.error(end);
      else return new Promise<void>(() => {});
      return undefined;
    },
  });
}

describe('the transport', () => {
  it('posts a form to exactly that address, without cookies, and follows no redirect', async () => {
    let seen: Request | undefined;
    let options: RequestInit | undefined;
    await post(async (input, init) => {
      seen = new Request(input, init);
      options = init;
      return Response.json({});
    });
    expect(seen?.url).toBe(url);
    expect(seen?.method).toBe('POST');
    expect(seen?.headers.get('content-type')).toContain('application/x-www-form-urlencoded');
    expect(seen?.headers.get('accept')).toContain('application/json');
    expect(seen?.headers.get('user-agent')).toBeNull();
    expect(await seen?.text()).toBe('grant_type=refresh_token&refresh_token=a+very+secret+token');
    expect(seen?.redirect).toBe('error');
    expect(seen?.credentials).toBe('omit');
    expect(seen?.cache).toBe('no-store');
    expect(options?.redirect ?? 'error').toBe('error');
  });

  it('gives status and JSON of whatever arrives', async () => {
    const exchange = await post(async () =>
      Response.json({ error: 'x' }, { status: 503, headers: { 'Retry-After': '7' } }),
    );
    expect(exchange).toEqual({ kind: 'arrived', status: 503, json: { error: 'x' }, retryAfterMs: 7_000 });
  });

  it.each([
    ['HTML', '<html>Sign in to this Wi-Fi</html>'],
    ['nothing', ''],
    ['half of it', '{"access_token": "a'],
  ])('gives no JSON for a body that is %s', async (_, text) => {
    expect(await post(async () => new Response(text))).toMatchObject({ kind: 'arrived', json: undefined });
  });

  it.each([
    ['net::ERR_INTERNET_DISCONNECTED', 'offline', false],
    ['net::ERR_NETWORK_IO_SUSPENDED', 'offline', true],
    ['net::ERR_NAME_NOT_RESOLVED', 'name-not-found', false],
    ['net::ERR_CONNECTION_REFUSED', 'refused', false],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy', false],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy', false],
    ['net::ERR_PROXY_AUTH_REQUESTED', 'proxy-password', false],
    ['net::ERR_UNEXPECTED_PROXY_AUTH', 'unknown', true],
    ['net::ERR_CERT_DATE_INVALID', 'certificate', false],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls', false],
    ['net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'tls', false],
    ['net::ERR_BAD_SSL_CLIENT_AUTH_CERT', 'tls', false],
    ['net::ERR_ECH_NOT_NEGOTIATED', 'tls', false],
    ['net::ERR_ECH_FALLBACK_CERTIFICATE_INVALID', 'certificate', false],
    ['net::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', 'certificate', false],
    ['net::ERR_SSL_SERVER_CERT_BAD_FORMAT', 'certificate', false],
    ['net::ERR_SSL_KEY_USAGE_INCOMPATIBLE', 'certificate', false],
    ['net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'certificate', false],
    ['net::ERR_SSL_BAD_RECORD_MAC_ALERT', 'reset', true],
    ['net::ERR_SSL_DECRYPT_ERROR_ALERT', 'reset', true],
    ['net::ERR_SSL_DECOMPRESSION_FAILURE_ALERT', 'reset', true],
    ['net::ERR_CONNECTION_TIMED_OUT', 'timed-out', false],
    ['net::ERR_TIMED_OUT', 'timed-out', true],
    ['net::ERR_NETWORK_ACCESS_DENIED', 'unknown', false],
    ['net::ERR_BLOCKED_BY_ADMINISTRATOR', 'unknown', false],
    ['net::ERR_UNSAFE_PORT', 'unknown', false],
    ['net::ERR_CONNECTION_RESET', 'reset', true],
    ['net::ERR_CONNECTION_CLOSED', 'reset', true],
    ['net::ERR_EMPTY_RESPONSE', 'reset', true],
    ['net::ERR_CONTENT_LENGTH_MISMATCH', 'reset', true],
    ['net::ERR_NETWORK_CHANGED', 'reset', true],
    ['net::ERR_INCOMPLETE_CHUNKED_ENCODING', 'reset', true],
    ['net::ERR_INVALID_HTTP_RESPONSE', 'not-json', true],
    ['net::ERR_RESPONSE_HEADERS_TOO_BIG', 'not-json', true],
    ['net::ERR_INVALID_CHUNKED_ENCODING', 'not-json', true],
    ['net::ERR_CONTENT_DECODING_FAILED', 'not-json', true],
    ['net::ERR_SOMETHING_NEW', 'unknown', true],
  ])('names %s %s', async (message, why, maybeSent) => {
    const exchange = await post(() => Promise.reject(new Error(message)));
    expect(exchange).toEqual({ kind: 'lost', because: { why, code: message }, maybeSent });
  });

  it('finds the name in the cause of an error, however deep, and in no circle', async () => {
    const cause = new Error('net::ERR_CONNECTION_REFUSED');
    const deep = new Error('a', { cause: new Error('b', { cause }) });
    expect(await post(() => Promise.reject(deep))).toMatchObject({ because: { why: 'refused' }, maybeSent: false });
    const circle = new Error('a');
    circle.cause = circle;
    expect(await post(() => Promise.reject(circle))).toMatchObject({ because: { why: 'unknown', code: 'unknown' } });
  });

  it('names a redirect, which Electron refuses in words of its own', async () => {
    const refused = new Error("Attempted to redirect, but redirect policy was 'error'");
    expect(await post(() => Promise.reject(refused))).toEqual({
      kind: 'lost',
      because: { why: 'redirected', code: 'redirected' },
      maybeSent: true,
    });
  });

  it('gives the status of a proxy that wants a password, whose page Chromium breaks off', async () => {
    const blocked = body([], new Error('net::ERR_TUNNEL_CONNECTION_FAILED'));
    expect(await post(async () => new Response(blocked, { status: 407 }))).toMatchObject({
      kind: 'arrived',
      status: 407,
    });
  });

  it.each([
    ['net::ERR_CONNECTION_RESET', 'reset'],
    ['net::ERR_NETWORK_IO_SUSPENDED', 'offline'],
    ['net::ERR_CONTENT_DECODING_FAILED', 'not-json'],
    ['net::ERR_SOMETHING_NEW', 'unknown'],
    // Before the response, these errors would mean that nothing was sent.
    ['net::ERR_SSL_PROTOCOL_ERROR', 'reset'],
    ['net::ERR_SSL_BAD_RECORD_MAC_ALERT', 'reset'],
    ['net::ERR_INTERNET_DISCONNECTED', 'reset'],
    ['net::ERR_ADDRESS_UNREACHABLE', 'reset'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'reset'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'reset'],
  ])('loses a response that breaks off in its middle with %s, and the request was sent', async (code, why) => {
    for (const begun of [['{"access_'], []])
      expect(await post(async () => new Response(body(begun, new Error(code))))).toEqual({
        kind: 'lost',
        because: { why, code },
        maybeSent: true,
      });
  });

  it('refuses a response over 1 MiB while it streams, and discards the rest', async () => {
    let read = 0;
    let letGo = false;
    const endless = new ReadableStream({
      pull(controller) {
        read += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel() {
        letGo = true;
      },
    });
    expect(await post(async () => new Response(endless))).toEqual({
      kind: 'lost',
      because: { why: 'too-large', code: 'too-large' },
      maybeSent: true,
    });
    expect(read).toBeLessThan(3 << 20);
    expect(letGo).toBe(true);
  });

  it('takes a response of exactly 1 MiB', async () => {
    const longest = JSON.stringify('x'.repeat((1 << 20) - 2));
    expect(await post(async () => new Response(longest))).toMatchObject({ kind: 'arrived', json: expect.any(String) });
    expect(await post(async () => new Response(`${longest} `))).toMatchObject({ because: { why: 'too-large' } });
  });

  it('gives up after its limit, also when bytes trickle in', async () => {
    const { clock, post: send } = http(async (_, init) => {
      const stream = body(['{'], 'hangs');
      return new Response(stream, { headers: { 'x-aborted': String(init?.signal?.aborted ?? false) } });
    });
    const exchange = send(url, form, { limitMs: 15_000 });
    await clock.advance(14_999);
    expect(await Promise.race([exchange, 'waiting'])).toBe('waiting');
    await clock.advance(1);
    expect(await exchange).toMatchObject({ kind: 'lost', because: { why: 'timed-out' }, maybeSent: true });
    expect(clock.sleepers()).toBe(0);
  });

  it('rejects with the caller’s own reason when that is what stopped it', async () => {
    const stop = new AbortController();
    const { post: send } = http(() => new Promise(() => {}));
    const exchange = send(url, form, { limitMs: 15_000, signal: stop.signal });
    stop.abort(new Error('canceled'));
    await expect(exchange).rejects.toThrow('canceled');
  });

  it('releases the connection when it gives up or is stopped', async () => {
    const sent: AbortSignal[] = [];
    const { clock, post: send } = http((input, init) => {
      sent.push(new Request(input, init).signal);
      return new Promise(() => {});
    });
    const stop = new AbortController();
    const givenUp = send(url, form, { limitMs: 15_000 });
    const stopped = send(url, form, { limitMs: 60_000, signal: stop.signal });
    await clock.advance(15_000);
    expect(sent.map(({ aborted }) => aborted)).toEqual([true, false]);
    stop.abort(new Error('canceled'));
    expect(sent.map(({ aborted }) => aborted)).toEqual([true, true]);
    await givenUp;
    await expect(stopped).rejects.toThrow('canceled');
  });

  it.each([
    ['gives up', 'timed-out'],
    ['is stopped', 'canceled'],
  ])('drops a response in the middle when it %s', async (how, ending) => {
    let letGo = false;
    const { clock, post: send } = http(async (input, init) => {
      const { signal } = new Request(input, init);
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(Uint8Array.of(0x7b));
          signal.addEventListener('abort', () => {
            letGo = true;
            controller.error(signal.reason);
          });
        },
      });
      return new Response(stream);
    });
    const stop = new AbortController();
    const exchange = send(url, form, { limitMs: 15_000, signal: stop.signal }).then(
      (it) => (it.kind === 'lost' ? it.because.why : it.kind),
      (error: Error) => error.message,
    );
    await settle();
    if (how === 'gives up') await clock.advance(15_000);
    else stop.abort(new Error('canceled'));
    expect(await exchange).toBe(ending);
    expect(letGo).toBe(true);
  });

  it('reveals no secret of the file in an error', async () => {
    const exchange = await post(() =>
      Promise.reject(new Error('net::ERR_FAILED at refresh_token=a very secret token')),
    );
    expect(JSON.stringify(exchange)).not.toContain('secret');
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', null, 120_000],
    ['0', null, 0],
    ['9'.repeat(400), null, 365 * 86_400_000],
    ['1.5', null, 1_500],
    ['3, 90', null, 90_000],
    ['90,3', null, 90_000],
    ['-5', null, null],
    ['1e3', null, null],
    ['5 minutes', null, null],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 'Mon, 23 Nov 2026 10:00:00 GMT', 30_000],
    ['Mon, 23 Nov 2026 10:00:00 GMT', 'Mon, 23 Nov 2026 10:00:30 GMT', null],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 'Mon, 23 Nov 2026 10:00:30 GMT', null],
    ['Mon, 23 Nov 2026 10:00:30 GMT', null, null],
    ['Monday, 23-Nov-26 10:00:30 GMT', 'Mon Nov 23 10:00:00 2026', 30_000],
    ['Mon Nov 23 10:00:30 2026', 'Mon, 23 Nov 2026 10:00:00 GMT', 30_000],
    ['Mon, 23 Nov 2026 10:00:30 GMT, Mon, 23 Nov 2026 10:01:00 GMT', 'Mon, 23 Nov 2026 10:00:00 GMT', 60_000],
    ['Wed, 31 Dec 9999 23:59:59 GMT', 'Mon, 23 Nov 2026 10:00:00 GMT', 365 * 86_400_000],
    ['Mon, 32 Foo 2026 10:00:30 GMT', 'Mon, 23 Nov 2026 10:00:00 GMT', null],
    ['soon', null, null],
    ['soon 9999', 'Mon, 23 Nov 2026 10:00:00 GMT', null],
    ['2099-01-01', 'Mon, 23 Nov 2026 10:00:00 GMT', null],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 'yesterday 2020', null],
    [undefined, null, null],
  ])('of %j, with the Date %j, is %j ms', (value, date, ms) => {
    expect(retryAfterMs(value, date)).toBe(ms);
  });

  it('is parsed quickly even if the header is as long as possible', () => {
    // The time of this thread, because a busy computer may let it wait.
    const before = process.threadCpuUsage();
    expect(retryAfterMs('Mon '.repeat(1 << 16), 'Mon '.repeat(1 << 16))).toBeNull();
    expect(process.threadCpuUsage(before).user).toBeLessThan(2_000_000);
  });
});
