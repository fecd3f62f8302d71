/** What terminal mode receives, and how it waits for a keyring. */
import type { TerminalWords } from '../../../locales/chunks/terminal.ts';
import type { Snapshot, SomeoneElseAnswer } from '../../../preload/api.ts';
import type { OwnCommand } from '../../local-tools/types.ts';
import { waitForKeyring } from '../../session/keyring-wait.ts';
import type { Session } from '../../session/session.ts';
import type { Clock } from '../../time/clock.ts';
import type { Flags } from '../flags.ts';

export interface TerminalParts {
  /** The session of the account that the snapshot shows. */
  readonly session: Session;
  /** Reads what that account has stored. */
  readonly start: () => Promise<unknown>;
  /** Signs in to that account. Resolves when the result is known. */
  readonly signIn: () => Promise<unknown>;
  /** Ends that account's sign-in, and any by someone else that awaits a decision. */
  readonly signOut: () => Promise<unknown>;
  /** Decides what to do with a sign-in by someone else. */
  readonly answer: (answer: SomeoneElseAnswer) => Promise<unknown>;
  readonly snapshot: () => Snapshot;
  readonly subscribe: (listener: (snapshot: Snapshot) => void) => () => void;
  readonly flags: Flags;
  readonly words: TerminalWords;
  readonly write: (text: string) => void;
  /** Draws a QR code for this terminal; null if it doesn't fit. */
  readonly drawQr: (text: string) => Promise<string | null>;
  /** The commands to recommend; null if this system has none. */
  readonly ownCommand: OwnCommand | null;
  readonly clock: Clock;
  /** Fires on Ctrl-C or another interruption. */
  readonly interrupted: AbortSignal;
}

/**
 * Waits for something that may need a keyring, and prints a note if it takes long,
 * because its prompt may be on a screen out of sight.
 */
export function forKeyring<T>({ clock, write, words }: TerminalParts, answer: Promise<T>): Promise<T> {
  return waitForKeyring(clock, answer, () => write(`${words.loading.waitingTitle}\n${words.loading.waitingText}`));
}
