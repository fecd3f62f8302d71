/** Which senders and requests main accepts, and the responses. */
import type { BrowserWindow, IpcMain, PowerMonitor, WebFrameMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { isOwnPage, sendSnapshots, serveRequests } from '../../../main/desktop/ipc.ts';
import type { Requests, Snapshot } from '../../../preload/api.ts';
import { REQUESTS, requestChannel } from '../../../preload/requests.ts';
import { snapshotOf } from './parts.ts';

const ownFrame = { parent: null, origin: 'app://companion' };

const ACCOUNT = 'a1b2c3d4e5f60718';
const CHOICE = {
  url: 'https://login.example.org',
  clientId: null,
  scope: null,
  deviceAuthorizationPath: null,
  tokenPath: null,
};

/** Main's side, with handlers that record their calls. */
function served({
  isTrusted = () => true,
  mayAsk = () => true,
  fail,
}: {
  isTrusted?: () => boolean;
  mayAsk?: () => boolean;
  fail?: unknown;
} = {}) {
  const listeners = new Map<string, (event: object, ...args: unknown[]) => unknown>();
  const calls: unknown[][] = [];
  const logged: unknown[] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
      if (fail !== undefined) throw fail;
    };
  serveRequests(
    // The code under test calls only `handle`, and this test calls its listener only with the declared arguments.
    { handle: (channel: string, listener: never) => listeners.set(channel, listener) } as unknown as Pick<
      IpcMain,
      'handle'
    >,
    {
      current: () => {
        note('current')();
        return snapshotOf({ kind: 'signed-out', because: null });
      },
      painted: note('painted'),
      signIn: note('signIn'),
      cancel: note('cancel'),
      dismiss: note('dismiss'),
      signOut: note('signOut'),
      tryAgain: note('tryAgain'),
      protect: note('protect'),
      copyCode: note('copyCode'),
      openInBrowser: note('openInBrowser'),
      readAccounts: note('readAccounts'),
      openAccount: note('openAccount'),
      addAccount: async (added) => {
        note('addAccount')(added);
        return null;
      },
      renameAccount: async (account, name) => {
        note('renameAccount')(account, name);
        return null;
      },
      removeAccount: note('removeAccount'),
      answerSomeoneElse: note('answerSomeoneElse'),
      copyCommand: note('copyCommand'),
      checkServer: async (choice) => {
        note('checkServer')(choice);
        return { kind: 'refused', problem: 'not-https' };
      },
      useServer: async (choice, next) => {
        note('useServer')(choice, next);
        return 'not-https' as const;
      },
      changeServer: note('changeServer'),
      showPage: note('showPage'),
      changeSetting: async (choice) => {
        note('changeSetting')(choice);
        return null;
      },
      answerProxy: note('answerProxy'),
      checkForUpdates: note('checkForUpdates'),
      update: note('update'),
      updateLater: note('updateLater'),
      saveReport: async () => {
        note('saveReport')();
        return { kind: 'canceled' };
      },
      removeTool: note('removeTool'),
      installCommand: note('installCommand'),
      removeCommand: note('removeCommand'),
      quit: note('quit'),
    },
    { log: (event, detail) => logged.push([event, detail]), mayAsk, isTrusted },
  );
  const ask = async (name: keyof Requests, ...args: unknown[]) =>
    listeners.get(requestChannel(name))?.({ senderFrame: ownFrame }, ...args);
  return { listeners, calls, logged, ask };
}

describe('the sender', () => {
  const parsed: readonly [who: string, frame: object | null, trusted: boolean][] = [
    ['the main frame of our page', ownFrame, true],
    ['a frame that is gone', null, false],
    ['a frame inside our page', { parent: ownFrame, origin: 'app://companion' }, false],
    ['a foreign page', { parent: null, origin: 'https://login.example.org' }, false],
    ['a foreign page named like ours', { parent: null, origin: 'https://companion' }, false],
    ['another host of our scheme', { parent: null, origin: 'app://companion.evil.example' }, false],
    ['another port of our host', { parent: null, origin: 'app://companion:80' }, false],
    ['a page without an origin', { parent: null, origin: 'null' }, false],
    ['a file', { parent: null, origin: 'file://' }, false],
    ['an empty origin', { parent: null, origin: '' }, false],
  ];
  // The code under test reads only these two properties.
  it.each(parsed)('%s: %j trusted %s', (_who, frame, trusted) => {
    expect(isOwnPage({ senderFrame: frame as WebFrameMain | null })).toBe(trusted);
  });

  it('is not trusted if Electron no longer knows it', () => {
    const disposed = {
      get parent(): never {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    };
    expect(isOwnPage({ senderFrame: disposed as unknown as WebFrameMain })).toBe(false);
  });

  it('an untrusted sender gets a rejection without details, and no handler runs', async () => {
    const { ask, calls, logged } = served({ isTrusted: () => false });
    for (const name of REQUESTS) await expect(ask(name)).rejects.toThrow(/^refused$/);
    expect(calls).toEqual([]);
    expect(logged).toContainEqual(['request refused: untrusted sender', { name: 'signOut' }]);
  });
});

describe('a request', () => {
  it('of every name in the contract is served', () => {
    expect([...served().listeners.keys()].sort()).toEqual(REQUESTS.map(requestChannel).sort());
  });

  it('is refused without reaching its handler if the page asks too often', async () => {
    const { ask, calls, logged } = served({ mayAsk: () => false });
    await expect(ask('signIn', ACCOUNT)).rejects.toThrow(/^refused$/);
    expect([calls, logged]).toEqual([[], [['request refused: too often', { name: 'signIn' }]]]);
  });

  it('reaches its handler, and the answer comes back', async () => {
    const { ask, calls } = served();
    expect(await ask('current')).toEqual(snapshotOf({ kind: 'signed-out', because: null }));
    expect(await ask('signIn', ACCOUNT)).toBeUndefined();
    await ask('readAccounts');
    await ask('openAccount', null);
    const added = { server: { kind: 'new', choice: CHOICE }, name: 'Work' };
    expect(await ask('addAccount', added)).toBeNull();
    expect(await ask('renameAccount', ACCOUNT, 'Arbeit')).toBeNull();
    await ask('answerSomeoneElse', ACCOUNT, 'keep');
    const choice = { ...CHOICE, url: 'http://example.org' };
    expect(await ask('useServer', choice, 'wait')).toBe('not-https');
    const dark = { name: 'theme', value: 'dark' };
    expect(await ask('changeSetting', dark)).toBeNull();
    await ask('showPage', 'settings');
    const login = { proxy: 'proxy.example.org:3128', user: 'büro\\ada', password: ' sé cret 🔑' };
    expect(await ask('answerProxy', login)).toBeUndefined();
    expect(calls).toEqual([
      ['current'],
      ['signIn', ACCOUNT],
      ['readAccounts'],
      ['openAccount', null],
      ['addAccount', added],
      ['renameAccount', ACCOUNT, 'Arbeit'],
      ['answerSomeoneElse', ACCOUNT, 'keep'],
      ['useServer', choice, 'wait'],
      ['changeSetting', dark],
      ['showPage', 'settings'],
      ['answerProxy', login],
    ]);
  });

  it.each([
    ['signIn', []],
    ['signIn', ['work']],
    ['signIn', [ACCOUNT, 'at once']],
    ['current', [undefined]],
    ['openInBrowser', ['https://evil.example']],
    ['openInBrowser', [ACCOUNT, 'https://evil.example']],
    ['copyCode', [ACCOUNT, 'other text']],
    ['protect', ['KWallet']],
    ['openAccount', ['../settings']],
    ['addAccount', [{ server: { kind: 'new' }, name: null }]],
    ['addAccount', [{ server: { kind: 'known', account: ACCOUNT, choice: CHOICE }, name: null }]],
    ['addAccount', [{ server: { kind: 'known', account: ACCOUNT }, name: 'a'.repeat(257) }]],
    ['renameAccount', [ACCOUNT]],
    ['answerSomeoneElse', [ACCOUNT, 'revoke']],
    ['showPage', []],
    ['showPage', ['https://evil.example']],
    ['changeSetting', [{ name: 'theme', value: 'pink' }]],
    ['changeSetting', [{ name: 'theme' }]],
    ['changeSetting', [{ name: 'startAtLogin', value: 'dark' }]],
    ['changeSetting', [{ name: 'notifications', value: 1 }]],
    ['changeSetting', [{ name: 'language', value: 'tlh' }]],
    ['changeSetting', [{ name: 'whenClosed', value: true }]],
    ['changeSetting', [{ name: 'serverUrl', value: 'https://evil.example' }]],
    ['changeSetting', [{ name: '__proto__', value: true }]],
    ['changeSetting', [{ name: 'theme', value: 'dark', and: 'more' }]],
    ['checkServer', []],
    ['checkServer', ['https://login.example.org']],
    ['checkServer', [{ ...CHOICE, headers: {} }]],
    ['checkServer', [CHOICE, 'wait']],
    ['useServer', []],
    ['useServer', [CHOICE]],
    ['useServer', [null, 'wait']],
    ['useServer', ['https://login.example.org', 'wait']],
    ['useServer', [{ url: 'https://login.example.org' }, 'wait']],
    ['useServer', [{ ...CHOICE, url: 7 }, 'wait']],
    ['useServer', [{ ...CHOICE, clientId: ['a'] }, 'wait']],
    ['useServer', [{ ...CHOICE, keepWithoutKeyring: true }, 'wait']],
    ['useServer', [CHOICE, 'more']],
    ['useServer', [CHOICE, 'wait', 'more']],
    ['useServer', [{ ...CHOICE, url: `https://${'a'.repeat(2048)}.org` }, 'wait']],
    ['useServer', [{ ...CHOICE, clientId: 'a'.repeat(201) }, 'wait']],
    ['useServer', [{ ...CHOICE, scope: 'a'.repeat(1001) }, 'wait']],
    ['useServer', [{ ...CHOICE, tokenPath: `/${'a'.repeat(1000)}` }, 'wait']],
    ['answerProxy', []],
    ['answerProxy', ['ada', 'secret']],
    ['answerProxy', [{ proxy: 'proxy', user: 'ada' }]],
    ['answerProxy', [{ proxy: 'proxy', user: '', password: 'secret' }]],
    ['answerProxy', [{ proxy: 'proxy', user: 'ada', password: null }]],
    ['answerProxy', [{ proxy: 'proxy', user: 'ada', password: 'sec\r\nret' }]],
    ['answerProxy', [{ user: 'a\0da', password: 'secret' }]],
    ['answerProxy', [{ proxy: 'proxy', user: 'ada', password: '\ud800' }]],
    ['answerProxy', [{ proxy: 'proxy', user: 'ada', password: 'a'.repeat(257) }]],
    ['answerProxy', [{ proxy: 'proxy', user: 'ada', password: 'secret', host: 'evil.example' }]],
  ] as const)('%s with %j is refused', async (name, args) => {
    const { ask, calls } = served();
    await expect(ask(name, ...args)).rejects.toThrow(/^refused$/);
    expect(calls).toEqual([]);
  });

  it.each([
    ['an error', new TypeError('token-secret-1 is not a function'), 'TypeError'],
    ['a text', 'token-secret-1', 'string'],
  ])('whose handler throws %s rejects with a fixed text; the log names only its class', async (_what, fail, error) => {
    const { ask, logged } = served({ fail });
    await expect(ask('useServer', CHOICE, 'wait')).rejects.toThrow(/^failed$/);
    expect(logged).toEqual([['request failed', { name: 'useServer', error }]]);
  });
});

describe('a change', () => {
  const snapshot = snapshotOf({ kind: 'requesting-code' });
  const windowOf = (destroyed: boolean, sent: unknown[]) =>
    // The code under test uses only these two members.
    ({
      isDestroyed: () => destroyed,
      webContents: { send: (...args: unknown[]) => sent.push(args) },
    }) as unknown as BrowserWindow;

  /** A window that receives changes, and the messages it was sent. */
  function followed(destroyed: boolean | null) {
    const sent: unknown[] = [];
    const changed: ((now: Snapshot) => void)[] = [];
    const woke: (() => void)[] = [];
    sendSnapshots({
      snapshot: () => snapshot,
      subscribe: (listener) => changed.push(listener),
      // The code under test listens only to `resume`.
      powerMonitor: { on: (_event: string, listener: () => void) => woke.push(listener) } as unknown as PowerMonitor,
      window: () => (destroyed === null ? null : windowOf(destroyed, sent)),
    });
    return { sent, change: () => changed[0]?.(snapshot), wake: () => woke[0]?.() };
  }

  it('goes to the window whole', () => {
    const { sent, change } = followed(false);
    change();
    expect(sent).toEqual([['signal:changed', snapshot]]);
  });

  it('is sent again when the computer wakes up', () => {
    const { sent, wake } = followed(false);
    wake();
    expect(sent).toEqual([['signal:changed', snapshot]]);
  });

  it('is not sent without a window', () => {
    for (const destroyed of [null, true]) {
      const { sent, change } = followed(destroyed);
      change();
      expect(sent).toEqual([]);
    }
  });
});
