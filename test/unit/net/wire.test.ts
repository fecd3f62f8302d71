/** Bytes that servers send or hostile ones could send, and the transport's results, over real sockets. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { gzipSync } from 'node:zlib';
import type { ClientRequestConstructorOptions, Net, Session } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpResult } from '../../../main/net/http-client.ts';
import { fetchOver, NO_PASSWORDS } from '../../../main/net/net-fetch.ts';
import { systemClock } from '../../../main/time/clock.ts';
import { ClientRequest } from '../../electron-stand-in/src/api/client-request.ts';
import type { Network } from '../../electron-stand-in/src/fetch/fetch.ts';
import { createPool } from '../../electron-stand-in/src/fetch/pool.ts';

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

type Sending = (socket: Socket) => unknown;

/** A server that responds to the first bytes of each connection with `send`. */
async function serve(send: Sending, host: string): Promise<string> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).once('data', () => void send(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  cleanups.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}/token`;
}

async function responded(send: Sending, { limitMs = 15_000, host = '127.0.0.1' } = {}): Promise<HttpResult> {
  const url = await serve(send, host);
  const parts: Network = {
    proxy: () => ({ kind: 'direct' }),
    closed: () => new AbortController().signal,
    userAgent: () => 'Tester/1',
    logins: new Map(),
    pool: createPool(),
  };
  const net = { request: (options: ClientRequestConstructorOptions) => new ClientRequest(options, parts) };
  // The code under test calls only this member.
  const fetch = fetchOver({} as Session, net as unknown as Pick<Net, 'request'>, NO_PASSWORDS);
  return createHttpClient({ fetch, clock: systemClock() }).post(url, { device_code: 'secret' }, { limitMs });
}

const OK = { kind: 'arrived', status: 200, json: { ok: true } };
const NOT_JSON = { kind: 'arrived', status: 200, json: undefined };
const JSON_TEXT = '{"ok":true}';
const lost = (why: string) => ({ kind: 'lost', because: { why }, maybeSent: true });

/** A complete response with unmodified headers. */
function whole(body: string | Buffer, headers: readonly string[] = [], status = 'HTTP/1.1 200 OK'): Buffer {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return Buffer.concat([Buffer.from([status, length, ...headers, '', ''].join('\r\n')), Buffer.from(body)]);
}
const closing = (bytes: string | Buffer) => (socket: Socket) => socket.end(bytes);
const writing = (bytes: string | Buffer) => (socket: Socket) => socket.write(bytes);
const chunked = (...chunks: string[]) =>
  ['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', ''].join('\r\n') + chunks.join('');

describe('a response', () => {
  it.each<[string, Sending]>([
    ['of HTTP/1.0, whose end is that of the connection', closing(`HTTP/1.0 200 OK\r\n\r\n${JSON_TEXT}`)],
    ['without a reason phrase', writing(whole(JSON_TEXT, [], 'HTTP/1.1 200'))],
    ['with a reason phrase in Chinese', writing(whole(JSON_TEXT, [], 'HTTP/1.1 200 确定'))],
    ['with a header in Chinese, as gateways add them', writing(whole(JSON_TEXT, ['X-User: 王小明']))],
    [
      'with a header in Latin-1',
      writing(Buffer.from(`HTTP/1.1 200 OK\r\nX-User: Jos\u00e9\r\nContent-Length: 11\r\n\r\n${JSON_TEXT}`, 'latin1')),
    ],
    ['with a header twice', writing(whole(JSON_TEXT, ['Content-Type: text/html', 'Content-Type: application/json']))],
    ['of another type', writing(whole(JSON_TEXT, ['Content-Type: image/png']))],
    [
      'after interim ones',
      writing(`${'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(50)}${whole(JSON_TEXT)}`),
    ],
    ['in chunks of a byte', writing(chunked(...[...JSON_TEXT].map((letter) => `1\r\n${letter}\r\n`), '0\r\n\r\n'))],
    ['with trailers', writing(chunked(`b\r\n${JSON_TEXT}\r\n`, '0\r\nX-Later: 1\r\n\r\n'))],
    ['with a byte order mark', writing(whole(`\ufeff${JSON_TEXT}`))],
    ['with space around it', writing(whole(` \r\n\t${JSON_TEXT}\n\n`))],
    ['with a key twice: the last counts', writing(whole('{"ok":false,"ok":true}'))],
    ['that is compressed', writing(whole(gzipSync(JSON_TEXT), ['Content-Encoding: gzip']))],
  ])('%s is read', async (_, send) => {
    expect(await responded(send)).toMatchObject(OK);
  });

  it.each<[string, Sending, object]>([
    ['in UTF-16', writing(whole(Buffer.from(`\ufeff${JSON_TEXT}`, 'utf16le'))), NOT_JSON],
    ['of headers alone', closing('HTTP/1.1 200 OK\r\n\r\n'), NOT_JSON],
    ['with NaN', writing(whole('{"expires_in":NaN}')), NOT_JSON],
    ['cut by its own length', writing(whole('{"ok":tr')), NOT_JSON],
    ['shorter than its length', closing(`HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n${JSON_TEXT}`), lost('reset')],
    ['with two lengths', writing(whole(JSON_TEXT, ['Content-Length: 5'])), lost('not-json')],
    ['that ends before the last chunk', closing(chunked(`b\r\n${JSON_TEXT}\r\n`)), lost('reset')],
    ['with a chunk of nonsense', closing(chunked(`xyz\r\n${JSON_TEXT}\r\n`)), lost('not-json')],
    ['that is not compressed as it claims', writing(whole(JSON_TEXT, ['Content-Encoding: gzip'])), lost('not-json')],
    [
      'that is compressed without end',
      writing(whole(gzipSync(Buffer.alloc(64 << 20, ' ')), ['Content-Encoding: gzip'])),
      lost('too-large'),
    ],
    ['with a status beyond all', writing(whole(JSON_TEXT, [], 'HTTP/1.1 999 Denied')), lost('not-json')],
    ['of HTTP/0.9', closing(JSON_TEXT), lost('not-json')],
    ['of another protocol', closing('SSH-2.0-OpenSSH_9.2\r\n'), lost('not-json')],
    ['with more headers than anyone reads', closing(whole(JSON_TEXT, [`X: ${'y'.repeat(300_000)}`])), lost('not-json')],
    ['that is only interim', closing('HTTP/1.1 100 Continue\r\n\r\n'), lost('reset')],
    [
      'that switches to another protocol',
      closing('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'),
      lost('reset'),
    ],
    ['that is none', closing(''), lost('reset')],
  ])('%s is lost, and not mistaken for another', async (_, send, expected) => {
    expect(await responded(send)).toMatchObject(expected);
  });

  const hasIpv6 = Object.values(networkInterfaces())
    .flat()
    .some((it) => it?.address === '::1');
  it.skipIf(!hasIpv6)('of a server that has no address but one of IPv6 is read', async () => {
    expect(await responded(writing(whole(JSON_TEXT)), { host: '::1' })).toMatchObject(OK);
  });

  it('that is interim for ever is given up after the limit', async () => {
    const storm = (socket: Socket) => {
      const write = () => {
        if (!socket.destroyed) socket.write('HTTP/1.1 102 Processing\r\n\r\n', () => setImmediate(write));
      };
      write();
    };
    expect(await responded(storm, { limitMs: 300 })).toMatchObject(lost('timed-out'));
  });
});
