/** What is drawn at one moment, and what every view may use of it. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CommonMessages } from '../locales/common.ts';
import type { Names } from '../locales/explanation.ts';
import type { WindowPart } from '../locales/window-parts.ts';
import type { AccountId, Companion, Snapshot } from '../preload/api.ts';
import type { PartMessages } from './part-messages.ts';

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
