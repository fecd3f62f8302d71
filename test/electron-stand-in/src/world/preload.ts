/** The isolated world that a sandboxed preload runs in: `require('electron')` with contextBridge and ipcRenderer. */
import { connectWorlds } from './bridge.ts';
import { decode, type Encoded, encode } from './codec.ts';
import { watchInput } from './input.ts';
import type { ToMain, ToWindow, WorldFacts } from './messages.ts';

type Listener = (event: object, ...args: unknown[]) => void;
type Preload = (require: (name: string) => unknown, process: object, module: { exports: object }) => void;

/** Runs `preload` in this world. Called by the text that world-source.ts puts together. */
export function startPreload(facts: WorldFacts, preload: Preload | null): void {
  // As in Electron without nodeIntegrationInSubFrames: frames get no preload.
  if (window !== window.top) return;
  const post = poster(facts.secret);
  watchInput(post);
  const ipcRenderer = createIpcRenderer(post, `${facts.secret}receive`);
  const contextBridge = { exposeInMainWorld: connectWorlds(`${facts.secret}page`, `${facts.secret}preload`).expose };
  const electron = guarded({ contextBridge: guarded({ ...contextBridge }, 'contextBridge'), ipcRenderer }, 'electron');
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const { platform, arch, versions } = facts;
  const process = { platform, arch, versions, type: 'renderer', sandboxed: true, contextIsolated: true, env: {} };
  try {
    preload?.(require, process, { exports: {} });
  } catch (error) {
    post({ kind: 'preload-failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function poster(secret: string): (message: ToMain) => void {
  // The binding that main added to this world under a secret name.
  const binding = Reflect.get(globalThis, `${secret}send`) as (text: string) => void;
  return (message) => binding(JSON.stringify(message));
}

function createIpcRenderer(post: (message: ToMain) => void, receiver: string) {
  const listeners = new Map<string, { listener: Listener; given: Listener }[]>();
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;

  function add(channel: string, listener: Listener, given: Listener) {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, given }]);
    return ipcRenderer;
  }

  function remove(channel: string, given: Listener) {
    const list = listeners.get(channel) ?? [];
    const last = list.findLastIndex((entry) => entry.given === given);
    listeners.set(
      channel,
      list.filter((_, index) => index !== last),
    );
    return ipcRenderer;
  }

  function deliver(channel: string, args: Encoded) {
    for (const { listener } of listeners.get(channel) ?? []) {
      try {
        listener({ senderId: 0, ports: [], sender: ipcRenderer }, ...values(args));
      } catch (error) {
        reportError(error);
      }
    }
  }

  Object.defineProperty(globalThis, receiver, {
    value: (message: ToWindow) => {
      if (message.kind === 'message') return deliver(message.channel, message.args);
      const call = calls.get(message.id);
      calls.delete(message.id);
      if (message.kind === 'result') call?.resolve(decode(message.value));
      else call?.reject(new Error(message.message));
    },
  });

  const on = (channel: string, listener: Listener) => add(channel, listener, listener);
  const ipcRenderer = guarded(
    {
      invoke(channel: string, ...args: unknown[]): Promise<unknown> {
        const call = Promise.withResolvers<unknown>();
        const id = ++lastId;
        post({ kind: 'invoke', id, channel, args: encode(args) });
        calls.set(id, call);
        return call.promise;
      },
      send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, args: encode(args) }),
      on,
      addListener: on,
      once(channel: string, listener: Listener): unknown {
        return add(
          channel,
          (...args) => {
            remove(channel, listener);
            listener(...args);
          },
          listener,
        );
      },
      off: remove,
      removeListener: remove,
      removeAllListeners(channel: string): unknown {
        listeners.delete(channel);
        return ipcRenderer;
      },
    },
    'ipcRenderer',
  );
  return ipcRenderer;
}

function values(args: Encoded): unknown[] {
  const decoded = decode(args);
  return Array.isArray(decoded) ? decoded : [];
}

/** Reading a missing member throws an error with its name. */
function guarded<Thing extends object>(thing: Thing, name: string): Thing {
  return new Proxy(thing, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || key === 'then') return Reflect.get(target, key, receiver);
      throw new Error(`${name}.${key} is not implemented by the Electron stand-in`);
    },
  });
}
