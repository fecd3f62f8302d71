/** What terminal mode is handed, and the waiting that all of it shares. */
import type { TerminalWords } from '../../../locales/parts/terminal.ts';
import type { Snapshot, SomeoneElseAnswer } from '../../../preload/api.ts';
import { waitForKeyring } from '../../session/keyring-wait.ts';
import type { Session } from '../../session/types.ts';
import type { Clock } from '../../time/clock.ts';
import type { Flags } from '../flags.ts';

export interface TerminalParts {
  /** The session of the account that the snapshot shows. */
  readonly session: Session;
  /** Reads what that account has stored. */
  readonly start: () => Promise<unknown>;
  /** Signs in to that account. Resolves when it is known what came of it. */
  readonly signIn: () => Promise<unknown>;
  /** Ends the sign-in of that account, and one of someone else that waits for an answer. */
  readonly signOut: () => Promise<unknown>;
  /** Answers what to do with the sign-in of someone else. */
  readonly answer: (answer: SomeoneElseAnswer) => Promise<unknown>;
  readonly snapshot: () => Snapshot;
  readonly subscribe: (listener: (snapshot: Snapshot) => void) => () => void;
  readonly flags: Flags;
  readonly words: TerminalWords;
  readonly write: (text: string) => void;
  /** The QR code of a text, for this terminal; null if it has no room for one. */
  readonly drawQr: (text: string) => Promise<string | null>;
  /** How the app is called in a terminal; null: not at all, on this system. */
  readonly ownCommand: string | null;
  readonly clock: Clock;
  /** Fires on Ctrl-C, or when something else ends the run. */
  readonly interrupted: AbortSignal;
}

/** Waits for what a keyring may hold up, and prints a note, because its password prompt may be on a screen out of sight. */
export function forKeyring<T>({ clock, write, words }: TerminalParts, answer: Promise<T>): Promise<T> {
  return waitForKeyring(clock, answer, () => write(`${words.loading.waitingTitle}\n${words.loading.waitingText}`));
}
