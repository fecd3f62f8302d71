/** Careless, slow and hostile callers of the local API, on a real socket. */
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callApi } from '../../../main/local-tools/client.ts';
import type { IssuedToken, Refusal } from '../../../main/local-tools/types.ts';
import { ACCOUNT_JSON, api, closeApis, ISSUED, RAW, send, sendRaw } from './api-over.ts';

afterEach(closeApis);

describe('a caller on Windows', () => {
  it('must know the secret', async () => {
    const { path, asked } = await api({ secret: 's'.repeat(43) });
    expect((await send(path, {})).status).toBe(403);
    expect((await send(path, { headers: { Authorization: `Bearer ${'t'.repeat(43)}` } })).status).toBe(403);
    expect(asked).toEqual([]);
    expect(await callApi({ path, secret: 's'.repeat(43) }, '/v1/token', { tool: 'a' })).toMatchObject({ kind: 'ok' });
  });
});

describe('a caller', () => {
  it.each([
    ['bytes that are no HTTP', '\u0000\u0001\u0002hello\r\n\r\n'],
    ['two lengths', `${RAW}Content-Length: 3\r\nContent-Length: 5\r\n\r\n{}`],
    ['a length and chunks', `${RAW}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['headers without end', `${RAW}X: ${'x'.repeat(9_000)}\r\n\r\n`],
  ])('that sends %s gets an answer, and its connection ends', async (_, bytes) => {
    const { path, asked } = await api();
    expect(await sendRaw(path, bytes)).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*\r\nConnection: close\r\n[\s\S]*The request must be HTTP\/1\.1 with one header of each name\./,
    );
    expect(asked).toEqual([]);
    expect((await send(path, {})).status).toBe(200);
  });

  it('that sends what is no HTTP, and never closes its connection, loses it', async () => {
    const { path, server } = await api();
    const client = connect({ path, allowHalfOpen: true }, () => client.write('hello\r\n\r\n'));
    const ended = new Promise((resolve) => client.once('end', resolve));
    client.on('error', () => undefined).resume();
    await ended;
    await expect.poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0);
    client.destroy();
  });

  it('that disconnects in the middle of a request affects no other caller', async () => {
    const { path, asked } = await api();
    const socket = connect(path);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(`${RAW}Content-Length: 100\r\n\r\n{"tool":`);
    socket.destroy();
    expect((await send(path, {})).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  it('that disconnects while it waits is noticed', async () => {
    const gone = Promise.withResolvers<void>();
    const waits = Promise.withResolvers<void>();
    const { path } = await api({
      token: (_, signal) => {
        signal.addEventListener('abort', () => gone.resolve());
        waits.resolve();
        return new Promise(() => undefined);
      },
    });
    const leaving = new AbortController();
    const answer = callApi({ path, secret: null }, '/v1/token', { tool: 'a' }, leaving.signal);
    await waits.promise;
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await gone.promise;
  });

  it('is served even if a thousand idle connections are open', async () => {
    const { path } = await api();
    const others: Socket[] = [];
    await Promise.all(
      Array.from(
        { length: 1_000 },
        () =>
          new Promise<void>((resolve, reject) => {
            const socket = connect(path, resolve);
            socket.on('error', reject);
            others.push(socket);
          }),
      ),
    );
    expect((await send(path, {})).status).toBe(200);
    for (const socket of others) socket.destroy();
  });

  it('gets each of five hundred answers', async () => {
    const { path, asked } = await api();
    const answers = await Promise.all(Array.from({ length: 500 }, () => send(path, {})));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(asked).toHaveLength(500);
  });

  it('may have a tool allowed and removed, and have this app give its profile away', async () => {
    const { path } = await api();
    const [allowed, removed, given] = await Promise.all(
      ['/v1/tools/allow', '/v1/tools/remove', '/v1/hand-over'].map((route) => send(path, { path: route })),
    );
    expect([allowed, removed, given].map((it) => [it?.status, JSON.parse(it?.text ?? '')])).toEqual([
      [200, { duration: 'always' }],
      [200, { removed: 1 }],
      [202, {}],
    ]);
  });

  it('may report a token that was rejected', async () => {
    const { path, reported } = await api();
    const { status, text } = await send(path, {
      path: '/v1/rejected',
      body: '{"tool":"git","host":"git.example.org"}',
    });
    expect([status, JSON.parse(text)]).toEqual([200, {}]);
    expect(reported).toMatchObject([{ tool: 'git', host: 'git.example.org' }]);
  });

  it('may ask for accounts, tools and the status, and sees no secret', async () => {
    const { path } = await api();
    const [accounts, tools, status] = await Promise.all(
      ['/v1/accounts', '/v1/tools', '/v1/status'].map((route) => send(path, { method: 'GET', path: route })),
    );
    expect(JSON.parse(accounts?.text ?? '')).toEqual({ accounts: [ACCOUNT_JSON] });
    expect(JSON.parse(tools?.text ?? '').tools).toMatchObject([{ tool: 'git', account: 'login.example.org', uses: 0 }]);
    expect(JSON.parse(status?.text ?? '')).toMatchObject({ served_by: 'window', local_tools: 'ask' });
  });
});

describe('a slow caller', () => {
  /** Node measures the time between two requests by real clocks. On a busy computer, that would end the connection first. */
  const NONE = 0;

  afterEach(() => {
    vi.useRealTimers();
  });

  it('that sends a byte a second loses its connection after ten seconds anyway', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { path, server } = await api();
    const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const client = connect(path);
    let answer = '';
    client.on('data', (chunk) => (answer += chunk)).on('error', () => undefined);
    const closed = new Promise((resolve) => client.once('close', resolve));
    const socket = await connected;
    const bytes = [...`${RAW}Content-Length: 100\r\n\r\n{"tool":"backup"`];
    for (let second = 1; second <= 9; second += 1) {
      client.write(bytes.shift() ?? '');
      await new Promise((resolve) => setImmediate(resolve));
      vi.advanceTimersByTime(1_000);
    }
    expect(socket.destroyed).toBe(false);
    client.write(bytes.shift() ?? '');
    vi.advanceTimersByTime(1_500);
    await closed;
    expect(answer).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*Content-Type: application\/problem\+json\r\nContent-Length: \d+\r\n[\s\S]*Companion-Exit-Code: 64[\s\S]*took too long/,
    );
  });

  it('is none that waits for the user: it gets its answer after more than ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<IssuedToken | Refusal>();
    const { path } = await api({
      token() {
        asked.resolve();
        return answer.promise;
      },
    });
    const sent = sendRaw(path, `${RAW}Content-Length: 17\r\n\r\n{"tool":"backup"}`);
    await asked.promise;
    vi.advanceTimersByTime(60_000);
    answer.resolve(ISSUED);
    expect(await sent).toMatch(/^HTTP\/1\.1 200 /);
    // Nothing waits for a connection that is closed.
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that begins a second request on its connection, and never ends it, loses that after ten seconds too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { path, server } = await api();
    server.keepAliveTimeout = NONE;
    const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const client = connect(path);
    const answered = new Promise((resolve) => client.once('data', resolve));
    const closed = new Promise((resolve) => client.once('close', resolve));
    client.on('error', () => undefined);
    const request = 'POST /v1/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15\r\n\r\n{"tool":"next"}';
    client.write(request);
    const socket = await connected;
    await answered;
    client.write(request.slice(0, -5));
    while (socket.bytesRead < 2 * request.length - 5) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(9_900);
    expect(socket.destroyed).toBe(false);
    vi.advanceTimersByTime(200);
    await closed;
  });

  it.each([
    ['nothing at all', ''],
    ['half of the headers', 'POST /v1/token HT'],
    ['half of the body', `${RAW}Content-Length: 100\r\n\r\n{"tool":`],
  ])('that sends %s loses its connection after ten seconds', async (_, bytes) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { path, server } = await api();
    const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const ended = sendRaw(path, bytes);
    const socket = await connected;
    while (socket.bytesRead < bytes.length) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(9_900);
    expect(socket.destroyed).toBe(false);
    vi.advanceTimersByTime(200);
    await ended;
  });

  it('that sends a request and the beginning of a second one loses its connection after ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { path, server } = await api();
    server.keepAliveTimeout = NONE;
    const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const first = `${RAW.replace('Connection: close\r\n', '')}Content-Length: 15\r\n\r\n{"tool":"first"}`;
    const ended = sendRaw(path, `${first}GET /v1/`);
    const socket = await connected;
    vi.advanceTimersByTime(9_900);
    expect(socket.destroyed).toBe(false);
    while (!socket.destroyed) {
      vi.advanceTimersByTime(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ended;
  });
});
