/** The update check's interfaces to the rest of the app. */
import type { Updates } from '../../preload/api.ts';
import type { Log } from '../system/log.ts';
import type { Awake, Clock, Random } from '../time/clock.ts';
import type { Release } from './feed.ts';
import type { Answer } from './feed-request.ts';
import type { WhileIdle } from './idle-gate.ts';
import type { UpdateRecord } from './memory.ts';

export interface UpdateStore {
  state(): Updates;
  /** Looks now, unless it is looking. */
  look(): void;
  /** Takes the update that is there: opens its page, or restarts the app with it. */
  take(): void;
  /** Postpones the update that is there: no more questions about it today. */
  putOff(): void;
  /** The user logs off, or the computer shuts down, which would interrupt an installer. */
  systemEnds(): void;
}

/** Downloads and installs: macOS and Windows. */
export interface Installer {
  /**
   * Gets the release onto this computer; it is installed at the next quit. Null: done; else a code for support, and nothing
   * is installed. Never rejects.
   */
  download(release: Release): Promise<string | null>;
  /** Quits, installs, and starts again. Resolves only if that has failed. Never rejects. */
  restart(): Promise<void>;
  /** Installs nothing at a quit within the next minutes. */
  leaveAsIs(): void;
}

export interface UpdateParts {
  /** The version that runs. */
  readonly running: string;
  readonly ask: (signal: AbortSignal) => Promise<Answer>;
  /** Null: users get updates from their page. */
  readonly installer: Installer | null;
  readonly openPage: () => void;
  readonly whileQuiet: WhileIdle;
  readonly awake: Awake;
  readonly memory: UpdateRecord;
  /** There is an update that the user has not been notified of. Once for each version. */
  readonly onNew: () => void;
  /** Called after every change of `state()`. */
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
