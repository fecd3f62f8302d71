/** From the snapshots that the main process sends to what is drawn, and when. */
import { loadMessages } from '../locales/load.ts';
import type { Messages } from '../locales/messages.ts';
import type { Companion, SessionState, Snapshot } from '../preload/api.ts';
import { prepareViews } from './late-views.ts';
import { type Scene, showsList } from './scene.ts';

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
 * `holding()`: whether what is drawn is outdated because a passing state is held back.
 */
export function follow(companion: Companion, draw: (scene: Scene) => void): { readonly holding: () => boolean } {
  const scenes = createScenes(draw);
  const show = withMessages(scenes.show);
  let changed = false;
  companion.onChanged((snapshot) => {
    changed = true;
    show(snapshot);
  });
  void companion.current().then((first) => {
    if (!changed) show(first);
  });
  return scenes;
}

/**
 * Passes each snapshot on with the words of its language, which are loaded once. While they load, the window stays as it
 * is: of the snapshots that wait, only the last is passed on, because each is complete.
 */
function withMessages(show: (snapshot: Snapshot, words: Messages) => void): (snapshot: Snapshot) => void {
  let known: { readonly key: string; readonly words: Messages } | null = null;
  let latest: Snapshot | null = null;
  return (snapshot) => {
    prepareViews(snapshot);
    latest = snapshot;
    const key = `${snapshot.language} ${snapshot.systemLocale}`;
    if (known?.key === key) return show(snapshot, known.words);
    void loadMessages(snapshot).then((words) => {
      if (latest !== snapshot) return;
      known = { key, words };
      show(snapshot, words);
    });
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
    show(snapshot: Snapshot, words: Messages) {
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
