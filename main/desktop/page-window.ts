/** What the app's windows have in common: size, permissions, and when they appear. */
import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme } from 'electron';
import type { Log } from '../system/log.ts';

/** What a window needs. */
export interface PageParts {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly url: string;
  readonly preload: string;
  readonly title: string;
  readonly icon: string;
  /** True only in development, because DevTools would run anything that an attacker persuades a user to paste. */
  readonly devTools: boolean;
  readonly log: Log;
}

/** In device-independent pixels. */
export const DEFAULT_SIZE = { width: 480, height: 720 };
/** The space that the code needs without scrolling. */
export const MIN_SIZE = { minWidth: 360, minHeight: 560 };

/** The page's `--canvas` colors, so that no other color flashes before the first paint. */
const CANVAS = { light: '#f5f5f6', dark: '#1c1d20' };

/** A loaded page paints within this time, unless the desktop doesn't paint hidden windows. */
const PAINTED_MS = 150;

/** A page that has not loaded by then never will. An empty window is better than none. */
const LOADED_MS = 4000;

/** A page draws its first view within this time after it has loaded. */
const FIRST_VIEW_MS = 3000;

/** The options of a window that is still hidden. */
export function pageOptions(parts: PageParts): BrowserWindowConstructorOptions {
  return {
    ...MIN_SIZE,
    show: false,
    title: parts.title,
    icon: parts.icon,
    backgroundColor: parts.nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light,
    webPreferences: {
      preload: parts.preload,
      // The page's scripts can't access the preload script's objects or modify their prototypes.
      contextIsolation: true,
      // The renderer has no permissions of its own. It can only use the contract.
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      // Dictionaries would be downloaded from a third party, and there is nothing to check.
      spellcheck: false,
      devTools: parts.devTools,
    },
  };
}

/** Shows a new window once its page has painted, or should have. `now` shows it at once. */
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
  // On Wayland, a hidden window may never paint, so `ready-to-show` may never occur (electron/electron#48859).
  window.webContents.once('did-finish-load', () => setTimeout(now, PAINTED_MS));
  window.once('closed', () => clearTimeout(latest));
  return { now, isRevealed: () => revealed };
}

/**
 * Resolves when a page reports its first view, which comes some time after its window's `ready-to-show`. The app must not
 * depend on a page, so this also resolves if the window is closed, or after some time. Null: there is no window.
 */
export async function firstPaint(window: BrowserWindow | null, reported: Promise<void>): Promise<void> {
  if (!window) return;
  const unreported = Promise.withResolvers<void>();
  window.once('closed', unreported.resolve);
  // Not counted from `show`: macOS emits that only once the window can be seen, and behind a locked screen it can't be.
  const latest = setTimeout(unreported.resolve, LOADED_MS + FIRST_VIEW_MS);
  await Promise.race([reported, unreported.promise]);
  clearTimeout(latest);
}

export function bringToFront(window: BrowserWindow) {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Chromium's error number for a page that could not be loaded. The log doesn't need the error's text, which names the page. */
export function errnoOf(error: unknown): number | null {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : null;
}
