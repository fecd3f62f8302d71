/**
 * contextBridge: what crosses between a page's world and the preload's. The two share the window's events and nothing
 * else; an event's `detail` is structured-cloned on its way over, and dispatch is synchronous, so calls can return.
 * Functions, promises and errors cross as ids and are rebuilt on the other side.
 */

/** A value in transit. */
type Crossing =
  | { kind: 'value'; value: unknown }
  | { kind: 'function' | 'promise'; id: number }
  | { kind: 'error'; name: string; message: string }
  | { kind: 'array'; items: Crossing[] }
  | { kind: 'object'; fields: [string, Crossing][] };

type Signal =
  | { kind: 'call'; id: number; args: Crossing[] }
  | { kind: 'returned' | 'thrown'; value: Crossing }
  | { kind: 'resolved' | 'rejected'; id: number; value: Crossing }
  | { kind: 'expose'; name: string; value: Crossing };

/** Connects this world to the other one. Both sides hold the two secret event names, in opposite order. */
export function connectWorlds(sendAs: string, listenTo: string): { expose(name: string, api: unknown): void } {
  // Save these, because the page may replace its globals later.
  const here = window;
  const Carrier = CustomEvent;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let answer: Extract<Signal, { kind: 'returned' | 'thrown' }> | null = null;

  const fire = (signal: Signal) => here.dispatchEvent(new Carrier(sendAs, { detail: signal }));

  function pack(value: unknown): Crossing {
    if (typeof value === 'function') {
      const id = ++lastId;
      // A function of either world is called with whatever the other one passes.
      functions.set(id, value as (...args: unknown[]) => unknown);
      return { kind: 'function', id };
    }
    if (value instanceof Promise) {
      const id = ++lastId;
      value.then(
        (result: unknown) => fire({ kind: 'resolved', id, value: pack(result) }),
        (reason: unknown) => fire({ kind: 'rejected', id, value: pack(reason) }),
      );
      return { kind: 'promise', id };
    }
    if (value instanceof Error) return { kind: 'error', name: value.name, message: value.message };
    if (Array.isArray(value)) return { kind: 'array', items: value.map(pack) };
    if (isPlain(value))
      return { kind: 'object', fields: Object.entries(value).map(([key, field]) => [key, pack(field)]) };
    return { kind: 'value', value };
  }

  function unpack(crossing: Crossing): unknown {
    switch (crossing.kind) {
      case 'value':
        return crossing.value;
      case 'function':
        return caller(crossing.id);
      case 'promise': {
        const pending = Promise.withResolvers<unknown>();
        promises.set(crossing.id, pending);
        return pending.promise;
      }
      case 'error':
        return new Error(crossing.message);
      case 'array':
        return crossing.items.map(unpack);
      case 'object':
        return Object.freeze(Object.fromEntries(crossing.fields.map(([key, field]) => [key, unpack(field)])));
    }
  }

  function caller(id: number) {
    return (...args: unknown[]): unknown => {
      answer = null;
      fire({ kind: 'call', id, args: args.map(pack) });
      const received: typeof answer = answer;
      if (received === null) throw new Error('The other world is gone.');
      return settle(received);
    };
  }

  function settle({ kind, value }: { kind: 'returned' | 'thrown'; value: Crossing }): unknown {
    if (kind === 'thrown') throw unpack(value);
    return unpack(value);
  }

  function call(id: number, args: Crossing[]): Signal {
    try {
      return { kind: 'returned', value: pack(functions.get(id)?.(...args.map(unpack))) };
    } catch (error) {
      return { kind: 'thrown', value: pack(error) };
    }
  }

  function receive(signal: Signal): void {
    switch (signal.kind) {
      case 'call':
        fire(call(signal.id, signal.args));
        break;
      case 'returned':
      case 'thrown':
        answer = signal;
        break;
      case 'resolved':
        promises.get(signal.id)?.resolve(unpack(signal.value));
        promises.delete(signal.id);
        break;
      case 'rejected':
        promises.get(signal.id)?.reject(unpack(signal.value));
        promises.delete(signal.id);
        break;
      case 'expose':
        Object.defineProperty(here, signal.name, {
          value: unpack(signal.value),
          enumerable: true,
          configurable: false,
          writable: false,
        });
        break;
    }
  }

  // Only the two halves of this file know the events' names.
  here.addEventListener(listenTo, (event) => receive((event as CustomEvent<Signal>).detail));
  return { expose: (name, api) => void fire({ kind: 'expose', name, value: pack(api) }) };
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
