/** The window that asks about a tool: who can answer, when, and what counts as no answer. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConsentWindow } from '../../../main/desktop/consent-window.ts';
import { consentView } from '../../renderer/tools.ts';
import { fakeClock } from '../fake-clock.ts';
import { signedIn, snapshotOf } from './parts.ts';

const { question } = consentView();
const PAGE = { parent: null, origin: 'app://consent' };

type Handler = (event: object, ...given: unknown[]) => unknown;

class FakeContents extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  readonly ipc = { handle: (channel: string, handler: Handler) => void this.handlers.set(channel, handler) };
  readonly sent: string[] = [];
  send = (channel: string) => void this.sent.push(channel);
  getZoomLevel = () => 0;
  setZoomLevel = () => {};
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: BrowserWindowConstructorOptions;
  destroyed = false;
  isOnScreen = false;
  load = Promise.withResolvers<void>();
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  loadURL = () => this.load.promise;
  /** Like Electron's: a window that is on the screen already may come to the front without this event. */
  show() {
    if (this.isOnScreen) return;
    this.isOnScreen = true;
    this.emit('show');
  }
  focus = () => {};
  isMinimized = () => false;
  isDestroyed = () => this.destroyed;
  destroy() {
    // Electron's objects also have this.
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    this.destroyed = true;
    this.emit('closed');
  }
}

function desk() {
  const windows: FakeWindow[] = [];
  const logged: string[] = [];
  const clock = fakeClock();
  const desk = createConsentWindow({
    // The fake has every member that the code under test calls.
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
      }
    } as unknown as new (
      options: BrowserWindowConstructorOptions,
    ) => BrowserWindow,
    nativeTheme: { shouldUseDarkColors: false },
    url: 'app://consent/consent.html',
    preload: '/app/preload/consent.cjs',
    title: 'Transparenc Companion',
    icon: '/app/icons/app.png',
    devTools: false,
    // The app passes all its data.
    reader: () => ({ ...snapshotOf(signedIn()), computer: 'ada-thinkpad', language: 'en', systemLocale: 'en-GB' }),
    clock,
    log: (event) => void logged.push(event),
  });
  const stop = new AbortController();
  const ask = () => {
    const answer = desk.ask(question, stop.signal);
    const window = windows.at(-1);
    if (!window) throw new Error('no window was made');
    /** Sends a request from `frame`, like the page. */
    const invoke = async (name: string, given: unknown[], frame: object | null = PAGE) =>
      window.webContents.handlers.get(`consent:${name}`)?.({ senderFrame: frame }, ...given);
    return { answer, window, invoke, show: () => window.emit('ready-to-show') };
  };
  return { desk, windows, logged, clock, stop, ask };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an answer', () => {
  it.each(['no', 'once', 'until-lock', 'always'] as const)('“%s” counts, and closes the window', async (choice) => {
    const { ask, clock } = desk();
    const { answer, window, invoke, show } = ask();
    show();
    clock.sleepThrough(500);
    await invoke('answer', [question.id, choice]);
    expect(await answer).toBe(choice);
    expect(window.destroyed).toBe(true);
  });

  it('allows nothing until the window has been on the screen for half a second, each time it comes to the front', async () => {
    const { desk: it, ask, clock } = desk();
    const { invoke, show, window } = ask();
    await expect(invoke('answer', [question.id, 'once'])).rejects.toThrow('refused');
    show();
    clock.sleepThrough(499);
    await expect(invoke('answer', [question.id, 'always'])).rejects.toThrow('refused');
    clock.sleepThrough(1);
    expect(it.show()).toBe(true);
    await expect(invoke('answer', [question.id, 'once'])).rejects.toThrow('refused');
    expect(window.webContents.sent).toEqual(['consent:shown', 'consent:shown']);
    expect(window.destroyed).toBe(false);
  });

  it('that refuses counts at once', async () => {
    const { ask } = desk();
    const { answer, invoke, show } = ask();
    show();
    await invoke('answer', [question.id, 'no']);
    expect(await answer).toBe('no');
  });

  it.each([
    ['another question', ['q0', 'always']],
    ['no choice there is', [question.id, 'forever']],
    ['more than an answer', [question.id, 'always', 'more']],
    ['nothing', []],
  ])('to %s does not count', async (_, given) => {
    const { ask, clock } = desk();
    const { invoke, show, window } = ask();
    show();
    clock.sleepThrough(500);
    await expect(invoke('answer', given)).rejects.toThrow('refused');
    expect(window.destroyed).toBe(false);
  });

  it.each([
    ['the main window’s page', { parent: null, origin: 'app://companion' }],
    ['a frame in the page', { parent: PAGE, origin: 'app://consent' }],
    ['another site', { parent: null, origin: 'https://example.org' }],
    ['a frame that is gone', null],
  ])('of %s does not count, and it does not see the question', async (_, frame) => {
    const { ask, clock, logged } = desk();
    const { invoke, show } = ask();
    show();
    clock.sleepThrough(500);
    await expect(invoke('answer', [question.id, 'always'], frame)).rejects.toThrow('refused');
    await expect(invoke('question', [], frame)).rejects.toThrow('refused');
    expect(logged).toEqual(['request refused: untrusted sender', 'request refused: untrusted sender']);
  });
});

describe('silence is', () => {
  it.each<[string, (parts: { window: FakeWindow; stop: AbortController }) => void]>([
    ['a window that is closed', ({ window }) => window.destroy()],
    [
      'a page that died',
      ({ window }) => window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
    ],
    ['a page that did not load', ({ window }) => window.load.reject(new Error('net::ERR_FAILED'))],
    ['a question that ended elsewhere', ({ stop }) => stop.abort()],
  ])('%s', async (_, happen) => {
    const { ask, stop, desk: it } = desk();
    const { answer, window, show } = ask();
    show();
    happen({ window, stop });
    expect(await answer).toBe('silence');
    expect(window.destroyed).toBe(true);
    expect(it.show()).toBe(false);
  });

  it('a question that ended elsewhere, which leaves the next one on the screen', async () => {
    const { desk: it, stop, windows } = desk();
    const first = it.ask(question, stop.signal);
    stop.abort();
    void it.ask(question, new AbortController().signal);
    expect(await first).toBe('silence');
    expect([windows.map(({ destroyed }) => destroyed), it.show()]).toEqual([[true, false], true]);
  });

  it('a question that had ended before it could be asked', async () => {
    const { desk: it, stop, windows } = desk();
    expect(it.canAsk()).toBe(true);
    stop.abort();
    expect(await it.ask(question, stop.signal)).toBe('silence');
    expect(windows).toEqual([]);
  });
});

it('the page gets the question, who is asked and how long it is inert, and nothing else: no state and no rights', async () => {
  const { ask } = desk();
  const { invoke, window } = ask();
  expect(await invoke('question', [])).toEqual({
    question,
    computer: 'ada-thinkpad',
    language: 'en',
    systemLocale: 'en-GB',
    inertMs: 500,
  });
  expect(window.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  });
});
