/** From the snapshots that the main process sends to what is drawn, and when. */
import type { CommonMessages } from '../locales/common.ts';
import { showsList } from '../locales/window-parts.ts';
import type { Companion, SessionState, Snapshot } from '../preload/api.ts';
import { loadParts } from './parts.ts';
import type { Scene } from './scene.ts';
import { withParts } from './shown-parts.ts';

declare global {
  interface Window {
    /** The one door to the main process. */
    readonly companion: Companion;
  }
}

/** A state that usually passes at once is drawn only when it has lasted this long. */
const PASSING_MS = 300;

/**
 * Draws the snapshot, then every change. It listens before it asks: what changes while the response
 * is on its way arrives as a change, which is never older than the response and therefore wins.
 * `holding()`: whether what is drawn is outdated because a passing state is held back, or a view is still being loaded.
 */
export function follow(companion: Companion, draw: (scene: Scene, companion: Companion) => void) {
  const scenes = createScenes((scene) => draw(scene, companion));
  const parts = withParts(loadParts, scenes.show);
  onFirstPaint(() => {
    void companion.painted();
    requestIdleCallback(() => parts.prepare());
  });
  let changed = false;
  companion.onChanged((snapshot) => {
    changed = true;
    parts.show(snapshot);
  });
  void companion.current().then((first) => {
    if (!changed) parts.show(first);
  });
  return { holding: () => scenes.holding() || parts.loading() };
}

/** Calls back once the page's first content is on the screen: drawing it is not enough, an idle moment may come before. */
function onFirstPaint(then: () => void): void {
  const observer = new PerformanceObserver((paints) => {
    if (paints.getEntriesByName('first-contentful-paint').length === 0) return;
    observer.disconnect();
    then();
  });
  observer.observe({ type: 'paint', buffered: true });
}

/** Gives each snapshot to `draw` as a scene, the passing ones late or never: until then the view before stays. */
function createScenes(draw: (scene: Scene) => void) {
  let visit = 0;
  let view: string | null = null;
  let arrivedAtMs = 0;
  let first = true;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function drawNow(scene: Scene) {
    waiting = undefined;
    draw(scene);
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
      const scene = { snapshot, words, receivedAtMs: now, visit, first };
      const holdMs = !showsList(snapshot) && isPassing(snapshot.session) ? arrivedAtMs + PASSING_MS - now : 0;
      clearTimeout(waiting);
      waiting = undefined;
      if (holdMs > 0) waiting = setTimeout(drawNow, holdMs, scene);
      else drawNow(scene);
    },
  };
}

/** What is drawn, apart from how it stands: the list, or an account in one kind of state. */
function viewOf(snapshot: Snapshot): string {
  return showsList(snapshot) ? 'list' : `${snapshot.account} ${snapshot.session.kind}`;
}

function isPassing(session: SessionState): boolean {
  switch (session.kind) {
    case 'loading':
      return session.keyring === 'quick';
    case 'requesting-code':
    case 'signing-out':
      return true;
    case 'no-server':
    case 'misconfigured':
    case 'signed-out':
    case 'awaiting-approval':
    case 'signed-in':
    case 'needs-you':
    case 'someone-else':
    case 'storage-unreadable':
    case 'failed':
      return false;
    default:
      return session satisfies never;
  }
}
