/** The DevTools protocol over Chromium's remote-debugging pipe: JSON messages that end with a NUL. */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';

export type Method = keyof ProtocolMapping.Commands;
export type EventName = keyof ProtocolMapping.Events;
type Params<M extends Method> = ProtocolMapping.Commands[M]['paramsType'][0];
type Result<M extends Method> = ProtocolMapping.Commands[M]['returnType'];
type Payload<E extends EventName> = ProtocolMapping.Events[E] extends [infer Only] ? Only : undefined;

/** One session of the protocol: the browser's own, or one of its targets'. */
export interface Session {
  /** Rejects if the browser refuses the command or is gone. */
  send<M extends Method>(method: M, params?: Params<M>): Promise<Result<M>>;
  on<E extends EventName>(event: E, listener: (payload: Payload<E>) => void): void;
}

export interface Connection extends Session {
  /** The session of one target. */
  session(id: string): Session;
  /** Forgets a target's session. */
  forget(id: string): void;
  /** Rejects pending requests, because no more responses will arrive. */
  end(): void;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Speaks the protocol over the two ends of the pipe. */
export function connect(input: Writable, output: Readable): Connection {
  const waiting = new Map<number, { method: string; resolve(result: unknown): void; reject(error: Error): void }>();
  const events = new Map<string, EventEmitter>();
  let lastId = 0;
  let ended = false;

  function send(method: string, params: unknown, sessionId: string | undefined): Promise<unknown> {
    if (ended) return Promise.reject(new Error(`${method}: Chromium is gone`));
    const id = ++lastId;
    const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { method, resolve, reject }));
    input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answer;
  }

  function receive(message: Message): void {
    if (message.id === undefined) {
      events.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  }

  function session(id: string): Session {
    const emitter = events.get(id) ?? new EventEmitter();
    events.set(id, emitter);
    return {
      // The protocol's types define the result of each command.
      send: <M extends Method>(method: M, params?: Params<M>) =>
        send(method, params, id || undefined) as Promise<Result<M>>,
      on: (event, listener) => void emitter.on(event, listener),
    };
  }

  function end(): void {
    ended = true;
    for (const { method, reject } of waiting.values()) reject(new Error(`${method}: Chromium is gone`));
    waiting.clear();
  }

  readMessages(output, receive);
  for (const stream of [input, output]) stream.on('error', end);
  return { ...session(''), session, forget: (id) => void events.delete(id), end };
}

function readMessages(output: Readable, receive: (message: Message) => void): void {
  let parts: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      // Chromium writes nothing else than this shape.
      receive(JSON.parse(Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8')) as Message);
      parts = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
  });
}

/** Ignores the failure of a command, because it means that the window or the browser has just been closed. */
export function quietly(outcome: Promise<unknown>): void {
  outcome.catch(() => undefined);
}
