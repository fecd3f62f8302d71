/** The Chromium side of a window: its position and the background of its page. */
import type Electron from 'electron';
import { type Browser, startBrowser } from '../chromium/browser.ts';
import { quietly, type Session } from '../chromium/connection.ts';
import { type Page, pagesOf } from '../chromium/targets.ts';
import { parseColor } from './color.ts';
import { followTheme } from './native-theme.ts';

export interface Surface {
  /** Resolves with the page in the window once there is one. */
  readonly page: Promise<Page>;
  /** Positions the window. Moves a hidden one far off the screen, because Chromium can't hide it. */
  place(bounds: Electron.Rectangle, visible: boolean): void;
  bringToFront(): void;
  setBackground(color: string): void;
  onTitle(listener: (title: string) => void): void;
  /** The page's renderer died. */
  onCrash(listener: () => void): void;
  close(): void;
}

interface Open {
  readonly browser: Browser;
  readonly page: Page;
  readonly windowId: number;
  /** The height of Chromium's own tab strip. */
  readonly stripHeight: number;
}

const FAR_AWAY = { left: -10_000, top: -10_000 };

/** Opens a Chromium window. `gone` is called when either side closes it. */
export function createSurface(
  sessionData: string,
  first: { bounds: Electron.Rectangle; visible: boolean },
  gone: () => void,
): Surface {
  let wanted = first;
  let titleListener: (title: string) => void = () => undefined;
  let crashListener: () => void = () => undefined;
  const opening = open();
  opening.catch(gone);

  async function open(): Promise<Open> {
    const browser = await startBrowser(sessionData);
    const pages = await pagesOf(browser);
    const { width, height } = first.bounds;
    const page = await pages.open({ width, height, visible: first.visible });
    pages.onGone(page.targetId, () => {
      browser.connection.forget(page.sessionId);
      gone();
    });
    pages.onCrash(page.targetId, () => crashListener());
    browser.connection.on('Target.targetInfoChanged', ({ targetInfo }) => {
      if (targetInfo.targetId === page.targetId) titleListener(targetInfo.title);
    });
    const { windowId } = await browser.connection.send('Browser.getWindowForTarget', { targetId: page.targetId });
    const surface = { browser, page, windowId, stripHeight: 0 };
    if (browser.headless) surface.stripHeight = await stripHeight(page.session);
    await place(surface);
    followTheme(page.session);
    return surface;
  }

  async function place({ browser, windowId, stripHeight }: Open): Promise<void> {
    const { x, y, width, height } = wanted.bounds;
    const corner = wanted.visible ? { left: x, top: y } : FAR_AWAY;
    const bounds = { ...corner, width, height: height + stripHeight };
    await browser.connection.send('Browser.setWindowBounds', { windowId, bounds });
  }

  const whenOpen = (act: (surface: Open) => Promise<unknown>) => quietly(opening.then(act));

  return {
    page: opening.then(({ page }) => page),
    place(bounds, visible) {
      wanted = { bounds, visible };
      whenOpen(place);
    },
    bringToFront: () => whenOpen(({ page }) => page.session.send('Page.bringToFront')),
    setBackground: (color) =>
      whenOpen(({ page }) =>
        page.session.send('Emulation.setDefaultBackgroundColorOverride', { color: parseColor(color) }),
      ),
    onCrash(listener) {
      crashListener = listener;
    },
    onTitle(listener) {
      titleListener = listener;
    },
    close: () =>
      whenOpen(({ browser, page }) => browser.connection.send('Target.closeTarget', { targetId: page.targetId })),
  };
}

async function stripHeight(session: Session): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'outerHeight - innerHeight' });
  return Number(result.value);
}
