/** Decides what to render for the main process's snapshots, and when. */
import type { CommonMessages } from '../locales/common.ts';
import { chunksOf, showsList } from '../locales/window-chunks.ts';
import type { Companion, SessionState, Snapshot } from '../preload/api.ts';
import type { Frame } from './app-context.ts';
import { loadChunks } from './chunks.ts';
import { createShownChunks } from './shown-chunks.ts';

declare global {
  interface Window {
    /** The only access to the main process. */
    readonly companion: Companion;
  }
}

/** States that usually pass quickly are rendered only after this time. */
const TRANSIENT_MS = 300;

/**
 * Renders the snapshot, then every change. Listens before it requests the snapshot, so a change that arrives before the response is
 * never missed; it's never older than the response, so it replaces it.
 * `holding()`: whether the view is outdated, because a transient state is held back or a view is still loading.
 */
export function follow(companion: Companion, draw: (frame: Frame, companion: Companion) => void) {
  const frames = createFrames((frame) => draw(frame, companion));
  const chunks = createShownChunks(loadChunks);
  const show = (snapshot: Snapshot) =>
    chunks.request(snapshot, chunksOf(snapshot), (words) => frames.show(snapshot, words));
  onFirstPaint(() => {
    void companion.painted();
    requestIdleCallback(() => chunks.prepare());
  });
  let changed = false;
  companion.onChanged((snapshot) => {
    changed = true;
    show(snapshot);
  });
  void companion.current().then((first) => {
    if (!changed) show(first);
  });
  return { holding: () => frames.holding() || chunks.loading() };
}

/** Calls back once the page's first content is on the screen, which may be later than the next idle moment. */
function onFirstPaint(then: () => void): void {
  const observer = new PerformanceObserver((paints) => {
    if (paints.getEntriesByName('first-contentful-paint').length === 0) return;
    observer.disconnect();
    then();
  });
  observer.observe({ type: 'paint', buffered: true });
}

/** Passes each snapshot to `draw` as a frame; transient states late or never, and until then the previous view stays. */
function createFrames(draw: (frame: Frame) => void) {
  let visit = 0;
  let view: string | null = null;
  let arrivedAtMs = 0;
  let first = true;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function drawNow(frame: Frame) {
    waiting = undefined;
    draw(frame);
    first = false;
  }

  return {
    holding: () => waiting !== undefined,
    show(snapshot: Snapshot, words: CommonMessages) {
      const now = performance.now();
      if (viewOf(snapshot) !== view) {
        view = viewOf(snapshot);
        visit += 1;
        arrivedAtMs = now;
      }
      const frame = { snapshot, words, receivedAtMs: now, visit, first };
      const holdMs = !showsList(snapshot) && isTransient(snapshot.session) ? arrivedAtMs + TRANSIENT_MS - now : 0;
      clearTimeout(waiting);
      waiting = undefined;
      if (holdMs > 0) waiting = setTimeout(drawNow, holdMs, frame);
      else drawNow(frame);
    },
  };
}

/** Identifies the view: the list, or an account in one kind of state. Once a keyring waits for its password, the user has to act. */
function viewOf(snapshot: Snapshot): string {
  if (showsList(snapshot)) return 'list';
  const { account, session } = snapshot;
  return `${account} ${session.kind}${session.kind === 'loading' ? ` ${session.keyring}` : ''}`;
}

function isTransient(session: SessionState): boolean {
  if (session.kind === 'loading') return session.keyring === 'quick';
  return session.kind === 'requesting-code' || session.kind === 'signing-out';
}
