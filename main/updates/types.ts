/** What the update check is made of. */
import type { Log } from '../system/log.ts';
import type { AbortableWait, Clock, Random } from '../time/clock.ts';
import type { Release } from './feed.ts';
import type { FeedResult } from './feed-request.ts';
import type { WhileIdle } from './idle-gate.ts';
import type { UpdateRecord } from './update-record.ts';

/** Downloads and installs: macOS and Windows. */
export interface Installer {
  /**
   * Downloads the release, to be installed at the next quit. Resolves with null on success, else with a code for support. Never
   * rejects.
   */
  download(release: Release): Promise<string | null>;
  /** Quits, installs, and starts again. Resolves only if that has failed. Never rejects. */
  restart(): Promise<void>;
  /** Prevents installing at a quit within the next minutes. */
  leaveAsIs(): void;
}

export interface UpdateParts {
  /** The running version. */
  readonly running: string;
  readonly ask: (signal: AbortSignal) => Promise<FeedResult>;
  /** Null: users get updates from the page. */
  readonly installer: Installer | null;
  readonly openPage: () => void;
  readonly whileIdle: WhileIdle;
  readonly awake: AbortableWait;
  readonly record: UpdateRecord;
  /** Called once per version, if there is an update the user has not been notified of. */
  readonly onNew: () => void;
  /** Called after every change of `state()`. */
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
