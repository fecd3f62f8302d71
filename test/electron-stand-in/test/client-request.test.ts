import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type Electron from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientRequest } from '../src/api/client-request.ts';
import { createFetch, type Network } from '../src/fetch/fetch.ts';
import { createPool } from '../src/fetch/pool.ts';
import { CERTIFICATE, PRIVATE_KEY } from './fixture/self-signed.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The address of a listening TCP server is always an object of this type.
  return (server.address() as AddressInfo).port;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
const http = async (listener: Listener): Promise<string> =>
  `http://127.0.0.1:${await listen(createHttpServer(listener))}`;

const overProxy = (rules?: string): Network => ({
  proxy: () => (rules === undefined ? { kind: 'direct' } : { kind: 'fixed', rules, bypass: '<-loopback>' }),
  closed: () => new AbortController().signal,
  userAgent: () => 'Tester/1',
  logins: new Map(),
  pool: createPool(),
});

/** Sends the request. Each challenge of a proxy gets the next of `logins`, then none. */
function sent(
  options: Electron.ClientRequestConstructorOptions,
  { network = overProxy(), body, logins }: { network?: Network; body?: string; logins?: string[][] } = {},
) {
  const events: unknown[] = [];
  const request = new ClientRequest(options, network);
  if (logins) {
    request.on('login', (challenge, answer) => {
      events.push(challenge);
      answer(...(logins.shift() ?? []));
    });
  }
  const ended = new Promise<{ status: number; headers: object; text: string }>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response: Readable & Electron.IncomingMessage) => {
      const { statusCode: status, headers } = response;
      response.setEncoding('utf8');
      response.toArray().then((parts) => resolve({ status, headers, text: parts.join('') }), reject);
    });
  });
  ended.catch(() => undefined);
  request.end(body);
  return { request, ended, events };
}

describe('a request', () => {
  it('carries method, headers and body, and its answer comes with status, headers and body', async () => {
    const url = await http(async (request, response) => {
      const body = (await request.setEncoding('utf8').toArray()).join('');
      response.writeHead(201, {
        'x-seen': `${request.method} ${request.headers['x-a']}`,
        'set-cookie': ['a=b', 'c=d'],
      });
      response.end(`${body}, thank you`);
    });
    const answer = await sent({ url, method: 'POST', headers: { 'X-A': 'b' } }, { body: 'please' }).ended;
    expect(answer).toMatchObject({
      status: 201,
      headers: { 'x-seen': 'POST b', 'set-cookie': ['a=b', 'c=d'] },
      text: 'please, thank you',
    });
  });

  it('has headers as Electron decodes and joins them, and whatever status the server sent', async () => {
    const url = await http((_, response) => {
      const name = Buffer.from('王').toString('latin1');
      response.writeHead(
        999,
        [
          ['X-User', name],
          ['X-Old', 'Jos\u00e9'],
          ['Retry-After', '3'],
          ['Retry-After', '9'],
          ['X-A', 'b'],
          ['X-A', 'c'],
        ].flat(),
      );
      response.end();
    });
    expect(await sent({ url }).ended).toMatchObject({
      status: 999,
      headers: { 'x-user': '王', 'x-old': 'Jos\ufffd', 'retry-after': '3', 'x-a': 'b, c' },
    });
  });

  it.each([
    ['error', "Attempted to redirect, but redirect policy was 'error'"],
    ['manual', 'Redirect was cancelled'],
  ] as const)('is not redirected by %s', async (redirect, message) => {
    const url = await http((_, response) => void response.writeHead(302, { location: '/elsewhere' }).end());
    await expect(sent({ url, redirect }).ended).rejects.toThrow(new Error(message));
  });

  it('breaks with Chromium’s names, before its answer and within', async () => {
    const before = await http((request) => void request.socket.destroy());
    await expect(sent({ url: before }).ended).rejects.toThrow(/^net::ERR_(EMPTY_RESPONSE|CONNECTION_RESET)$/);
    const within = await http((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('short', () => response.destroy());
    });
    await expect(sent({ url: within }).ended).rejects.toThrow(/^net::ERR_(CONTENT_LENGTH_MISMATCH|CONNECTION_RESET)$/);
  });

  it('that is aborted emits that and no error, and closes its connection', async () => {
    const arrived = Promise.withResolvers<Socket>();
    const { request } = sent({ url: await http(({ socket }) => arrived.resolve(socket)) });
    const errors: unknown[] = [];
    request.on('error', (error) => errors.push(error));
    const aborted = new Promise((resolve) => request.once('abort', resolve));
    const socket = await arrived.promise;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    request.abort();
    await Promise.all([aborted, closed]);
    expect(errors).toEqual([]);
  });

  it('with unimplemented options throws an error with their name', async () => {
    const url = 'http://auth.example/';
    expect(() => new ClientRequest({ url, origin: url }, overProxy())).toThrow('net.request({ origin }) is not');
    // This implements only some members; reading any other throws an error.
    const request = new ClientRequest({ url }, overProxy()) as ClientRequest & Electron.ClientRequest;
    expect(() => request.followRedirect()).toThrow('followRedirect is not implemented');
    expect(() => new ClientRequest({ url: 'file:///x' }, overProxy())).toThrow('only supports http: and https:');
  });
});

describe('a proxy that asks for a password', () => {
  const CHALLENGE = { 'proxy-authenticate': 'Basic realm="the office", charset="UTF-8"' };
  const RIGHT = ['ada', 'pass: wörd%'];
  const reported = (headers: IncomingMessage['headers']) =>
    Buffer.from(headers['proxy-authorization']?.replace('Basic ', '') ?? '', 'base64').toString();
  const isRight = ({ headers }: IncomingMessage) => reported(headers) === RIGHT.join(':');

  /** A proxy that responds to http requests by itself, and connects tunnels to the port. */
  async function officeProxy(port = 0) {
    const asked: string[] = [];
    const server = createHttpServer((request, response) => {
      asked.push(reported(request.headers));
      if (isRight(request)) response.end(`${request.method} ${request.url}`);
      else response.writeHead(407, CHALLENGE).end('a page');
    });
    server.on('connect', (request, socket: Socket) => {
      asked.push(reported(request.headers));
      socket.on('error', () => undefined);
      if (!isRight(request))
        return void socket.end(`HTTP/1.1 407 Asks\r\nProxy-Authenticate: ${CHALLENGE['proxy-authenticate']}\r\n\r\n`);
      socket.write('HTTP/1.1 200 There\r\n\r\n');
      const onward = connect(port, '127.0.0.1');
      onward.on('error', () => socket.destroy());
      socket.pipe(onward).pipe(socket);
    });
    const own = await listen(server);
    const challenge = { isProxy: true, scheme: 'basic', host: '127.0.0.1', port: own, realm: 'the office' };
    return { asked, challenge, network: overProxy(`127.0.0.1:${own}`) };
  }

  it('gets the answer, and gets it again unasked, from every request of the session', async () => {
    const { network, challenge } = await officeProxy();
    const url = 'http://auth.example/x';
    const { ended, events } = sent({ url, method: 'POST' }, { network, body: 'b', logins: [RIGHT] });
    expect(await ended).toMatchObject({ status: 200, text: `POST ${url}` });
    expect(events).toEqual([challenge]);
    expect(await (await createFetch(network)(url)).text()).toBe(`GET ${url}`);
  });

  it('asks again after a wrong one, which is then forgotten', async () => {
    const { network } = await officeProxy();
    const { ended, events } = sent({ url: 'http://auth.example/' }, { network, logins: [['ada', 'wrong']] });
    expect(await ended).toMatchObject({ status: 407 });
    expect(events).toHaveLength(2);
    expect(network.logins.size).toBe(0);
  });

  it('that gets no answer returns status 407', async () => {
    const { network } = await officeProxy();
    expect(await sent({ url: 'http://auth.example/' }, { network }).ended).toMatchObject({
      status: 407,
      text: 'a page',
    });
    expect((await createFetch(network)('http://auth.example/')).status).toBe(407);
  });

  it('opens a tunnel for the right answer, to the server and its certificate', async () => {
    const port = await listen(createHttpsServer({ key: PRIVATE_KEY, cert: CERTIFICATE }));
    const { network, asked, challenge } = await officeProxy(port);
    const url = 'https://auth.example/';
    const { ended, events } = sent({ url }, { network, logins: [RIGHT] });
    await expect(ended).rejects.toThrow(new Error('net::ERR_CERT_AUTHORITY_INVALID'));
    expect(events).toEqual([challenge]);
    expect(asked.at(-1)).toBe(RIGHT.join(':'));
  });
});
