/** A command's handling of the app's responses, and of an app that ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callApi } from '../../../main/local-tools/client.ts';

let folder: string;
let socket: string;
let server: Server | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's-'));
  socket = join(folder, 's');
  server = null;
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(listener: RequestListener) {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(socket, resolve));
}

const answering = (status: number, body: string) => serve((_request, response) => response.writeHead(status).end(body));
const call = (body: object | null = null, secret: string | null = null, signal?: AbortSignal) =>
  callApi({ path: socket, secret }, '/v1/accounts', body, signal);

describe.runIf(process.platform !== 'win32')('a command', () => {
  it('sends a request without a body or with JSON, and with the secret if there is one', async () => {
    const seen: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
    const bodies: string[] = [];
    await serve((request, response) => {
      seen.push(request);
      request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
      request.on('end', () => response.end('{"tool":"backup"}'));
    });
    expect(await call()).toEqual({ kind: 'ok', status: 200, body: { tool: 'backup' } });
    await call({ tool: 'backup' }, 'secret');
    expect(bodies).toEqual(['{"tool":"backup"}']);
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /v1/accounts', 'POST /v1/accounts']);
    const [got, posted] = seen.map(({ headers }) => headers);
    expect(got).toMatchObject({ host: 'localhost', accept: 'application/json' });
    expect([got?.authorization, got?.['content-type']]).toEqual([undefined, undefined]);
    expect(posted).toMatchObject({ authorization: 'Bearer secret', 'content-type': 'application/json' });
  });

  it.each([
    [200, 'ok'],
    [299, 'ok'],
    [300, 'problem'],
  ])('takes status %i for %s', async (status, kind) => {
    await answering(status, '{}');
    expect(await call()).toMatchObject({ kind });
  });

  it('learns the problem', async () => {
    const body = JSON.stringify({
      type: 'https://companion.transparenc.example/problems/not-signed-in',
      detail: 'No one is signed in.',
    });
    await answering(409, body);
    expect(await call()).toMatchObject({ kind: 'problem', detail: 'No one is signed in.' });
  });

  it.each([
    ['no JSON', 'Not found'],
    ['null', 'null'],
    ['a text', '"text"'],
    ['an unknown problem', '{"type": "of someone else", "detail": 5}'],
  ])('calls a response that is %s a fault of the app, by its status', async (_what, body) => {
    await answering(500, body);
    expect(await call()).toEqual({
      kind: 'problem',
      problem: 'internal',
      detail: 'The app responded with 500.',
    });
  });

  it('knows that its request was not processed if nothing listens', async () => {
    expect(await call()).toEqual({ kind: 'no-response', sent: false });
  });

  it('knows that it may have been served if the app goes away before or while it responds', async () => {
    await serve((request) => request.socket.destroy());
    expect(await call()).toEqual({ kind: 'no-response', sent: true });
    server?.removeAllListeners('request').on('request', (_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{');
      response.socket?.end();
    });
    expect(await call()).toEqual({ kind: 'no-response', sent: true });
  });

  it('does not read without end', async () => {
    await serve((_request, response) => void response.write('x'.repeat(2 << 20)));
    expect(await call()).toEqual({ kind: 'no-response', sent: true });
  });

  it('stops waiting when it is interrupted', async () => {
    const interrupted = new AbortController();
    await serve(() => interrupted.abort(new Error('Ctrl-C')));
    await expect(call(null, null, interrupted.signal)).rejects.toThrow('Ctrl-C');
  });
});
