/**
 * Everything that can be logged, and what belongs to it: words from a list, numbers, and yes or no. A text that came from
 * anywhere else has no field here, so that no secret can be written down by mistake.
 */
import type { RenderProcessGoneDetails } from 'electron';
import type { Failure, PolicyProblem, Requests, SessionState } from '../../preload/api.ts';
import type { TrayCommand } from '../desktop/tray-command.ts';
import type { Outside } from '../settings/resolve.ts';
import type { CodeLocation, ErrorName } from './error-name.ts';

export interface LogEvents {
  /** `unknown`: how many flags the app does not know. Their names could be anything. */
  start: { readonly version: Version; readonly unknown: number };
  'could not start': Fault;
  /** An uncaught error. */
  uncaught: Fault;
  /** A fault of our own in what a session does. */
  unforeseen: Fault;
  /**
   * The one event with texts. They name the file, its field and the rule in words of ours and root's, never a value:
   * administrators of many computers have only the log.
   */
  'administrator: file not usable': PolicyProblem & { readonly serverIsCertain: boolean };
  'administrator: not followed': { readonly names: readonly Outside[] };
  state: { readonly kind: SessionState['kind'] };
  'refresh: not now': { readonly reason: 'no-answer' | Failure['kind'] };
  'request refused: untrusted sender': { readonly name: keyof Requests | 'question' | 'answer' };
  'request refused: unfit arguments': { readonly name: keyof Requests };
  'request refused: too often': { readonly name: keyof Requests };
  'request failed': { readonly name: keyof Requests; readonly error: ErrorName };
  'window: renderer gone': { readonly reason: RenderProcessGoneDetails['reason']; readonly exitCode: number };
  /** Chromium's number for it: `net/base/net_error_list.h`. */
  'window: page not loaded': { readonly errno: number | null };
  'tray: none': { readonly error: ErrorName };
  'tray: command failed': { readonly name: TrayCommand; readonly error: ErrorName };
  'updates: could not look': { readonly why: 'timed-out' | 'too-large' | 'malformed' | 'status' | 'not-reached' };
  'updates: fault': { readonly name: ErrorName };
  /** About shows why. */
  'updates: not downloaded': Record<string, never>;
  'notification: failed': Record<string, never>;
  /** A line for the log of an organization is lost. */
  'audit: not written': Record<string, never>;
}

/** An error of the app's own: its class, and its position in the code. Its message could hold anything. */
export interface Fault {
  readonly name: ErrorName;
  readonly at: CodeLocation | null;
}

/** Numbers alone: what else a version may hold is text. */
export type Version = `${number}.${number}.${number}`;
