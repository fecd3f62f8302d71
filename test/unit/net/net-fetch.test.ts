/** Requests with `net.request`: the data sent, credentials for a proxy, and the result of each. */
import { EventEmitter, getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import type { AuthInfo, ClientRequest, ClientRequestConstructorOptions, Net, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { fetchOver } from '../../../main/net/net-fetch.ts';
import { createProxyPasswords } from '../../../main/net/proxy-passwords.ts';
import { fakeClock, settle } from '../fake-clock.ts';

const office = { isProxy: true, scheme: 'basic', host: 'proxy.example.org', port: 3128, realm: 'office' };
const right = { user: 'ada', password: 'correct horse' };
const GET = {
  method: 'GET',
  headers: {},
  body: null,
  redirect: 'error',
  credentials: 'omit',
  cache: 'no-store',
  signal: new AbortController().signal,
} as const;
const URL_OF_TOKENS = 'https://login.example.org/token';

/** A request by `net.request`, whose other end the test simulates. */
class Client extends EventEmitter {
  readonly reported: (readonly (string | undefined)[])[] = [];
  body = '';
  aborted = false;
  readonly options: ClientRequestConstructorOptions;

  constructor(options: ClientRequestConstructorOptions) {
    super();
    this.options = options;
  }
  end(body?: Buffer) {
    this.body = body?.toString() ?? '';
  }
  abort() {
    this.aborted = true;
  }
  ask(challenge: AuthInfo = office) {
    this.emit('login', challenge, (...answer: (string | undefined)[]) => this.reported.push(answer));
  }
  respond(status: number, text: string, headers: Record<string, string | string[]> = {}) {
    const stream = Object.assign(Readable.from([Buffer.from(text)]), {
      statusCode: status,
      statusMessage: '',
      headers,
    });
    this.emit('response', stream);
    return stream;
  }
}

/** Electron's network, with the test's responses. There is no `session.fetch`, because the app must not use it. */
function network() {
  const clients: Client[] = [];
  const passwords = createProxyPasswords();
  const session = {} as Session;
  const net = {
    request(options: ClientRequestConstructorOptions) {
      const client = new Client(options);
      clients.push(client);
      return client as unknown as ClientRequest;
    },
  };
  const fetch = fetchOver(session, net as Pick<Net, 'request'>, passwords);
  return { session, clients, passwords, fetch, http: createHttpClient({ fetch, clock: fakeClock() }) };
}

async function posted(over: ReturnType<typeof network>, signal?: AbortSignal) {
  const exchange = over.http.post(URL_OF_TOKENS, { code: 'a b' }, { limitMs: 15_000, ...(signal && { signal }) });
  void exchange.catch(() => undefined);
  await settle();
  return { exchange, client: over.clients.at(-1) };
}

describe('a request', () => {
  it('is sent in its session, without cookies, cache and redirects', async () => {
    const over = network();
    const { client } = await posted(over);
    expect(client?.options).toMatchObject({
      session: over.session,
      method: 'POST',
      url: URL_OF_TOKENS,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(client?.body).toBe('code=a+b');
  });

  it('that a proxy refuses ends as refused, without credentials, while no one knows the password; the proxy is then known to require one', async () => {
    const over = network();
    const { exchange, client } = await posted(over);
    client?.ask();
    expect(await exchange).toMatchObject({ kind: 'arrived', status: 407, json: undefined });
    expect([client?.reported, client?.aborted]).toEqual([[[]], true]);
    expect(over.passwords.challenge()).toEqual({ host: 'proxy.example.org:3128', refused: false });
  });

  it('gets through with the password that someone gave', async () => {
    const over = network();
    over.passwords.forRequest()(office);
    over.passwords.answer({ proxy: 'proxy.example.org:3128', ...right });
    const { exchange, client } = await posted(over);
    client?.ask();
    expect(client?.reported).toEqual([['ada', 'correct horse']]);
    client?.respond(400, '{"error":"slow_down"}', { date: 'Tue, 24 Nov 2026 12:00:00 GMT', 'retry-after': ['7'] });
    expect(await exchange).toEqual({ kind: 'arrived', status: 400, json: { error: 'slow_down' }, retryAfterMs: 7000 });
    expect(over.passwords.challenge()).toBeNull();
  });

  it('sends a wrong password once, and never in a loop', async () => {
    const over = network();
    over.passwords.forRequest()(office);
    over.passwords.answer({ proxy: 'proxy.example.org:3128', user: 'ada', password: 'wrong' });
    const { exchange, client } = await posted(over);
    client?.ask();
    client?.ask();
    expect(await exchange).toMatchObject({ status: 407 });
    expect(client?.reported).toEqual([['ada', 'wrong'], []]);
    expect(over.passwords.challenge()?.refused).toBe(true);
  });

  it('sends nothing to a server that asks for a password of its own', async () => {
    const over = network();
    over.passwords.forRequest()(office);
    over.passwords.answer({ proxy: 'proxy.example.org:3128', ...right });
    const { exchange, client } = await posted(over);
    client?.ask({ ...office, isProxy: false });
    client?.respond(401, '{"error":"invalid_client"}');
    expect(client?.reported).toEqual([[]]);
    expect(await exchange).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
  });

  it.each([
    ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
    ["Attempted to redirect, but redirect policy was 'error'", 'redirected'],
  ])('breaks as any other: %s', async (message, why) => {
    const { exchange, client } = await posted(network());
    client?.emit('error', new Error(message));
    expect(await exchange).toMatchObject({ kind: 'lost', because: { why } });
  });

  it('is ended by its signal, with its reason', async () => {
    const stop = new AbortController();
    const { exchange, client } = await posted(network(), stop.signal);
    stop.abort(new Error('enough'));
    await expect(exchange).rejects.toThrow('enough');
    expect(client?.aborted).toBe(true);
  });

  it('is aborted, and its connection closed, if the response becomes too long', async () => {
    const { exchange, client } = await posted(network());
    client?.respond(200, 'x'.repeat((1 << 20) + 1));
    expect(await exchange).toMatchObject({ kind: 'lost', because: { why: 'too-large' } });
    await settle();
    expect(client?.aborted).toBe(true);
  });

  it('whose response was read to the end releases its connection and its signal', async () => {
    const over = network();
    const { signal } = new AbortController();
    const response = over.fetch(URL_OF_TOKENS, { ...GET, signal });
    await settle();
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    over.clients[0]?.respond(200, '{"a":1}');
    for await (const _ of (await response).body ?? []);
    await settle();
    expect(over.clients[0]?.aborted).toBe(true);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is ended by its signal in the middle of an unread response', async () => {
    const over = network();
    const stop = new AbortController();
    const response = over.fetch(URL_OF_TOKENS, { ...GET, signal: stop.signal });
    await settle();
    over.clients[0]?.respond(200, '{"a":');
    await response;
    expect(over.clients[0]?.aborted).toBe(false);
    stop.abort(new Error('enough'));
    expect(over.clients[0]?.aborted).toBe(true);
  });

  it('whose response is not read to the end is over as soon as that is known', async () => {
    const over = network();
    const response = over.fetch(URL_OF_TOKENS, GET);
    await settle();
    over.clients[0]?.respond(503, 'a page');
    await (await response).body?.cancel();
    await settle();
    expect(over.clients[0]?.aborted).toBe(true);
  });

  it('is read no faster than it is asked for', async () => {
    const over = network();
    const response = over.fetch(URL_OF_TOKENS, GET);
    await settle();
    let pieces = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          pieces += 1;
          yield Buffer.alloc(65_536);
        }
      })(),
    );
    over.clients[0]?.emit('response', Object.assign(endless, { statusCode: 200, statusMessage: '', headers: {} }));
    const { body } = await response;
    await body?.[Symbol.asyncIterator]().next();
    await settle();
    expect(pieces).toBeLessThan(32);
    endless.destroy();
  });

  it('that a proxy refuses listens to its signal no more', async () => {
    const over = network();
    const { signal } = new AbortController();
    const response = over.fetch(URL_OF_TOKENS, { ...GET, signal });
    await settle();
    over.clients[0]?.ask();
    expect(await response).toMatchObject({ status: 407 });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('that fails listens to its signal no more', async () => {
    const over = network();
    const { signal } = new AbortController();
    const response = over.fetch(URL_OF_TOKENS, { ...GET, signal });
    await settle();
    over.clients[0]?.emit('error', new Error('net::ERR_CONNECTION_RESET'));
    await expect(response).rejects.toThrow('net::ERR_CONNECTION_RESET');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each([200, 599])('whose response has the status %i arrived', async (status) => {
    const { exchange, client } = await posted(network());
    client?.respond(status, '{}');
    expect(await exchange).toMatchObject({ kind: 'arrived', status });
  });

  it.each([0, 99, 199, 600, 999])(
    'whose response has the status %i was lost, and is not waited for',
    async (status) => {
      const { exchange, client } = await posted(network());
      client?.respond(status, '{"error":"authorization_pending"}');
      const because = { why: 'not-json', code: 'net::ERR_INVALID_HTTP_RESPONSE' };
      expect(await exchange).toEqual({ kind: 'lost', because, maybeSent: true });
      await settle();
      expect(client?.aborted).toBe(true);
    },
  );

  it.each(['王小明', 'Jos\ufffd', 'a\u0000b', '👩'])('arrives whatever another header holds: %j', async (value) => {
    const { exchange, client } = await posted(network());
    client?.respond(400, '{"error":"slow_down"}', { 'x-user': value, 'retry-after': '7', 'bad name': 'x' });
    expect(await exchange).toEqual({ kind: 'arrived', status: 400, json: { error: 'slow_down' }, retryAfterMs: 7000 });
  });

  it('raises no error elsewhere if its unread response breaks', async () => {
    const over = network();
    const response = over.fetch(URL_OF_TOKENS, GET);
    await settle();
    const stream = over.clients[0]?.respond(204, '');
    await response;
    expect(() => stream?.emit('error', new Error('net::ERR_CONNECTION_RESET'))).not.toThrow();
  });
});
