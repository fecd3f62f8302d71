/**
 * All events that can be logged, and their details: words from fixed lists, numbers and booleans. No field accepts any other text,
 * so no secret can be logged by mistake.
 */
import type { RenderProcessGoneDetails } from 'electron';
import type { Failure, PolicyProblem, Requests, SessionState } from '../../preload/api.ts';
import type { TrayCommand } from '../desktop/tray-command.ts';
import type { Outside } from '../settings/resolve.ts';
import type { CodeLocation, ErrorName } from './error-name.ts';

export interface LogEvents {
  /** `unknown`: the number of unknown flags, because their names may contain anything. */
  start: { readonly version: Version; readonly unknown: number };
  /** How many fields of the user's settings file are unknown. */
  'settings: unknown fields': { readonly unknown: number };
  'could not start': Fault;
  /** An uncaught error. */
  uncaught: Fault;
  /** A bug in a session. */
  unforeseen: Fault;
  /**
   * The only event with texts. They name the file, the field and the rule, never a value. They are needed because administrators
   * of many computers have only the log.
   */
  'administrator: file not usable': PolicyProblem & { readonly serverIsCertain: boolean };
  'administrator: not followed': { readonly names: readonly Outside[] };
  state: { readonly kind: SessionState['kind'] };
  'refresh: not now': { readonly reason: 'no-response' | Failure['kind'] };
  'request refused: untrusted sender': { readonly name: keyof Requests | 'question' | 'answer' };
  'request refused: unfit arguments': { readonly name: keyof Requests };
  'request refused: too often': { readonly name: keyof Requests };
  'request failed': { readonly name: keyof Requests; readonly error: ErrorName };
  'window: renderer gone': { readonly reason: RenderProcessGoneDetails['reason']; readonly exitCode: number };
  /** Chromium's error number (`net/base/net_error_list.h`). */
  'window: page not loaded': { readonly errno: number | null };
  'tray: none': { readonly error: ErrorName };
  'tray: command failed': { readonly name: TrayCommand; readonly error: ErrorName };
  'updates: check failed': { readonly why: 'timed-out' | 'too-large' | 'malformed' | 'status' | 'not-reached' };
  'updates: fault': { readonly name: ErrorName };
  /** The window shows the reason under About. */
  'updates: not downloaded': Record<string, never>;
  'notification: failed': Record<string, never>;
  /** A line of the audit log was lost. */
  'audit: not written': Record<string, never>;
}

/** An error in the app, by class and position in the code. Without its message, which may contain a secret. */
interface Fault {
  readonly name: ErrorName;
  readonly at: CodeLocation | null;
}

/** Only the numbers of a version, because the rest could be any text. */
export type Version = `${number}.${number}.${number}`;
