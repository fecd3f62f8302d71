/** Drives one page over the DevTools protocol: its preload world, its loading, its messages. */
import { randomBytes } from 'node:crypto';
import type { Protocol } from 'devtools-protocol';
import type Electron from 'electron';
import { quietly, type Session } from '../chromium/connection.ts';
import { toApp, toChromium } from '../chromium/schemes.ts';
import type { Page } from '../chromium/targets.ts';
import { pageSource, preloadSource } from '../chromium/world-source.ts';
import { pages } from '../desktop/clipboard.ts';
import { encode } from '../world/codec.ts';
import type { ToMain } from '../world/messages.ts';
import { loadError } from './load-error.ts';
import { guardNavigation } from './navigation.ts';
import { deliver, receive } from './page-ipc.ts';
import type { WebContents } from './web-contents.ts';

export interface Driver {
  readonly page: Page;
  /** Resolves when the document has loaded. Rejects as Electron's loadURL does. */
  load(url: string): Promise<void>;
  send(channel: string, args: readonly unknown[]): void;
  /** Rejects pending loads, because the page is gone. */
  end(): void;
}

/** The driver's reports to its owner. */
export interface Observer {
  readonly mainFrame: Electron.WebFrameMain;
  navigated(url: string): void;
  /** A document was painted for the first time. */
  painted(): void;
  openWindow(details: { url: string; frameName: string; features: string }): void;
}

const WORLD = 'Electron Isolated Context';

/** Takes over a page that has not run anything yet, and lets it run. */
export async function drive(
  page: Page,
  contents: WebContents,
  preload: string | null,
  observer: Observer,
): Promise<Driver> {
  const { session } = page;
  const secret = `s${randomBytes(8).toString('hex')}`;
  const loads = new Map<string, PromiseWithResolvers<void>>();
  let frame: Protocol.Page.Frame | null = null;
  let firstLoader = '';
  let lastLoaded = '';
  let context: number | null = null;

  const sender = {
    contents,
    session,
    receiver: `${secret}receive`,
    frameOf: (of: number) => (of === context ? observer.mainFrame : null),
  };
  const isMainFrame = (id: string | undefined) => frame === null || id === frame.id;

  session.on('Runtime.executionContextCreated', ({ context: created }) => {
    if (created.name === WORLD && isMainFrame(created.auxData?.['frameId'])) context = created.id;
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === context) context = null;
  });
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    // The binding exists only in the preload's world, which sends nothing else.
    if (name === `${secret}send`) receive(sender, executionContextId, JSON.parse(payload) as ToMain);
  });
  session.on('Page.frameNavigated', ({ frame: navigated }) => {
    if (navigated.parentId !== undefined) return;
    frame = navigated;
    const url = toApp(navigated.url + (navigated.urlFragment ?? ''));
    observer.navigated(url);
    if (navigated.loaderId !== firstLoader) contents.emit('did-navigate', {}, url, 200, 'OK');
  });
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (!isMainFrame(frameId)) return;
    observer.navigated(toApp(url));
    contents.emit('did-navigate-in-page', {}, toApp(url), true, 1, 1);
  });
  session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
    if (!isMainFrame(frameId) || firstLoader === '' || loaderId === firstLoader) return;
    if (name === 'DOMContentLoaded') contents.emit('dom-ready', {});
    if (name === 'firstPaint' || name === 'load') observer.painted();
    if (name !== 'load') return;
    lastLoaded = loaderId;
    contents.emit('did-finish-load', {});
    loads.get(loaderId)?.resolve();
    loads.delete(loaderId);
  });
  session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) =>
    observer.openWindow({ url: toApp(url), frameName: windowName, features: windowFeatures.join(',') }),
  );
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    const message = args.map((each) => String(each.value ?? each.description ?? '')).join(' ');
    contents.emit('console-message', { level: type === 'warning' ? 'warning' : type, message });
  });

  const [, , , , , , tree, navigation] = await Promise.all([
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.enable'),
    session.send('Runtime.addBinding', { name: `${secret}send`, executionContextName: WORLD }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageSource(secret) }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadSource(facts(secret), preload),
      worldName: WORLD,
    }),
    session.send('Page.getFrameTree'),
    guardNavigation(contents, session, { mainFrame: observer.mainFrame, mainFrameId: () => frame?.id ?? '' }),
    session.send('Runtime.runIfWaitingForDebugger'),
  ]);
  frame = tree.frameTree.frame;
  firstLoader = frame.loaderId;
  pages.add(session);

  async function load(url: string): Promise<void> {
    navigation.expect(toChromium(url));
    const { errorText, loaderId } = await session.send('Page.navigate', { url: toChromium(url) });
    if (errorText !== undefined) {
      const error = loadError(errorText, url);
      contents.emit('did-fail-load', {}, error.errno, error.code, url, true, 1, 1);
      throw error;
    }
    // Without a loader, the navigation stayed within its document.
    if (loaderId === undefined || loaderId === lastLoaded) return;
    const loaded = Promise.withResolvers<void>();
    loads.set(loaderId, loaded);
    await loaded.promise.catch(() => Promise.reject(loadError('net::ERR_ABORTED', url)));
  }

  return {
    page,
    load,
    send(channel, args) {
      const message = { kind: 'message', channel, args: encode(args) } as const;
      if (context !== null) deliver(sender, context, message);
    },
    end() {
      pages.delete(session);
      for (const { reject } of loads.values()) reject();
    },
  };
}

/** Sends a command whose outcome no one waits for. */
export function order(driver: Driver | null, send: (session: Session) => Promise<unknown>): void {
  if (driver) quietly(send(driver.page.session));
}

function facts(secret: string) {
  const { electron = '', node = '', chrome = '' } = process.versions;
  return { secret, platform: process.platform, arch: process.arch, versions: { electron, node, chrome } };
}
