/** `net.request`'s ClientRequest and its IncomingMessage, over the same connections as `net.fetch`. */
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type Electron from 'electron';
import { type Followed, follow, type Network } from '../fetch/fetch.ts';
import type { Login } from '../fetch/proxy-login.ts';
import { guardClass, notImplemented } from '../guard.ts';

const OPTIONS = new Set(['method', 'url', 'headers', 'session', 'credentials', 'cache', 'redirect']);

/** Electron's is a stream as well, but its types have only these methods, as here. */
export class ClientRequest extends EventEmitter implements Pick<Electron.ClientRequest, 'abort'> {
  readonly #network: Network;
  readonly #options: Electron.ClientRequestConstructorOptions;
  readonly #aborting = new AbortController();
  #response: IncomingMessage | null = null;

  constructor(options: Electron.ClientRequestConstructorOptions | string, network: Network) {
    super();
    this.#options = typeof options === 'string' ? { url: options } : options;
    this.#network = network;
    const unknown = Object.keys(this.#options).find((name) => !OPTIONS.has(name));
    if (unknown !== undefined) throw notImplemented(`net.request({ ${unknown} })`);
    const { protocol } = new URL(this.#options.url ?? '');
    if (protocol !== 'http:' && protocol !== 'https:')
      throw new Error('ClientRequest only supports http: and https: protocols');
  }

  /** Electron always emits it, and no error. */
  abort(): void {
    if (!this.#aborting.signal.aborted) process.nextTick(() => this.emit('abort'));
    this.#aborting.abort();
    this.#response?.destroy();
  }

  end(body?: Parameters<Electron.ClientRequest['end']>[0]): this {
    void this.#send(body ?? null).catch((error: Error) => this.#fail(error));
    return this;
  }

  async #send(body: string | Buffer | null): Promise<void> {
    const { url = '', method = 'GET', headers = {}, redirect = 'follow' } = this.#options;
    const wanted = {
      url: new URL(url),
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
      body: body === null ? null : Buffer.from(body),
      redirect,
      signal: this.#aborting.signal,
    };
    const response = await follow(wanted, this.#network, (challenge) => this.#login(challenge));
    this.#response = new IncomingMessage(response);
    this.#response.once('error', (error) => this.#fail(error));
    this.emit('response', this.#response);
  }

  /** Without a listener, or with an empty response, the request is canceled. */
  #login(challenge: Electron.AuthInfo): Promise<Login | null> {
    return new Promise((resolve) => {
      const answer = (username?: string, password?: string) =>
        resolve(username === undefined || password === undefined ? null : { username, password });
      if (!this.emit('login', challenge, answer)) answer();
    });
  }

  #fail(error: Error): void {
    if (!this.#aborting.signal.aborted) this.emit('error', error);
  }
}
guardClass('ClientRequest', ClientRequest);

type Head = Pick<Electron.IncomingMessage, 'statusCode' | 'statusMessage' | 'headers'>;

/**
 * Destroying it doesn't end the request because, like Electron's, it has no `_destroy`.
 * A stream can't be guarded, so its missing members are listed.
 */
class IncomingMessage extends Readable implements Head {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Record<string, string | string[]>;
  readonly #body: AsyncIterator<Uint8Array> | undefined;

  constructor({ status, statusText, headers, body }: Followed) {
    super();
    this.statusCode = status;
    this.statusMessage = statusText;
    this.headers = Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, oneOf(name, values)]));
    this.#body = body?.[Symbol.asyncIterator]();
  }

  get rawHeaders(): never {
    throw notImplemented('IncomingMessage.rawHeaders');
  }
  get httpVersion(): never {
    throw notImplemented('IncomingMessage.httpVersion');
  }

  override _read(): void {
    void this.#next().catch((error: Error) => this.destroy(error));
  }

  async #next(): Promise<void> {
    const read = await this.#body?.next();
    this.push(read?.value ?? null);
  }
}

/** Like lib/common/api/net-client-request.ts: only the first value of some headers, and a list for others. */
function oneOf(name: string, values: readonly string[]): string | string[] {
  if (name === 'set-cookie') return [...values];
  return FIRST_ONLY.has(name) ? (values[0] ?? '') : values.join(', ');
}

const FIRST_ONLY = new Set(
  (
    'content-type content-length user-agent referer host authorization proxy-authorization if-modified-since ' +
    'if-unmodified-since from location max-forwards retry-after etag last-modified server age expires'
  ).split(' '),
);
