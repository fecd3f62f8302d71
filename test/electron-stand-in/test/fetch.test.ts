import { execFile } from 'node:child_process';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetch } from '../src/fetch/fetch.ts';
import { createPool } from '../src/fetch/pool.ts';
import type { ProxySetting } from '../src/fetch/proxy.ts';
import { CERTIFICATE, PRIVATE_KEY } from './fixture/self-signed.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The address of a listening TCP server is always an object of this type.
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http = async (listener: RequestListener): Promise<string> => `http://${await listen(createHttpServer(listener))}`;

/** A server that answers every connection with these bytes, then ends or resets it, or leaves it to the test. */
async function raw(text: string, end: 'end' | 'reset' | 'stay' = 'end'): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      if (end === 'end') socket.end(text);
      else if (end === 'reset') socket.resetAndDestroy();
      else socket.write(text);
    });
  });
  return `http://${await listen(server)}`;
}

const fetchOver = (proxy: ProxySetting, closed = new AbortController().signal) =>
  createFetch({
    proxy: () => proxy,
    closed: () => closed,
    userAgent: () => 'Tester/1',
    logins: new Map(),
    pool: createPool(),
  });
const fetch = fetchOver({ kind: 'direct' });
const reply =
  (status: number, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, headers).end('body');

describe('what goes wrong on the network', () => {
  it.each([
    [
      'a name that no one has',
      async () => 'http://no-such-name.invalid/',
      /^net::ERR_(NAME_NOT_RESOLVED|INTERNET_DISCONNECTED)$/,
    ],
    ['a port that no one listens on', refusedAddress, /^net::ERR_CONNECTION_REFUSED$/],
    ['a port that is never HTTP', async () => 'http://127.0.0.1:25/', /^net::ERR_UNSAFE_PORT$/],
    ['no answer at all', () => raw(''), /^net::ERR_EMPTY_RESPONSE$/],
    ['a reset instead of an answer', () => raw('', 'reset'), /^net::ERR_CONNECTION_RESET$/],
    ['something that is not HTTP', () => raw('SSH-2.0-OpenSSH\r\n\r\n'), /^net::ERR_INVALID_HTTP_RESPONSE$/],
    [
      'plain HTTP where TLS is wanted',
      async () => (await http(reply(200))).replace('http:', 'https:'),
      /^net::ERR_SSL_PROTOCOL_ERROR$/,
    ],
    ['a certificate of no one', () => selfSigned(), /^net::ERR_CERT_AUTHORITY_INVALID$/],
    ['an unknown scheme', async () => 'gopher://example.org/', /^net::ERR_UNKNOWN_URL_SCHEME$/],
    ['a file that is not there', async () => 'file:///no/such/file', /^net::ERR_FILE_NOT_FOUND$/],
    ['redirects without end', () => http(reply(302, { location: '/again' })), /^net::ERR_TOO_MANY_REDIRECTS$/],
  ])('%s', async (_name, address, message) => {
    const failure: unknown = await fetch(await address()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: expect.stringMatching(message) });
    // It is like Electron's: nothing else identifies the app.
    expect(Object.keys(Object(failure))).toEqual([]);
  });

  it.each([
    [
      'shorter than announced',
      'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort',
      'end',
      'net::ERR_CONTENT_LENGTH_MISMATCH',
    ],
    [
      'without its last chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n',
      'end',
      'net::ERR_INCOMPLETE_CHUNKED_ENCODING',
    ],
    ['cut off by a reset', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort', 'stay', 'net::ERR_CONNECTION_RESET'],
    [
      'with a broken chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\nzz\r\n',
      'end',
      'net::ERR_INVALID_CHUNKED_ENCODING',
    ],
    [
      'that is not gzip as it says',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nshort',
      'end',
      'net::ERR_CONTENT_DECODING_FAILED',
    ],
  ] as const)('a body %s breaks while it is read', async (_name, text, end, message) => {
    const response = await fetch(await raw(text, end));
    expect(response.status).toBe(200);
    // A reset discards unread data.
    if (end === 'stay') for (const socket of sockets) socket.resetAndDestroy();
    await expect(response.text()).rejects.toThrow(new Error(message));
  });
});

describe('redirects', () => {
  it.each([
    ['error', "Attempted to redirect, but redirect policy was 'error'"],
    ['manual', 'Redirect was cancelled'],
  ] as const)('are refused by %s', async (redirect, message) => {
    const address = await http(reply(302, { location: '/elsewhere' }));
    await expect(fetch(address, { redirect })).rejects.toThrow(new Error(message));
  });

  it('turn a POST into a GET, keep it at 307, and lose the authorization on the way to another origin', async () => {
    const seen: string[] = [];
    const last = await http((request, response) => {
      seen.push(`${request.method} ${request.headers.authorization ?? 'anonymous'}`);
      response.end('there');
    });
    const first = await http((request, response) => {
      seen.push(`${request.method} ${request.headers.authorization ?? 'anonymous'}`);
      response.writeHead(request.url === '/303' ? 303 : 307, { location: last }).end();
    });
    const init = { method: 'POST', body: 'x', headers: { authorization: 'Bearer t' } };
    const response = await fetch(`${first}/303`, init);
    expect([response.url, await response.text()]).toEqual([`${last}/`, 'there']);
    expect(await (await fetch(`${first}/307`, init)).text()).toBe('there');
    expect(seen).toEqual(['POST Bearer t', 'GET anonymous', 'POST Bearer t', 'POST anonymous']);
  });
});

describe('an abort', () => {
  it('rejects with the reason of the signal, before, while waiting and while reading', async () => {
    const waiting = new AbortController();
    const address = await http((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('first');
      else waiting.abort(new Error('enough'));
    });
    await expect(fetch(address, { signal: AbortSignal.abort(new Error('early')) })).rejects.toThrow('early');
    expect(sockets.size).toBe(0);
    await expect(fetch(address, { signal: waiting.signal })).rejects.toThrow('enough');
    const reading = new AbortController();
    const response = await fetch(`${address}/body`, { signal: reading.signal });
    const text = response.text();
    reading.abort(new Error('enough'));
    await expect(text).rejects.toThrow();
  });

  it('closing a session’s connections ends its pending requests', async () => {
    const connections = new AbortController();
    const address = await http(() => connections.abort());
    await expect(fetchOver({ kind: 'direct' }, connections.signal)(address)).rejects.toThrow(
      new Error('net::ERR_ABORTED'),
    );
  });

  it('a connection stays open after its answer, and is not used again, until its session closes it', async () => {
    const connections = new AbortController();
    const fetchOften = fetchOver({ kind: 'direct' }, connections.signal);
    const address = await http(reply(200));
    for (const _ of [1, 2]) await (await fetchOften(address)).text();
    for (let turn = 0; turn < 50; turn++) await nextTurn();
    expect([...sockets].map((socket) => socket.destroyed)).toEqual([false, false]);
    connections.abort();
    await Promise.all([...sockets].map(closed));
  });
});

describe('an answer', () => {
  it('comes with its status, headers and decoded body; nothing is kept for the next', async () => {
    const bodies = { gzip: gzipSync('squeezed'), br: brotliCompressSync('squeezed') };
    let requests = 0;
    const address = await http((request, response) => {
      requests++;
      const encoding = request.url === '/br' ? 'br' : 'gzip';
      response.writeHead(201, { 'content-encoding': encoding, 'set-cookie': 'a=b', 'cache-control': 'max-age=99' });
      response.end(request.headers.cookie ?? bodies[encoding]);
    });
    for (const path of ['/gzip', '/br', '/br']) {
      const response = await fetch(address + path);
      expect([response.status, await response.text()]).toEqual([201, 'squeezed']);
    }
    expect(requests).toBe(3);
  });

  it.each([
    ['a header that is not Latin-1', 'HTTP/1.1 200 OK\r\nX-User: 王\r\n\r\n{}', 'TypeError'],
    ['a status that Response does not take', 'HTTP/1.1 999 Denied\r\nContent-Length: 2\r\n\r\n{}', 'RangeError'],
  ])('with %s is an uncaught error, and its fetch never settles', async (_, text, name) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, 'fixture', 'uncaught.ts'),
      await raw(text),
    ]);
    expect(stdout).toBe(`uncaught: ${name}\n`);
  });

  it('without a body has none', async () => {
    const address = await http((_, response) => void response.writeHead(204).end());
    expect((await fetch(address)).body).toBeNull();
  });

  it('arrives as a stream: a server is not read ahead of its reader', async () => {
    const chunk = Buffer.alloc(1 << 20);
    let sent = 0;
    const address = await http(async (_, response) => {
      for (; sent < 50 && !response.destroyed; sent++) {
        if (!response.write(chunk))
          await Promise.race([new Promise((resolve) => response.once('drain', resolve)), closed(response)]);
      }
      response.end();
    });
    const reader = (await fetch(address)).body?.getReader();
    await reader?.read();
    for (let turn = 0; turn < 200; turn++) await nextTurn();
    expect(sent).toBeLessThan(30);
    await reader?.cancel();
  });

  it('is requested once, with the body and only a browser’s headers', async () => {
    const seen: string[] = [];
    const address = await http(async (request, response) => {
      request.setEncoding('utf8');
      const body = (await request.toArray()).join('');
      seen.push(`${request.method} ${request.headers['content-type']} ${request.headers['user-agent']} ${body}`);
      response.destroy();
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await expect(fetch(address, { method: 'POST', body: 'a=b', headers })).rejects.toThrow('net::ERR_EMPTY_RESPONSE');
    expect(seen).toEqual(['POST application/x-www-form-urlencoded Tester/1 a=b']);
  });

  it('can come from a file, with its type', async () => {
    const response = await fetch(pathToFileURL(join(import.meta.dirname, 'fixture/index.html')).href);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain('Fixture');
  });
});

describe('a body that is given up', () => {
  /** A server whose responses never end, with its open connections. */
  async function endless() {
    const open = new Set<Socket>();
    const server = createHttpServer((_, response) => void response.writeHead(200).write('first'));
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    });
    return { url: `http://${await listen(server)}`, server, open };
  }

  const canceled = async (fetchOnce: typeof fetch, url: string, init: RequestInit = {}) => {
    const reader = (await fetchOnce(url, init)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
  };

  it('keeps its connection, of which there are six to a host: the seventh request waits', async () => {
    const { url, server, open } = await endless();
    const fetchOnce = fetchOver({ kind: 'direct' });
    const aborting = new AbortController();
    await canceled(fetchOnce, url, { signal: aborting.signal });
    for (let nth = 2; nth <= 6; nth++) await canceled(fetchOnce, url);
    const requests = events(server, 'request');
    const seventh = fetchOnce(url);
    // Another host is not affected: by the time it has answered, the seventh request would have arrived.
    const other = await http(reply(200));
    expect(await (await fetchOnce(other)).text()).toBe('body');
    expect([open.size, requests()]).toEqual([6, 0]);

    aborting.abort();
    expect((await seventh).status).toBe(200);
    expect([open.size, requests()]).toEqual([6, 1]);
  });

  it('keeps it until the session closes its connections', async () => {
    const { url, open } = await endless();
    const connections = new AbortController();
    const fetchOnce = fetchOver({ kind: 'direct' }, connections.signal);
    for (let nth = 1; nth <= 6; nth++) await canceled(fetchOnce, url);
    const waiting = fetchOnce(url);
    connections.abort();
    await expect(waiting).rejects.toThrow(new Error('net::ERR_ABORTED'));
    await Promise.all([...open].map(closed));
  });

  it('keeps it as well if nothing of it was read, and if it was short', async () => {
    const address = await http(reply(200));
    const fetchOnce = fetchOver({ kind: 'direct' });
    for (let nth = 1; nth <= 3; nth++) await fetchOnce(address);
    for (let nth = 4; nth <= 6; nth++) await canceled(fetchOnce, address);
    const giveUp = new AbortController();
    const seventh = fetchOnce(address, { signal: giveUp.signal });
    giveUp.abort(new Error('waited long enough'));
    await expect(seventh).rejects.toThrow('waited long enough');
  });

  it('doesn’t include a body that was read, is empty, was redirected or broke', async () => {
    const address = await http((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://host');
      if (pathname === '/204') response.writeHead(204).end();
      else if (pathname === '/nothing') response.writeHead(200, { 'content-length': '0' }).end();
      else if (pathname === '/redirect') response.writeHead(302, { location: '/' }).end('elsewhere');
      else if (pathname === '/broken') response.destroy();
      else response.end('body');
    });
    const fetchOnce = fetchOver({ kind: 'direct' });
    for (const path of ['/204', '/nothing', '/redirect', '/broken', '/']) {
      for (let nth = 1; nth <= 7; nth++) {
        const init: RequestInit = path === '/redirect' && nth % 2 ? { redirect: 'error' } : {};
        const response = await fetchOnce(address + path, init).catch(() => null);
        if (path === '/' || path === '/redirect') await response?.text();
      }
    }
    expect((await fetchOnce(address)).status).toBe(200);
  });
});

describe('a proxy', () => {
  const through = (address: string) => fetchOver({ kind: 'fixed', rules: address, bypass: '<-loopback>' });

  it('is asked for the whole address', async () => {
    const proxy = await http((request, response) => void response.end(`asked for ${request.url}`));
    const response = await through(new URL(proxy).host)('http://auth.example/device');
    expect(await response.text()).toBe('asked for http://auth.example/device');
  });

  it('that cannot be reached is named', async () => {
    const { host } = new URL(await refusedAddress());
    await expect(through(host)('http://auth.example/')).rejects.toThrow(new Error('net::ERR_PROXY_CONNECTION_FAILED'));
    await expect(through(host)('https://auth.example/')).rejects.toThrow(new Error('net::ERR_PROXY_CONNECTION_FAILED'));
  });

  const refusing = (statusLine: string) => {
    const server = createHttpServer();
    server.on('connect', (_request, socket) => void socket.end(`HTTP/1.1 ${statusLine}\r\n\r\n`));
    return listen(server);
  };

  it('that refuses a tunnel is named', async () => {
    const proxy = await refusing('403 Forbidden');
    await expect(through(proxy)('https://auth.example/')).rejects.toThrow(
      new Error('net::ERR_TUNNEL_CONNECTION_FAILED'),
    );
  });

  it('that wants a password gives that status, and none of its page', async () => {
    const proxy = await refusing('407 Proxy Authentication Required');
    const response = await through(proxy)('https://auth.example/');
    expect(response.status).toBe(407);
    await expect(response.text()).rejects.toThrow(new Error('net::ERR_TUNNEL_CONNECTION_FAILED'));
  });
});

async function refusedAddress(): Promise<string> {
  const server = createTcpServer();
  const address = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://${address}/`;
}

const selfSigned = async (): Promise<string> =>
  `https://${await listen(createHttpsServer({ key: PRIVATE_KEY, cert: CERTIFICATE }, reply(200)))}/`;

/** Counts the events with this name from now on. */
function events(emitter: Server, name: string): () => number {
  let count = 0;
  emitter.on(name, () => {
    count += 1;
  });
  return () => count;
}

const closed = (it: ServerResponse | Socket) => new Promise((resolve) => it.once('close', resolve));
