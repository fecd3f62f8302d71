/** From the snapshots that the main process sends to what is drawn, and when. */
import type { CommonMessages } from '../locales/common.ts';
import { partsOf, showsList, WINDOW_PARTS, type WindowPart } from '../locales/window-parts.ts';
import type { Companion, SessionState, Snapshot } from '../preload/api.ts';
import { loadParts } from './parts.ts';
import type { Scene } from './scene.ts';

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
  const parts = withParts(scenes.show);
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

/**
 * Passes each snapshot on with its words, once the parts that it shows are loaded. While they load, the window stays as it is:
 * of the snapshots that wait, only the last is passed on, because each is complete. `prepare` loads the other parts, so that no
 * later snapshot has to wait.
 */
function withParts(show: (snapshot: Snapshot, words: CommonMessages) => void) {
  let known: { readonly key: string; readonly parts: readonly WindowPart[]; readonly words: CommonMessages } | null =
    null;
  let latest: Snapshot | null = null;
  let loading = false;

  const keyOf = ({ language, systemLocale }: Snapshot) => `${language} ${systemLocale}`;

  /** What is loaded already is loaded in the new language, too: it may be on the screen. */
  async function load(snapshot: Snapshot, needed: readonly WindowPart[]) {
    const parts = [...new Set([...(known?.parts ?? []), ...needed])];
    const words = await loadParts(snapshot, parts);
    const key = keyOf(snapshot);
    // Another load may have brought more in the meantime, or the language may have changed.
    const hasMore = known?.key === key && parts.every((part) => known?.parts.includes(part));
    if (latest && keyOf(latest) === key && !hasMore) known = { key, parts, words };
    return words;
  }

  return {
    show(snapshot: Snapshot) {
      latest = snapshot;
      const needed = partsOf(snapshot);
      loading = !needed.every((part) => known?.parts.includes(part));
      if (!loading && known?.key === keyOf(snapshot)) return show(snapshot, known.words);
      load(snapshot, needed).then(
        (words) => {
          if (latest !== snapshot) return;
          loading = false;
          show(snapshot, words);
        },
        () => {
          // The app's files are gone, as while a package replaces them: what is on the screen still works, and may be quit.
          if (latest === snapshot) loading = false;
        },
      );
    },
    /** Whether the last snapshot waits for its views. */
    loading: () => loading,
    prepare() {
      // What could not be loaded early is asked for again when it is shown.
      if (latest) load(latest, WINDOW_PARTS).catch(() => undefined);
    },
  };
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
