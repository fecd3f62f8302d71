/** A page's network requests: allowed navigation, and the app's own schemes. */
import type { Protocol } from 'devtools-protocol';
import type Electron from 'electron';
import { quietly, type Session } from '../chromium/connection.ts';
import { schemePatterns, schemes, toApp } from '../chromium/schemes.ts';
import { preventable } from './events.ts';
import type { WebContents } from './web-contents.ts';

export interface Navigation {
  /** Allows the next navigation to `url`, because main starts it. `url` is in Chromium's form. */
  expect(url: string): void;
}

/** Decides on every navigation of one page, and responds to every request to the app's own schemes. */
export async function guardNavigation(
  contents: WebContents,
  session: Session,
  frames: { mainFrameId(): string; mainFrame: Electron.WebFrameMain },
): Promise<Navigation> {
  let expected: string | null = null;
  const requestedByPage = new Set<string>();
  session.on('Page.frameRequestedNavigation', ({ url }) => void requestedByPage.add(withoutFragment(url)));
  session.on('Page.frameScheduledNavigation', ({ url }) => void requestedByPage.add(withoutFragment(url)));
  session.on('Fetch.requestPaused', (paused) => quietly(decide(paused)));

  async function decide(paused: Protocol.Fetch.RequestPausedEvent): Promise<void> {
    const { requestId, request, resourceType } = paused;
    if (resourceType === 'Document' && !mayNavigate(paused)) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    const url = toApp(request.url);
    const handler = url === request.url ? null : schemes.get(url.slice(0, url.indexOf(':')));
    if (url === request.url) await session.send('Fetch.continueRequest', { requestId });
    else if (!handler) await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    else await session.send('Fetch.fulfillRequest', { requestId, ...(await respond(handler, url, request)) });
  }

  function mayNavigate({ request, frameId }: Protocol.Fetch.RequestPausedEvent): boolean {
    const isMainFrame = frameId === frames.mainFrameId();
    if (isMainFrame && expected === request.url) {
      expected = null;
      return true;
    }
    // Electron emits no event for navigations that the page didn't start: those by DevTools (Playwright) and reloads from
    // outside.
    if (isMainFrame && !requestedByPage.delete(request.url)) return true;
    const url = toApp(request.url + (request.urlFragment ?? ''));
    const details = { url, isMainFrame, isSameDocument: false, frame: isMainFrame ? frames.mainFrame : null };
    if (isPrevented(contents, 'will-frame-navigate', details)) return false;
    return !isMainFrame || !isPrevented(contents, 'will-navigate', details);
  }

  const patterns = schemePatterns().map((urlPattern) => ({ urlPattern }));
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }, ...patterns] });
  return {
    expect(url) {
      expected = withoutFragment(url);
    },
  };
}

function isPrevented(contents: WebContents, name: string, details: { url: string; isMainFrame: boolean }): boolean {
  const event = preventable(details);
  contents.emit(name, event, details.url, false, details.isMainFrame, 1, 1);
  return event.defaultPrevented;
}

async function respond(
  handler: NonNullable<ReturnType<typeof schemes.get>>,
  url: string,
  request: Protocol.Network.Request,
) {
  const body = request.postData === undefined ? {} : { body: request.postData };
  const answered = (async () =>
    handler(new Request(url, { method: request.method, headers: request.headers, ...body })))();
  const response = await answered.catch((error: unknown) => {
    process.stderr.write(`Error in the handler of ${url}: ${String(error)}\n`);
    return new Response(null, { status: 500 });
  });
  const headers = [...response.headers].map(([name, value]) => ({ name, value }));
  const content = Buffer.from(await response.arrayBuffer()).toString('base64');
  return { responseCode: response.status, responseHeaders: headers, body: content };
}

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '');
