/** What the app's windows have in common: their size, their rights, and when they appear. */
import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme } from 'electron';
import type { Log } from '../system/log.ts';

/** What a window is made of. */
export interface PageParts {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly url: string;
  readonly preload: string;
  readonly title: string;
  readonly icon: string;
  /** Only in development: DevTools would run anything that a user is talked into pasting. */
  readonly devTools: boolean;
  readonly log: Log;
}

/** In device-independent pixels. */
export const DEFAULT_SIZE = { width: 480, height: 720 };
/** What the code needs without scrolling. */
export const MIN_SIZE = { minWidth: 360, minHeight: 560 };

/** `--canvas` of the page's style: no flash of another colour before the first paint. */
const CANVAS = { light: '#f5f5f6', dark: '#1c1d20' };

/** A page that has loaded paints within this time, unless the desktop waits for the window to be shown first. */
const PAINTED_MS = 150;

/** A page that has not loaded by then will not load: an empty window is better than none. */
const LOADED_MS = 4000;

/** A page that has drawn no view by then, counted from its window's appearance, is not waited for. */
const FIRST_VIEW_MS = 3000;

/** The options of a window that is not on the screen yet. */
export function pageOptions(parts: PageParts): BrowserWindowConstructorOptions {
  return {
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
      // Dictionaries would be downloaded from a third party, and there is no text to check.
      spellcheck: false,
      devTools: parts.devTools,
    },
  };
}

/** Shows a new window when its page has painted. `now` shows it at once. */
export function revealOncePainted(window: BrowserWindow) {
  let revealed = false;
  const now = () => {
    if (revealed || window.isDestroyed()) return;
    revealed = true;
    clearTimeout(latest);
    window.show();
  };
  const latest = setTimeout(now, LOADED_MS);
  window.once('ready-to-show', now);
  // On Wayland a hidden window may never paint, so `ready-to-show` may never come (electron/electron#48859).
  window.webContents.once('did-finish-load', () => setTimeout(now, PAINTED_MS));
  window.once('closed', () => clearTimeout(latest));
  return { now, isRevealed: () => revealed };
}

/**
 * Resolves when a page reports its first view, which comes some time after its window's `ready-to-show`. The app must not
 * depend on a page, so this also resolves if the window is closed, or some time after it was shown. Null: there is no window.
 */
export async function firstPaint(window: BrowserWindow | null, reported: Promise<void>): Promise<void> {
  if (!window) return;
  const unreported = Promise.withResolvers<void>();
  let latest: NodeJS.Timeout | undefined;
  window.once('closed', unreported.resolve);
  window.once('show', () => {
    latest = setTimeout(unreported.resolve, FIRST_VIEW_MS);
  });
  await Promise.race([reported, unreported.promise]);
  clearTimeout(latest);
}

export function bringToFront(window: BrowserWindow) {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Chromium's number for a page that could not be loaded. The error's text names the page, which no log needs. */
export function errnoOf(error: unknown): number | null {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : null;
}
