/** Connections are few: what is given up must give its own back. Electron's `session.fetch` is played as its source has it. */
import type { ClientRequest, Net, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { electronFetch } from '../../../main/net/electron-fetch.ts';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { fetchOver } from '../../../main/net/net-fetch.ts';
import { createProxyPasswords } from '../../../main/net/proxy-passwords.ts';
import { requestFeed } from '../../../main/updates/feed-request.ts';
import { fakeClock } from '../fake-clock.ts';

const ADDRESS = 'https://login.example.org/token';

/** Chromium's limit for one host. */
const CONNECTIONS = 6;

/** An answer over and over: its status, and the pieces of its body, of which there may be no end. */
interface Served {
  readonly status: number;
  readonly pieces: () => Iterable<string>;
}

/**
 * A network of six connections. As in Electron, one is free again when its answer was read to the end or the request's
 * signal fired, and not when the body was only cancelled.
 */
function sixConnections() {
  let served: Served = { status: 200, pieces: () => ['{}'] };
  const open = new Set<object>();
  let aborts = 0;

  function connect(signal: AbortSignal): () => void {
    if (open.size >= CONNECTIONS) throw new Error('This request waits for a connection, and will wait forever.');
    const connection = {};
    open.add(connection);
    const release = () => void open.delete(connection);
    signal.addEventListener('abort', () => {
      aborts += 1;
      release();
    });
    return release;
  }

  const session = {
    async fetch(input: Request | string, init?: RequestInit): Promise<Response> {
      const { signal } = new Request(input, init);
      // A Request that is collected no longer follows its caller's signal.
      const release = connect(init?.signal ?? signal);
      const { status } = served;
      if (status >= 300 && status < 400) {
        release();
        throw new Error("Attempted to redirect, but redirect policy was 'error'");
      }
      const pieces = served.pieces()[Symbol.iterator]();
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          const { done, value } = pieces.next();
          if (!done) return controller.enqueue(new TextEncoder().encode(value));
          release();
          controller.close();
        },
      });
      return new Response(body, { status });
    },
  };
  return {
    session: session as unknown as Session,
    serve(status: number, pieces: () => Iterable<string>) {
      served = { status, pieces };
    },
    open: () => open.size,
    aborts: () => aborts,
  };
}

/** Without a password: `net.request` sends what a proxy has refused, and the proxy refuses it again. */
const refusing: Pick<Net, 'request'> = {
  request() {
    const listeners = new Map<string, (...args: unknown[]) => void>();
    const client = {
      on: (event: string, listener: (...args: unknown[]) => void) => listeners.set(event, listener),
      abort: () => undefined,
      end: () => listeners.get('login')?.({ isProxy: true, scheme: 'basic', host: 'p', port: 1, realm: '' }, () => {}),
    };
    return client as unknown as ClientRequest;
  },
};

function* endless() {
  for (;;) yield 'x'.repeat(65_536);
}

function over(network: ReturnType<typeof sixConnections>) {
  const fetch = fetchOver(network.session, refusing, createProxyPasswords());
  return { fetch, ...createHttpClient({ fetch, clock: fakeClock() }) };
}

describe('fifty answers in a row that are given up', () => {
  it.each([
    ['redirects', 302, () => ['moved'], { kind: 'lost', because: { why: 'redirected' } }],
    ['refusals of a proxy', 407, endless, { kind: 'arrived', status: 407 }],
    ['answers that are too large', 200, endless, { kind: 'lost', because: { why: 'too-large' } }],
  ])('leave every connection free: %s', async (_, status, pieces, ending) => {
    const network = sixConnections();
    const { post } = over(network);
    network.serve(status, pieces);
    for (let n = 0; n < 50; n += 1) expect(await post(ADDRESS, {}, { limitMs: 15_000 })).toMatchObject(ending);
    expect(network.open()).toBe(0);
    network.serve(200, () => ['{"ok":true}']);
    expect(await post(ADDRESS, {}, { limitMs: 15_000 })).toMatchObject({ kind: 'arrived', json: { ok: true } });
  });

  it.each([
    ['with a status of its own', 503, endless],
    ['that is too long', 200, endless],
  ])('leave every connection free: an update feed %s', async (_, status, pieces) => {
    const network = sixConnections();
    network.serve(status, pieces);
    const ask = { fetch: over(network).fetch, clock: fakeClock(), feed: 'https://updates.example.org/', file: 'a.yml' };
    for (let n = 0; n < 50; n += 1) await requestFeed(ask, new AbortController().signal);
    expect(network.open()).toBe(0);
  });
});

describe('an answer', () => {
  it('that is read to its end does not end its request, whose connection may serve the next one', async () => {
    const network = sixConnections();
    network.serve(200, () => ['{"a":', '1}']);
    expect(await over(network).post(ADDRESS, {}, { limitMs: 15_000 })).toMatchObject({ json: { a: 1 } });
    expect([network.open(), network.aborts()]).toEqual([0, 0]);
  });

  it('is read no faster than it is asked for', async () => {
    const network = sixConnections();
    let pieces = 0;
    network.serve(200, function* () {
      for (;;) {
        pieces += 1;
        yield 'x';
      }
    });
    const { body } = await electronFetch(network.session)(ADDRESS);
    await body?.getReader().read();
    expect(pieces).toBeLessThanOrEqual(3);
  });

  it('ends its request also by the caller’s own signal', async () => {
    const network = sixConnections();
    network.serve(200, endless);
    const stop = new AbortController();
    await electronFetch(network.session)(new Request(ADDRESS, { signal: stop.signal }));
    expect(network.open()).toBe(1);
    stop.abort();
    expect(network.open()).toBe(0);
  });
});
