/** A page's `window.companion`. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Companion } from '../../../preload/api.ts';
import { snapshotOf } from '../desktop/parts.ts';

type Listener = (event: object, ...args: unknown[]) => void;

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
  listeners: new Map<string, Set<Listener>>(),
  refusals: 0,
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
  ipcRenderer: {
    invoke: async (...args: unknown[]) => {
      electron.invoked.push(args);
      electron.refusals -= 1;
      if (electron.refusals >= 0) throw new Error('refused');
      return 'answer';
    },
    on: (channel: string, listener: Listener) =>
      electron.listeners.set(channel, (electron.listeners.get(channel) ?? new Set()).add(listener)),
    off: (channel: string, listener: Listener) => electron.listeners.get(channel)?.delete(listener),
  },
}));

let companion: Companion;
beforeEach(async () => {
  electron.invoked.length = 0;
  electron.listeners.clear();
  electron.refusals = 0;
  vi.resetModules();
  await import('../../../preload/index.ts');
  // The preload script itself checks what it exposes against this type.
  companion = electron.exposed.get('companion') as Companion;
});

it('is all that the page gets', () => {
  expect([...electron.exposed.keys()]).toEqual(['companion']);
  expect(Object.keys(companion).sort()).toEqual([
    'addAccount',
    'answerProxy',
    'answerSomeoneElse',
    'cancel',
    'changeServer',
    'changeSetting',
    'checkForUpdates',
    'checkServer',
    'copyCode',
    'copyCommand',
    'current',
    'dismiss',
    'installCommand',
    'onChanged',
    'openAccount',
    'openInBrowser',
    'painted',
    'protect',
    'quit',
    'readAccounts',
    'removeAccount',
    'removeCommand',
    'removeTool',
    'renameAccount',
    'saveReport',
    'showPage',
    'signIn',
    'signOut',
    'tryAgain',
    'update',
    'updateLater',
    'useServer',
  ]);
});

describe('a request', () => {
  it('that was made too early for main to know its sender is made again', async () => {
    electron.refusals = 1;
    vi.resetModules();
    await import('../../../preload/index.ts');
    expect(await (electron.exposed.get('companion') as Companion).current()).toBe('answer');
  });

  it('of every name goes to the channel of that name', async () => {
    const { onChanged: _, ...requests } = companion;
    // The first one was made before the page could.
    await companion.current();
    // Main refuses arguments that a request does not have.
    await (companion.current as (...args: unknown[]) => Promise<unknown>)('more');
    expect(electron.invoked.at(-1)).toEqual(['request:current', 'more']);
    for (const [name, request] of Object.entries(requests)) {
      electron.invoked.length = 0;
      // Pages call requests without arguments like this.
      expect(await (request as () => Promise<unknown>)()).toBe('answer');
      expect(electron.invoked).toEqual([[`request:${name}`]]);
    }
  });

  it('carries its arguments', async () => {
    const automatic = { clientId: null, scope: null, deviceAuthorizationPath: null, tokenPath: null };
    const choice = { url: 'login.example.org', ...automatic };
    await companion.useServer(choice, 'wait');
    expect(electron.invoked.at(-1)).toEqual(['request:useServer', choice, 'wait']);
  });
});

describe('the first state', () => {
  it('is requested before the page asks for it, and once', async () => {
    expect(electron.invoked).toEqual([['request:current']]);
    expect(await companion.current()).toBe('answer');
    expect(electron.invoked).toHaveLength(1);
  });

  it('is the latest of the changes that came before the page listened', async () => {
    const snapshot = snapshotOf({ kind: 'requesting-code' });
    for (const listener of electron.listeners.get('signal:changed') ?? []) listener({}, snapshot);
    expect(await companion.current()).toBe(snapshot);
    expect(await companion.current()).toBe('answer');
  });

  it('is not kept once the page has it, since main knows later ones', async () => {
    await companion.current();
    const snapshot = snapshotOf({ kind: 'requesting-code' });
    for (const listener of electron.listeners.get('signal:changed') ?? []) listener({}, snapshot);
    expect(await companion.current()).toBe('answer');
  });
});

describe('a change', () => {
  const snapshot = snapshotOf({ kind: 'requesting-code' });
  const send = () => {
    for (const listener of electron.listeners.get('signal:changed') ?? [])
      listener({ sender: 'ipcRenderer' }, snapshot, 'more');
  };

  it('reaches the listener as the snapshot alone, until it stops listening', () => {
    const heard: unknown[][] = [];
    const stop = companion.onChanged((...args) => heard.push(args));
    send();
    expect(heard).toEqual([[snapshot]]);
    expect(stop()).toBeUndefined();
    send();
    expect(heard).toHaveLength(1);
  });
});
