/**
 * Connections over real sockets. An abandoned response must leave none open. The stand-in for Electron keeps
 * one until its request is aborted, and opens six to a host, as Chromium does; the server counts those that are open.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ClientRequestConstructorOptions, Net, Session } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { fetchOver } from '../../../main/net/net-fetch.ts';
import { createProxyPasswords } from '../../../main/net/proxy-passwords.ts';
import { systemClock } from '../../../main/time/clock.ts';
import { requestFeed } from '../../../main/updates/feed-request.ts';
import { ClientRequest } from '../../electron-stand-in/src/api/client-request.ts';
import { createFetch, type Network } from '../../electron-stand-in/src/fetch/fetch.ts';
import { createPool } from '../../electron-stand-in/src/fetch/pool.ts';

/** How many responses to abandon: twice as many as there are connections to a host. `npm run test:long` uses more. */
const TIMES = process.env['LONG'] ? 50 : 12;
const LIMIT_MS = 120_000;

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Writes until the other side disconnects. */
function writeForever(response: ServerResponse) {
  const write = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', write);
  write();
}

/** A server whose responses never end, except for `/ok`. */
async function hostile() {
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/ok')) return response.end('{"ok":true}');
    const status = Number(path.slice(1));
    response.writeHead(status, status === 302 ? { location: '/ok' } : {});
    return writeForever(response);
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, open };
}

/** The app's network code, using the stand-in's network. */
function network() {
  const connections = new AbortController();
  cleanups.push(() => connections.abort());
  const parts: Network = {
    proxy: () => ({ kind: 'direct' }),
    closed: () => connections.signal,
    userAgent: () => 'Tester/1',
    logins: new Map(),
    pool: createPool(),
  };
  const session = { fetch: createFetch(parts) };
  const net = { request: (options: ClientRequestConstructorOptions) => new ClientRequest(options, parts) };
  // The code under test calls only these members.
  const fetch = fetchOver(session as Session, net as unknown as Pick<Net, 'request'>, createProxyPasswords());
  return { fetch, http: createHttpClient({ fetch, clock: systemClock() }) };
}

describe(`after ${TIMES} responses in a row that are given up`, () => {
  it.each([
    ['redirects', 302, { kind: 'lost', because: { why: 'redirected' } }],
    ['refusals of a proxy', 407, { kind: 'arrived', status: 407 }],
    ['responses that are too large', 200, { kind: 'lost', because: { why: 'too-large' } }],
  ])('a normal request succeeds at once: %s', async (_, status, ending) => {
    const { address, open } = await hostile();
    const { http } = network();
    let most = 0;
    for (let n = 0; n < TIMES; n += 1) {
      expect(await http.post(`${address}/${status}`, {}, { limitMs: LIMIT_MS })).toMatchObject(ending);
      most = Math.max(most, open.size);
    }
    expect(await http.get(`${address}/ok`, { limitMs: LIMIT_MS })).toMatchObject({ json: { ok: true } });
    // The server notices a closed connection a moment later.
    expect(most).toBeLessThan(6);
  });

  it.each([404, 200])('an update feed that responds with %i leaves no connection behind', async (status) => {
    const { address, open } = await hostile();
    const { fetch } = network();
    const ask = { fetch, clock: systemClock(), feed: `${address}/`, file: String(status) };
    for (let n = 0; n < TIMES; n += 1)
      expect(await requestFeed(ask, new AbortController().signal)).toEqual({
        problem: status === 200 ? 'too-large' : 'HTTP 404',
      });
    expect(open.size).toBeLessThan(6);
  });
});
