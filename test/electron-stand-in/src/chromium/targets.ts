/** Maps Chromium's pages to windows; a page that no window requested is closed before it runs. */
import type { Browser } from './browser.ts';
import { quietly, type Session } from './connection.ts';

export interface Page {
  readonly targetId: string;
  readonly session: Session;
  /** The ID of its session, which is forgotten in the end. */
  readonly sessionId: string;
}

export interface PageRequest {
  readonly width: number;
  readonly height: number;
  readonly visible: boolean;
}

export interface Pages {
  /** Opens a page, stopped before it runs anything. Pages open one after the other. */
  open(request: PageRequest): Promise<Page>;
  onGone(targetId: string, listener: () => void): void;
  /** Its renderer died; the page itself is still there. */
  onCrash(targetId: string, listener: () => void): void;
}

interface Expected {
  /** Its first address, if known; null for the next page that opens. */
  readonly url: string | null;
  take(page: Page): void;
}

const all = new WeakMap<Browser, Promise<Pages>>();
let lastMark = 0;

/** The pages of `browser`. */
export function pagesOf(browser: Browser): Promise<Pages> {
  const pages = all.get(browser) ?? follow(browser);
  all.set(browser, pages);
  return pages;
}

async function follow(browser: Browser): Promise<Pages> {
  const { connection } = browser;
  const gone = new Map<string, () => void>();
  const crashed = new Map<string, () => void>();
  let expected: Expected | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  connection.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const { type, targetId, url, openerId } = targetInfo;
    const session = connection.session(sessionId);
    const isExpected = openerId === undefined && (expected?.url === null || url === '' || url === expected?.url);
    if (type === 'page' && expected && isExpected) {
      expected.take({ targetId, session, sessionId });
      expected = null;
    } else if (type === 'page') {
      // A page opened it. Electron would call setWindowOpenHandler first; here the new page is closed before it runs.
      quietly(connection.send('Target.closeTarget', { targetId }));
      // While it waits, its opener waits with it.
      quietly(session.send('Runtime.runIfWaitingForDebugger'));
    } else {
      quietly(session.send('Runtime.runIfWaitingForDebugger'));
      quietly(connection.send('Target.detachFromTarget', { sessionId }));
    }
  });
  connection.on('Target.targetDestroyed', ({ targetId }) => {
    gone.get(targetId)?.();
    gone.delete(targetId);
    crashed.delete(targetId);
  });
  connection.on('Target.targetCrashed', ({ targetId }) => crashed.get(targetId)?.());
  await connection.send('Target.setDiscoverTargets', { discover: true });
  await connection.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });

  function openNext({ width, height, visible }: PageRequest): Promise<Page> {
    const mark = `data:text/html,window-${++lastMark}`;
    const page = new Promise<Page>((take) => {
      expected = { url: browser.headless ? null : mark, take };
    });
    if (browser.headless)
      quietly(connection.send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height }));
    else browser.openAppWindow(mark, { width, height, visible });
    return page;
  }

  return {
    open(request) {
      const page = queue.then(() => openNext(request));
      queue = page.catch(() => undefined);
      return page;
    },
    onGone: (targetId, listener) => void gone.set(targetId, listener),
    onCrash: (targetId, listener) => void crashed.set(targetId, listener),
  };
}
