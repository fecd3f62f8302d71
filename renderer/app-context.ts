/** The frame to render, and what every view can use. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CommonMessages } from '../locales/common.ts';
import type { Names } from '../locales/explanation.ts';
import type { All } from '../locales/load.ts';
import type { WindowChunk } from '../locales/window-chunks.ts';
import type { AccountId, Companion, Snapshot } from '../preload/api.ts';
import type { ChunkMessages } from './chunk-messages.ts';

export interface Frame {
  readonly snapshot: Snapshot;
  /** Includes the messages of the chunks that the snapshot shows (see `useWords`). */
  readonly words: CommonMessages;
  /** `performance.now()` when the snapshot arrived, from which its durations count. */
  readonly receivedAtMs: number;
  /** Counts changes of the view (of the account or its state's kind), including those that were not drawn. */
  readonly visit: number;
  /** Whether this is the first frame of the window. */
  readonly first: boolean;
}

/** What to announce, in the language at that time. */
export type Announcement = (words: AllMessages) => string;

type AllMessages = CommonMessages & All<ChunkMessages[Exclude<WindowChunk, 'doctor'>]>;

/** What every view can use. */
interface AppValues extends Frame {
  readonly names: Names;
  /** The view's account; empty if there is none. */
  readonly accountId: AccountId;
  /** The requests. A press on an outdated view is ignored. */
  readonly companion: Companion;
  /** Announces something politely to screen readers, in the page's language at that time; null clears it. */
  readonly announce: (what: Announcement | null) => void;
}

export const AppContext = createContext<AppValues | null>(null);

export function useApp(): AppValues {
  const app = useContext(AppContext);
  if (!app) throw new Error('a view was drawn outside the window');
  return app;
}

/** The common messages and those of a view's chunk. Views are rendered only once both are loaded. */
export function useWords<P extends WindowChunk>(_chunk: P): CommonMessages & ChunkMessages[P] {
  return useApp().words as CommonMessages & ChunkMessages[P];
}
