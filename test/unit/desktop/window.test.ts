/** The window: when and where it appears, and what happens when it closes. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, Display, Rectangle } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstPaint } from '../../../main/desktop/page-window.ts';
import { createWindowManager } from '../../../main/desktop/window.ts';

const DESK = { x: 0, y: 30, width: 1920, height: 1050 };
const LEFT = { x: -1280, y: 0, width: 1280, height: 1024 };

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  readonly did: string[] = [];
  readonly options: BrowserWindowConstructorOptions;
  bounds: Rectangle;
  minimized = false;
  destroyed = false;
  load = Promise.withResolvers<void>();

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.bounds = { x: options.x ?? 100, y: options.y ?? 100, width: options.width ?? 0, height: options.height ?? 0 };
  }
  loadURL(url: string) {
    this.did.push(`load ${url}`);
    return this.load.promise;
  }
  show = () => this.did.push('show');
  focus = () => this.did.push('focus');
  restore = () => this.did.push('restore');
  isMinimized = () => this.minimized;
  isDestroyed = () => this.destroyed;
  getNormalBounds = () => this.bounds;
  close() {
    this.emit('close');
    this.destroy();
  }
  destroy() {
    this.destroyed = true;
    this.emit('closed');
  }
}

function kept({ place = null as unknown, dark = false, devTools = false } = {}) {
  const built: FakeWindow[] = [];
  const saved: Rectangle[] = [];
  const logged: unknown[] = [];
  const closed: string[] = [];
  const keeper = createWindowManager({
    // The fake has every member that the code under test calls.
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        built.push(this);
      }
    } as unknown as new (
      options: BrowserWindowConstructorOptions,
    ) => BrowserWindow,
    screen: { getAllDisplays: () => [DESK, LEFT].map((workArea) => ({ workArea }) as Display) },
    nativeTheme: { shouldUseDarkColors: dark },
    url: 'app://companion/index.html',
    preload: '/app/preload/index.cjs',
    title: 'Transparenc Companion',
    icon: '/app/icons/app.png',
    devTools,
    bounds: { load: () => place, save: (bounds) => saved.push(bounds) },
    onClosed: () => closed.push('closed'),
    log: (event, detail) => logged.push([event, detail]),
  });
  /** Shows the manager's window, and lets it paint. */
  const shown = () => {
    keeper.show();
    latest().emit('ready-to-show');
    return latest();
  };
  const latest = () => {
    const window = built.at(-1);
    if (!window) throw new Error('no window was built');
    return window;
  };
  return { keeper, built, saved, logged, closed, shown, latest };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const crash = (window: FakeWindow) =>
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });

describe('a new window', () => {
  it('gives its page no rights beyond the preload script’s contract', () => {
    const { options } = kept().shown();
    expect(options.webPreferences).toEqual({
      preload: '/app/preload/index.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
  });

  it('has developer tools only in development', () => {
    expect(kept({ devTools: true }).shown().options.webPreferences?.devTools).toBe(true);
  });

  it.each([
    ['light', false, '#f5f5f6'],
    ['dark', true, '#1c1d20'],
  ])('has the %s canvas before the first paint', (_theme, dark, backgroundColor) => {
    expect(kept({ dark }).shown().options).toMatchObject({ show: false, backgroundColor });
  });

  it('is shown when it has painted, once', () => {
    const { keeper, latest } = kept();
    keeper.show();
    expect(latest().did).toEqual(['load app://companion/index.html']);
    latest().emit('ready-to-show');
    latest().webContents.emit('did-finish-load');
    vi.runAllTimers();
    expect(latest().did).toEqual(['load app://companion/index.html', 'show']);
  });

  it('is shown soon after its page has loaded, even if the desktop doesn’t paint hidden windows', () => {
    const { keeper, latest } = kept();
    keeper.show();
    latest().webContents.emit('did-finish-load');
    expect(latest().did).not.toContain('show');
    vi.advanceTimersByTime(150);
    expect(latest().did).toContain('show');
  });

  it('is shown in the end although its page never loads', () => {
    const { keeper, latest } = kept();
    keeper.show();
    vi.advanceTimersByTime(3999);
    expect(latest().did).not.toContain('show');
    vi.advanceTimersByTime(1);
    expect(latest().did).toContain('show');
  });

  it('is shown at once when its page cannot be loaded, and the log shows why', async () => {
    const { keeper, latest, logged } = kept();
    keeper.show();
    latest().load.reject(Object.assign(new Error('ERR_FAILED (-2) loading app://…'), { errno: -2 }));
    await latest().load.promise.catch(() => undefined);
    await Promise.resolve();
    expect(latest().did).toContain('show');
    expect(logged).toEqual([['window: page not loaded', { errno: -2 }]]);
  });

  it('is not shown after it was closed before it painted', () => {
    const { keeper, latest } = kept();
    keeper.show();
    latest().webContents.emit('did-finish-load');
    latest().close();
    vi.runAllTimers();
    expect(latest().did).not.toContain('show');
  });

  it('leaves nothing ticking when it is closed before it painted', () => {
    const { keeper, latest } = kept();
    keeper.show();
    latest().close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('its place', () => {
  const DEFAULT = { width: 480, height: 720 };

  it.each([
    ['on the desk', { x: 200, y: 100, width: 500, height: 700 }],
    ['on the screen to the left', { x: -900, y: 10, width: 400, height: 600 }],
    ['half off to the right', { x: 1800, y: 100, width: 480, height: 720 }],
    ['reaching below the screen', { x: 200, y: 900, width: 480, height: 720 }],
    ['across both screens', { x: -200, y: 200, width: 480, height: 720 }],
    ['with just as much of it on the screen as a hand needs', { x: 1840, y: 100, width: 480, height: 720 }],
    ['directly below the panel', { x: 200, y: 30, width: 480, height: 720 }],
    ['with only its title bar above the lower edge', { x: 200, y: 1048, width: 480, height: 720 }],
    ['as small as it can be', { x: 200, y: 100, width: 360, height: 560 }],
  ])('is remembered %s', (_where, place) => {
    expect(kept({ place }).shown().options).toMatchObject(place);
  });

  it.each([
    ['nothing', null],
    ['a pixel less on the screen than a hand needs', { x: 1841, y: 100, width: 480, height: 720 }],
    ['a pixel under the panel', { x: 200, y: 29, width: 480, height: 720 }],
    ['a pixel too low', { x: 200, y: 1049, width: 480, height: 720 }],
    ['a pixel too narrow', { x: 200, y: 100, width: 359, height: 560 }],
    ['a pixel too short', { x: 200, y: 100, width: 360, height: 559 }],
    ['right of every screen', { x: 2000, y: 100, width: 480, height: 720 }],
    ['above every screen', { x: 200, y: -500, width: 480, height: 720 }],
    ['below every screen', { x: 200, y: 1080, width: 480, height: 720 }],
    ['under the panel, where its title bar cannot be held', { x: 200, y: 0, width: 480, height: 720 }],
    ['a corner on the screen', { x: 1900, y: 100, width: 480, height: 720 }],
    ['too small', { x: 200, y: 100, width: 20, height: 20 }],
    ['not whole numbers', { x: 1.5, y: 100, width: 480, height: 720 }],
    ['not numbers', { x: '200', y: 100, width: 480, height: 720 }],
    ['infinite', { x: 0, y: 100, width: Number.POSITIVE_INFINITY, height: 720 }],
    ['a text', '200x100'],
    ['a list', [200, 100, 480, 720]],
  ])('is the default if the remembered place is %s', (_what, place) => {
    const { options } = kept({ place }).shown();
    expect(options).toMatchObject(DEFAULT);
    expect([options.x, options.y]).toEqual([undefined, undefined]);
  });

  it('can be made as narrow as 360 pixels', () => {
    expect(kept().shown().options).toMatchObject({ minWidth: 360, minHeight: 560 });
  });

  it('is saved when the window closes', () => {
    const { shown, saved } = kept();
    shown().bounds = { x: 7, y: 8, width: 500, height: 600 };
    shown().close();
    expect(saved).toEqual([{ x: 7, y: 8, width: 500, height: 600 }]);
  });
});

describe('asking for the window', () => {
  it('twice creates one, which comes to the front', () => {
    const { keeper, built, shown } = kept();
    const window = shown();
    window.did.length = 0;
    keeper.show();
    expect(built).toHaveLength(1);
    expect(window.did).toEqual(['show', 'focus']);
  });

  it('twice before it has painted shows no empty one', () => {
    const { keeper, built, latest } = kept();
    keeper.show();
    keeper.show();
    expect(built).toHaveLength(1);
    expect(latest().did).not.toContain('show');
    latest().emit('ready-to-show');
    expect(latest().did.filter((it) => it === 'show')).toHaveLength(1);
  });

  it('restores a minimized one', () => {
    const { keeper, shown } = kept();
    const window = shown();
    window.minimized = true;
    keeper.show();
    expect(window.did.slice(-3)).toEqual(['restore', 'show', 'focus']);
  });

  it('reports that it was closed, once for each window, also if its renderer has crashed', () => {
    const { shown, closed } = kept();
    shown().close();
    expect(closed).toEqual(['closed']);
    crash(shown());
    expect(closed).toEqual(['closed', 'closed']);
    vi.runAllTimers();
  });

  it('after it was closed builds a new one', () => {
    const { keeper, built, shown } = kept();
    shown().close();
    expect(keeper.window()).toBeNull();
    expect(shown()).not.toBe(built[0]);
    expect(keeper.window()).toBe(built[1]);
  });
});

describe('a renderer that dies', () => {
  it('is logged, and the window comes back where it was', () => {
    const { built, shown, latest, logged, saved, keeper } = kept();
    const first = shown();
    first.bounds = { x: 7, y: 8, width: 500, height: 600 };
    crash(first);
    expect(first.destroyed).toBe(true);
    vi.runAllTimers();
    expect(built).toHaveLength(2);
    expect(keeper.window()).toBe(latest());
    expect(saved).toEqual([{ x: 7, y: 8, width: 500, height: 600 }]);
    expect(logged).toEqual([['window: renderer gone', { reason: 'crashed', exitCode: 5 }]]);
  });

  it('again does not come back by itself, but when someone asks', () => {
    const { built, shown, latest, keeper } = kept();
    crash(shown());
    vi.runAllTimers();
    crash(latest());
    vi.runAllTimers();
    expect([built.length, keeper.window()]).toEqual([2, null]);
    crash(shown());
    vi.runAllTimers();
    expect(built).toHaveLength(4);
    latest().close();
  });

  it('and is asked for in the same moment comes back once', () => {
    const { built, shown, keeper, latest } = kept();
    crash(shown());
    keeper.show();
    vi.runAllTimers();
    expect(built).toHaveLength(2);
    latest().close();
  });

  it('of a closed window doesn’t affect the new one', () => {
    const { shown, keeper, latest } = kept();
    const first = shown();
    first.close();
    const second = shown();
    crash(first);
    vi.runAllTimers();
    expect(keeper.window()).toBe(second);
    latest().close();
  });
});

describe('work that a first view would wait for', () => {
  const opened = () => {
    const { keeper, latest } = kept();
    const reported = Promise.withResolvers<void>();
    keeper.show();
    const began = vi.fn();
    // The manager's window is the fake.
    void firstPaint(latest() as unknown as BrowserWindow, reported.promise).then(began);
    return { window: latest(), reported, began };
  };

  it('begins when the page reports its first view, not when its window appears', async () => {
    const { window, reported, began } = opened();
    window.emit('ready-to-show');
    window.emit('show');
    await vi.advanceTimersByTimeAsync(2000);
    expect(began).not.toHaveBeenCalled();
    reported.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(began).toHaveBeenCalledOnce();
  });

  it('begins without that report after some seconds, even if the window cannot be seen, and at once if it is closed', async () => {
    const silent = opened();
    silent.window.emit('ready-to-show');
    await vi.advanceTimersByTimeAsync(6999);
    expect(silent.began).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(silent.began).toHaveBeenCalledOnce();
    const closed = opened();
    closed.window.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(closed.began).toHaveBeenCalledOnce();
  });

  it('begins at once if the app starts without a window', async () => {
    await expect(firstPaint(null, new Promise(() => undefined))).resolves.toBeUndefined();
  });
});
