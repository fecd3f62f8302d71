/** The main window. It is created on request and destroyed when closed, while the app keeps running. */
import type { BrowserWindow, Rectangle, Screen } from 'electron';
import * as v from 'valibot';
import {
  bringToFront,
  DEFAULT_SIZE,
  errnoOf,
  MIN_SIZE,
  type PageParts,
  pageOptions,
  revealOncePainted,
} from './page-window.ts';
import { makeZoomable } from './zoom.ts';

/** What the window needs, and where its bounds are stored. */
export interface WindowParts extends PageParts {
  readonly screen: Pick<Screen, 'getAllDisplays'>;
  /** `load` returns what was saved, which may have been edited since. */
  readonly bounds: { load(): unknown; save(place: Rectangle): void };
  readonly onClosed: () => void;
}

export type WindowManager = ReturnType<typeof createWindowManager>;

/** How much of a window's top must be on a screen so that users can drag it, in pixels. */
const LEAST_VISIBLE = { width: 80, height: 32 };

/** Keeps at most one window. Call after `ready`. */
export function createWindowManager(parts: WindowParts) {
  const { bounds, log } = parts;
  let window: BrowserWindow | null = null;
  let isRevealed = () => false;
  let rebuilt = false;

  function open() {
    if (!window) build();
    else if (isRevealed()) bringToFront(window);
  }

  function build() {
    const remembered = placeOnScreen(bounds.load(), parts.screen);
    const own = new parts.BrowserWindow({ ...pageOptions(parts), ...(remembered ?? DEFAULT_SIZE) });
    window = own;
    const reveal = revealOncePainted(own);
    isRevealed = reveal.isRevealed;

    makeZoomable(own.webContents);
    own.on('close', () => bounds.save(own.getNormalBounds()));
    own.once('closed', () => {
      if (window === own) window = null;
      parts.onClosed();
    });
    own.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (window !== own) return;
      log('window: renderer gone', { reason, exitCode });
      bounds.save(own.getNormalBounds());
      own.destroy(); // which emits `closed`, but not `close`
      // Rebuild only once per request for the window. Otherwise a page that crashes at its start would reload forever.
      if (!rebuilt) setImmediate(open);
      rebuilt = true;
    });
    own.loadURL(parts.url).catch((error: unknown) => {
      log('window: page not loaded', { errno: errnoOf(error) });
      reveal.now();
    });
  }

  return {
    /** Opens the window, or brings the open one to the front. */
    show(): void {
      rebuilt = false;
      open();
    },
    window: (): BrowserWindow | null => window,
  };
}

const Place = v.object({
  x: v.pipe(v.number(), v.safeInteger()),
  y: v.pipe(v.number(), v.safeInteger()),
  width: v.pipe(v.number(), v.safeInteger(), v.minValue(MIN_SIZE.minWidth)),
  height: v.pipe(v.number(), v.safeInteger(), v.minValue(MIN_SIZE.minHeight)),
});

/** The remembered bounds, if they are valid and enough of the window's top is on a current screen. */
function placeOnScreen(remembered: unknown, screen: WindowParts['screen']): Rectangle | null {
  const parsed = v.safeParse(Place, remembered);
  if (!parsed.success) return null;
  const { x, y, width } = parsed.output;
  const reachable = screen.getAllDisplays().some(({ workArea }) => {
    const shown = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return shown >= LEAST_VISIBLE.width && y >= workArea.y && y + LEAST_VISIBLE.height <= workArea.y + workArea.height;
  });
  return reachable ? parsed.output : null;
}
