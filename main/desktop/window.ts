/** The one window: built when it is asked for, gone when it is closed, while the program lives on. */
import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme, Rectangle, Screen } from 'electron';
import * as v from 'valibot';
import type { Log } from '../system/log.ts';
import { makeZoomable } from './zoom.ts';

/** What a window is made of, and where it may remember its place. */
export interface WindowParts {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly screen: Pick<Screen, 'getAllDisplays'>;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly url: string;
  readonly preload: string;
  readonly title: string;
  readonly icon: string;
  /** Only where the app is developed: they would run what a person is talked into pasting. */
  readonly devTools: boolean;
  /** `load` gives what `save` was once given, or whatever became of it since. */
  readonly place: { load(): unknown; save(place: Rectangle): void };
  readonly onClosed: () => void;
  readonly log: Log;
}

export interface WindowKeeper {
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  window(): BrowserWindow | null;
}

const DEFAULT_SIZE = { width: 480, height: 720 };
/** What the code needs without scrolling. */
const MIN_SIZE = { minWidth: 360, minHeight: 560 };

/** `--canvas` of the page's style: no flash of another colour before the first paint. */
const CANVAS = { light: '#f5f5f6', dark: '#1c1d20' };

/** So much of the top of a window must lie on a screen for a person to get hold of it, in pixels. */
const GRIP = { width: 80, height: 32 };

/** A page that has loaded paints within this time, unless the desktop waits for the window to be shown first. */
const PAINTED_MS = 150;

/** A page that is not even loaded by then will not be: an empty window is better than none. */
const LOADED_MS = 4000;

/** Keeps at most one window. After `ready`. */
export function createWindowKeeper(parts: WindowParts): WindowKeeper {
  const { place, log } = parts;
  let window: BrowserWindow | null = null;
  let revealed = false;
  let rebuilt = false;

  function open() {
    if (!window) build();
    else if (revealed) bringToFront(window);
  }

  function build() {
    const own = new parts.BrowserWindow(optionsOf(parts));
    window = own;
    revealed = false;

    const reveal = () => {
      if (revealed || own.isDestroyed()) return;
      revealed = true;
      clearTimeout(latest);
      own.show();
    };
    const latest = setTimeout(reveal, LOADED_MS);
    own.once('ready-to-show', reveal);
    // On Wayland a hidden window may never paint, and `ready-to-show` never come (electron/electron#48859).
    own.webContents.once('did-finish-load', () => setTimeout(reveal, PAINTED_MS));

    makeZoomable(own.webContents);
    own.on('close', () => place.save(own.getNormalBounds()));
    own.once('closed', () => {
      clearTimeout(latest);
      if (window === own) window = null;
      parts.onClosed();
    });
    own.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (window !== own) return;
      log('window: renderer gone', { reason, exitCode });
      place.save(own.getNormalBounds());
      own.destroy(); // which emits `closed`, but not `close`
      // Once for each request for the window, because a page that crashes at its start would otherwise reload forever.
      if (!rebuilt) setImmediate(open);
      rebuilt = true;
    });
    own.loadURL(parts.url).catch((error: unknown) => {
      log('window: page not loaded', { errno: errnoOf(error) });
      reveal();
    });
  }

  return {
    show() {
      rebuilt = false;
      open();
    },
    window: () => window,
  };
}

/** The text of such an error names the page, which no one needs. */
function errnoOf(error: unknown): number | null {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : null;
}

function optionsOf(parts: WindowParts): BrowserWindowConstructorOptions {
  return {
    ...(placeOnScreen(parts.place.load(), parts.screen) ?? DEFAULT_SIZE),
    ...MIN_SIZE,
    show: false,
    title: parts.title,
    icon: parts.icon,
    backgroundColor: parts.nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light,
    webPreferences: {
      preload: parts.preload,
      // The page's scripts cannot reach the preload script's objects, nor change what they are made of.
      contextIsolation: true,
      // The renderer has no rights of its own: what it can do is what the contract offers.
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      // Dictionaries would be fetched from a third party, and there is no text to check.
      spellcheck: false,
      devTools: parts.devTools,
    },
  };
}

const Place = v.object({
  x: v.pipe(v.number(), v.safeInteger()),
  y: v.pipe(v.number(), v.safeInteger()),
  width: v.pipe(v.number(), v.safeInteger(), v.minValue(MIN_SIZE.minWidth)),
  height: v.pipe(v.number(), v.safeInteger(), v.minValue(MIN_SIZE.minHeight)),
});

/** The remembered place, if it is one, and if enough of its top lies on a screen that is there today. */
function placeOnScreen(remembered: unknown, screen: WindowParts['screen']): Rectangle | null {
  const judged = v.safeParse(Place, remembered);
  if (!judged.success) return null;
  const { x, y, width } = judged.output;
  const reachable = screen.getAllDisplays().some(({ workArea }) => {
    const shown = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return shown >= GRIP.width && y >= workArea.y && y + GRIP.height <= workArea.y + workArea.height;
  });
  return reachable ? judged.output : null;
}

function bringToFront(window: BrowserWindow) {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
