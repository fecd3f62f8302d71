/** What is drawn at one moment, and what every view may use of it. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Messages, Names } from '../locales/messages.ts';
import type { AccountId, Companion, Snapshot } from '../preload/api.ts';

export interface Scene {
  readonly snapshot: Snapshot;
  readonly words: Messages;
  /** `performance.now()` when the snapshot came: durations in it count from here. */
  readonly receivedAtMs: number;
  /** Grows with every change of the view: of the account, or of its state's kind. Those that were not drawn are counted too. */
  readonly visit: number;
  /** The first thing that this window draws. */
  readonly first: boolean;
}

/** What to announce, in any language. */
export type Announcement = (words: Messages) => string;

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

/** Whether the window shows the list of several accounts instead of the screen of one. */
export function showsList({ accounts, account }: Snapshot): boolean {
  return accounts.length > 1 && account === null;
}

export const StageContext = createContext<Stage | null>(null);

export function useStage(): Stage {
  const stage = useContext(StageContext);
  if (!stage) throw new Error('a view was drawn outside the window');
  return stage;
}
