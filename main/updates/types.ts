/** The interfaces between the update check and the rest of the app. */
import type { Updates } from '../../preload/api.ts';
import type { Log } from '../system/log.ts';
import type { Awake, Clock, Random } from '../time/clock.ts';
import type { Release } from './feed.ts';
import type { Answer } from './feed-request.ts';
import type { WhileIdle } from './idle-gate.ts';
import type { UpdateRecord } from './update-record.ts';

export interface UpdateStore {
  state(): Updates;
  /** Checks now, unless a check is in progress. */
  check(): void;
  /** Opens the update's page, or restarts the app with it. */
  take(): void;
  /** Postpones the update until tomorrow. */
  postpone(): void;
  /** The user is logging off or shutting down, which would interrupt an installer. */
  systemEnds(): void;
}

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
  readonly ask: (signal: AbortSignal) => Promise<Answer>;
  /** Null: users get updates from the page. */
  readonly installer: Installer | null;
  readonly openPage: () => void;
  readonly whileIdle: WhileIdle;
  readonly awake: Awake;
  readonly record: UpdateRecord;
  /** Called once per version, if there is an update the user has not been notified of. */
  readonly onNew: () => void;
  /** Called after every change of `state()`. */
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
