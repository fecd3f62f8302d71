/** The part of the DevTools protocol that measuring needs: requests, responses and events over one socket. */
import { within } from './within.ts';

export interface DevTools {
  /** Resolves with the response's result. Rejects if the other side refuses, has disconnected, or takes too long. */
  send(method: string, params?: object, sessionId?: string): Promise<Record<string, unknown>>;
  on(method: string, listener: (params: Record<string, unknown>, sessionId: string | undefined) => void): void;
  close(): void;
}

/** Connects to an address that a program printed (`ws://127.0.0.1:…`). */
export async function connect(address: string): Promise<DevTools> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  const listeners = new Map<string, ((params: Record<string, unknown>, sessionId?: string) => void)[]>();
  let last = 0;

  socket.addEventListener('message', ({ data }) => {
    const { id, result, error, method, params, sessionId } = JSON.parse(String(data));
    if (id === undefined) for (const listener of listeners.get(method) ?? []) listener(params, sessionId);
    else if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the program is gone'));
  });
  const opened = Promise.withResolvers<void>();
  socket.addEventListener('open', () => opened.resolve());
  socket.addEventListener('error', () => opened.reject(new Error(`no one answers at ${address}`)));
  await within(() => `a connection to ${address}`, opened.promise);

  return {
    send(method, params = {}, sessionId) {
      if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error(`${method}: the program is gone`));
      const answer = Promise.withResolvers<Record<string, unknown>>();
      last += 1;
      waiting.set(last, answer);
      socket.send(JSON.stringify({ id: last, method, params, ...(sessionId !== undefined && { sessionId }) }));
      return within(() => `the response to ${method}`, answer.promise);
    },
    on(method, listener) {
      listeners.set(method, [...(listeners.get(method) ?? []), listener]);
    },
    close: () => socket.close(),
  };
}
