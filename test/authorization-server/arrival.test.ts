import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { arrivalOf } from './arrival.ts';
import { createClient } from './client.ts';
import { PATHS } from './faulty.ts';
import { type AuthorizationServer, startAuthorizationServer } from './server.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer({ port: 0 });
  ends.push(server.close);
  return server;
}

const FORM = 'client_id=transparenc-companion&device_type=desktop&device_os=Linux';

/** A client that keeps its connection. `ask` requests a code and reads the response; `die` ends the connection. */
function livingClient(server: AuthorizationServer) {
  const agent = new Agent({ keepAlive: true });
  ends.push(() => agent.destroy());
  const ask = () =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const asking = request(server.url + PATHS.deviceAuthorization, { method: 'POST', agent, headers });
      asking.once('error', reject).once('response', (response) => response.resume().once('end', resolve));
      asking.end(FORM);
    });
  return { ask, die: () => agent.destroy() };
}

/** Requests a code, and closes the connection before the response arrives. */
function askAndDie(server: AuthorizationServer): void {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
  const head = `POST ${PATHS.deviceAuthorization} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded`;
  socket.write(`${head}\r\nContent-Length: ${FORM.length}\r\n\r\n${FORM}`, () => socket.resetAndDestroy());
}

/** The state of the first exchange, `laterMs` later, if nothing else has happened. */
function arrival({ log }: AuthorizationServer, laterMs = 0) {
  return log[0] && arrivalOf(log[0], Date.now() + laterMs);
}

describe('a response', () => {
  it.each([
    ['pending', 'that was not given yet', { respondedAt: null, connectionEndedAt: null }],
    ['in-doubt', 'that was not given before its connection ended', { respondedAt: null, connectionEndedAt: 4000 }],
    ['in-doubt', 'that a socket took after its connection ended', { respondedAt: 4005, connectionEndedAt: 4000 }],
    ['in-doubt', 'whose connection ended right after it', { respondedAt: 4000, connectionEndedAt: 4999 }],
    ['arrived', 'whose connection ended long after it', { respondedAt: 4000, connectionEndedAt: 5000 }],
    ['pending', 'that was given a moment ago', { respondedAt: 9001, connectionEndedAt: null }],
    ['arrived', 'whose connection is still there', { respondedAt: 9000, connectionEndedAt: null }],
  ])('is %s: one %s', (expected, _what, exchange) => {
    expect(arrivalOf(exchange, 10_000)).toBe(expected);
  });
});

describe('the server knows of its response that', () => {
  it('it has arrived, when the connection outlives it', async () => {
    const server = await start();
    await livingClient(server).ask();
    await expect.poll(() => server.log[0]?.respondedAt).toEqual(expect.any(Number));
    const [response] = server.log;
    const respondedAt = response?.respondedAt ?? 0;
    expect(response && arrivalOf(response, respondedAt + 999)).toBe('pending');
    expect(response && arrivalOf(response, respondedAt + 1000)).toBe('arrived');
  });

  it('it is unknown, if the client disconnects before it', async () => {
    const server = await start();
    askAndDie(server);
    await expect.poll(() => arrival(server)).toBe('in-doubt');
    expect(arrival(server, 60_000)).toBe('in-doubt');
  });

  it('it is unknown, if the client disconnects right after it', async () => {
    const server = await start();
    const client = livingClient(server);
    await client.ask();
    client.die();
    await expect.poll(() => arrival(server)).toBe('in-doubt');
    expect(arrival(server, 60_000)).toBe('in-doubt');
  });

  it('it is unknown, if the client asked to close its connection', async () => {
    const server = await start();
    await createClient(server.url).start();
    await expect.poll(() => arrival(server)).toBe('in-doubt');
  });

  it('all responses on one connection lose it at once', async () => {
    const server = await start();
    const client = livingClient(server);
    await client.ask();
    await client.ask();
    expect(server.log.map(({ connectionEndedAt }) => connectionEndedAt)).toEqual([null, null]);
    client.die();
    await expect.poll(() => server.log[0]?.connectionEndedAt).toEqual(expect.any(Number));
    expect(server.log[1]?.connectionEndedAt).toBe(server.log[0]?.connectionEndedAt);
  });
});
