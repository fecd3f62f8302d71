/** Faults between a client and a server, as the client sees them on the wire. */
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';

export type Fault =
  /** No fault: the upstream server's response, 404 if there is none. */
  | { readonly kind: 'pass' }
  /** The upstream server's response after `ms`. */
  | { readonly kind: 'late'; readonly ms: number }
  /** Passes on the upstream server's response once `until` resolves, so that a test can do something in between. */
  | { readonly kind: 'held'; readonly until: Promise<unknown> }
  /** The upstream server acts immediately, but its response takes `ms`. */
  | { readonly kind: 'response-late'; readonly ms: number }
  /** The upstream server reads and responds, but its response is reset on the way. */
  | { readonly kind: 'response-lost' }
  /** The upstream server's JSON with these fields in place of its own; `undefined` removes one. */
  | { readonly kind: 'altered'; readonly fields: Readonly<Record<string, unknown>> }
  /** The connection is closed normally, without a response. */
  | { readonly kind: 'close' }
  /** The connection is reset before the first header. */
  | { readonly kind: 'reset' }
  /** The connection is reset after half of a JSON body. */
  | { readonly kind: 'reset-mid-body' }
  /** The connection is closed normally after half of a JSON body. */
  | { readonly kind: 'truncated' }
  /** Never responds. */
  | { readonly kind: 'hang' }
  /** A JSON body of `bytes` (1000), a byte every `everyMs`. */
  | { readonly kind: 'trickle'; readonly everyMs: number; readonly bytes?: number }
  /** Only a status (default: 200). */
  | { readonly kind: 'empty'; readonly status?: number }
  /** A web page in place of JSON: a captive portal (200), a proxy (502). */
  | { readonly kind: 'html'; readonly status: number }
  /** Any JSON. */
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly headers?: Headers }
  /** Any bytes. */
  | { readonly kind: 'bytes'; readonly status: number; readonly body: string | Uint8Array; readonly headers?: Headers }
  /** `Retry-After` with this number of seconds, as a number or as the corresponding date. */
  | { readonly kind: 'retry-after'; readonly status: 429 | 503; readonly after: number; readonly as?: 'date' }
  /** Redirects to `to`, or by default to the same path at the `elsewhere` origin, which records its visitors. */
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly to?: string }
  /** Sends `bytes` of JSON (default: 50 MiB) for as long as the client reads. Begins after `afterMs` (default: 0). */
  | { readonly kind: 'huge'; readonly bytes?: number; readonly afterMs?: number };

type Headers = Readonly<Record<string, string>>;

/** The input of a fault. */
export interface Wire {
  readonly response: ServerResponse;
  /** The target of a redirect if the fault names none. */
  readonly elsewhere: string;
  /** Each call sends the request to the upstream server. */
  passOn(): Promise<FaultResponse>;
}

export interface FaultResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const HALF = '{"access_token":"half of an ans';

/** Responds with the fault. Resolves when there is nothing left to do; for `hang`, immediately. */
export async function commit(fault: Fault, wire: Wire): Promise<void> {
  const { response } = wire;
  const socket = response.socket;
  switch (fault.kind) {
    case 'pass':
      return respond(response, await wire.passOn());
    case 'late':
      await setTimeout(fault.ms, undefined, { ref: false });
      return respond(response, await wire.passOn());
    case 'held':
      await fault.until;
      return respond(response, await wire.passOn());
    case 'response-late': {
      const late = await wire.passOn();
      await setTimeout(fault.ms, undefined, { ref: false });
      return respond(response, late);
    }
    case 'response-lost':
      await wire.passOn();
      return void socket?.resetAndDestroy();
    case 'altered':
      return respond(response, altered(await wire.passOn(), fault.fields));
    case 'close':
      return void socket?.end();
    case 'reset':
      return void socket?.resetAndDestroy();
    case 'reset-mid-body':
      await startBody(response);
      return void socket?.resetAndDestroy();
    case 'truncated':
      await startBody(response);
      return void socket?.end();
    case 'hang':
      return;
    case 'trickle':
      return trickle(response, fault.everyMs, fault.bytes ?? 1000);
    case 'empty':
      return respond(response, { status: fault.status ?? 200, headers: {}, body: '' });
    case 'html':
      return respond(response, {
        status: fault.status,
        headers: HTML_TYPE,
        body: '<!doctype html><title>Welcome</title><p>Hello.',
      });
    case 'json':
      return respond(response, {
        status: fault.status,
        headers: { ...JSON_TYPE, ...fault.headers },
        body: JSON.stringify(fault.body),
      });
    case 'bytes':
      return respond(response, { status: fault.status, headers: { ...JSON_TYPE, ...fault.headers }, body: fault.body });
    case 'retry-after': {
      const at = new Date(Date.now() + fault.after * 1000);
      const after = fault.as === 'date' ? at.toUTCString() : String(fault.after);
      return respond(response, { status: fault.status, headers: { 'retry-after': after }, body: '' });
    }
    case 'redirect':
      return respond(response, { status: fault.status, headers: { location: fault.to ?? wire.elsewhere }, body: '' });
    case 'huge':
      await setTimeout(fault.afterMs ?? 0, undefined, { ref: false });
      return pour(response, fault.bytes ?? 50 << 20);
    default:
      return fault satisfies never;
  }
}

function respond(response: ServerResponse, { status, headers, body }: FaultResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Sends half of the announced body; resolves once that has been sent. */
function startBody(response: ServerResponse): Promise<void> {
  response.writeHead(200, { ...JSON_TYPE, 'content-length': 2 * HALF.length });
  return new Promise((resolve) => response.write(HALF, () => resolve()));
}

async function trickle(response: ServerResponse, everyMs: number, bytes: number): Promise<void> {
  const body = json(bytes);
  response.writeHead(200, { ...JSON_TYPE, 'content-length': bytes });
  for (let sent = 0; sent < bytes && !response.destroyed; sent += 1) {
    response.write(body[sent]);
    await setTimeout(everyMs, undefined, { ref: false });
  }
  response.end();
}

/** Rejects when the client stops reading. */
async function pour(response: ServerResponse, bytes: number): Promise<void> {
  const body = json(1 << 16);
  function* chunks() {
    for (let left = bytes; left > 0; left -= body.length) yield body.slice(0, left);
  }
  response.writeHead(200, { ...JSON_TYPE, 'content-length': bytes });
  await pipeline(Readable.from(chunks()), response);
}

function json(bytes: number): string {
  return `{"padding":"${'x'.repeat(Math.max(0, bytes - 14))}"}`;
}

function altered(original: FaultResponse, fields: Readonly<Record<string, unknown>>): FaultResponse {
  const body: unknown = JSON.parse(Buffer.from(original.body).toString());
  if (typeof body !== 'object') throw new Error('only a JSON object can be altered');
  return { ...original, body: JSON.stringify({ ...body, ...fields }) };
}
