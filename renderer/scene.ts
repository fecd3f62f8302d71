/** What is drawn, and when: states that usually pass at once do not flash. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CommonMessages } from '../locales/common.ts';
import type { Names } from '../locales/explanation.ts';
import { showsList, type WindowPart } from '../locales/window-parts.ts';
import type { AccountId, Companion, SessionState, Snapshot } from '../preload/api.ts';
import type { PartMessages } from './part-messages.ts';

/** A state that usually passes at once is drawn only when it has lasted this long. */
const PASSING_MS = 300;

export interface Scene {
  readonly snapshot: Snapshot;
  /** Those of the parts that the snapshot shows are among them: see `useWords`. */
  readonly words: CommonMessages;
  /** `performance.now()` when the snapshot came: durations in it count from here. */
  readonly receivedAtMs: number;
  /** Grows with every change of the view: of the account, or of its state's kind. Those that were not drawn are counted too. */
  readonly visit: number;
  /** The first thing that this window draws. */
  readonly first: boolean;
}

/** What to announce, in any language: with the messages of the parts that have been drawn. */
export type Announcement = (words: AllMessages) => string;

type AllMessages = CommonMessages &
  PartMessages['accounts'] &
  PartMessages['code'] &
  PartMessages['connect'] &
  PartMessages['failed'] &
  PartMessages['pages'] &
  PartMessages['signed-in'] &
  PartMessages['signed-out'];

/** What every view may use. */
export interface Stage extends Scene {
  readonly names: Names;
  /** The account that the view is about; empty while there is none. */
  readonly accountId: AccountId;
  /** Requests; a press on a view that no longer holds is dropped. */
  readonly companion: Companion;
  /** Tells a screen reader, politely, and in the language that the page has by then; null: nothing more. */
  readonly announce: (what: Announcement | null) => void;
}

export const StageContext = createContext<Stage | null>(null);

export function useStage(): Stage {
  const stage = useContext(StageContext);
  if (!stage) throw new Error('a view was drawn outside the window');
  return stage;
}

/** The common messages and those of a view's own part. A view is drawn only once both are loaded. */
export function useWords<P extends WindowPart>(_part: P): CommonMessages & PartMessages[P] {
  return useStage().words as CommonMessages & PartMessages[P];
}

/**
 * Gives each snapshot to `draw` as a scene, the passing ones late or never: until then the view before stays.
 * `holding()`: whether what is drawn is outdated for that reason.
 */
export function createScenes(draw: (scene: Scene) => void) {
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
