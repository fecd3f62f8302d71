/**
 * What an examination of this computer finds: types only, plain data, and nothing in it that could hold a secret.
 * Every finding is one of a few words; what goes with it is short, and its kind has a name here.
 */
import type { NoAnswer } from './exchange.ts';
import type { PolicyProblem } from './settings.ts';
import type { StorageTrouble } from './storage.ts';
import type { ApiTrouble } from './tools.ts';

/** `unknown`: it could not be checked, which is no fault. */
export type Verdict = 'good' | 'worth-knowing' | 'wrong' | 'unknown';

/** Whether Chromium's sandbox confines the window. `off-from-source`: it does not, in a run from source as root or by a switch. */
export type SandboxState = 'on' | 'off' | 'off-from-source';

/** What is examined, in the order in which it is reported, and what may be found. */
export interface Founds {
  readonly server:
    | 'reached'
    /** An endpoint in use is not there. */
    | 'no-sign-in'
    /** The metadata names other endpoints than those that were set. */
    | 'other-endpoints'
    | 'none-chosen'
    | 'not-allowed'
    | 'bad-setting'
    | NoAnswer['why'];
  readonly certificate:
    | 'trusted'
    | 'not-needed'
    | 'wrong-date'
    | 'unknown-authority'
    | 'other-name'
    | 'revoked'
    | 'not-accepted'
    | 'unknown';
  readonly proxy: 'direct' | 'used' | 'asks-password' | 'fails' | 'unknown';
  readonly clock: 'right' | 'fast' | 'slow' | 'before-build' | 'unknown';
  readonly keyring: 'protects' | 'weak' | 'none' | 'unknown';
  readonly vault:
    | 'empty'
    | 'kept'
    | 'kept-weakly'
    | 'from-before'
    | 'not-deleted'
    /** The metadata names another token endpoint than the one that the sign-in came from. */
    | 'other-endpoint'
    | StorageTrouble
    | 'unknown';
  /** Whether each sign-in on the disk belongs to an account. */
  readonly accounts: 'listed' | 'lost' | 'unknown';
  readonly permissions: 'private' | 'absent' | 'open' | 'vault-open' | 'other-owner' | 'not-writable' | 'unknown';
  readonly policy:
    | 'none'
    | 'used'
    | 'overruled'
    /** The log that it asks for cannot be written, or was not always. */
    | 'audit-not-written'
    | 'audit-lost'
    /** It limits how long the screen may be locked, and no one reports that here. */
    | 'lock-unknown'
    | PolicyProblem['why'];
  readonly start: 'on' | 'off' | 'needs-approval' | 'not-installed' | 'unknown';
  readonly tray: 'shown' | 'none' | 'unknown';
  readonly sandbox: SandboxState | 'unknown';
  /** Whether local tools can reach the app. */
  readonly tools:
    | 'listening'
    /** They can once the app runs. */
    | 'ready'
    | 'off'
    | 'off-by-policy'
    /** The app runs, and nothing listens. */
    | 'not-listening'
    | ApiTrouble
    | 'unknown';
  readonly running: 'this' | 'none' | 'another' | 'unknown';
  readonly versions: 'known';
}

export type Topic = keyof Founds;

/** What goes with a finding, for support: a name of this list, and a value that is short and has no line in it. */
export type Fact = readonly [
  name:
    | 'account'
    | 'answer'
    | 'app'
    | 'by'
    | 'built'
    | 'chromium'
    | 'code'
    | 'code path'
    | 'electron'
    | 'field'
    | 'file'
    | 'folder'
    | 'kept'
    | 'keyring'
    | 'lines'
    | 'metadata'
    | 'mode'
    | 'node'
    | 'not followed'
    | 'off'
    | 'owner'
    | 'place'
    | 'proxy'
    | 'rule'
    | 'server'
    | 'sets'
    | 'setting'
    | 'system'
    | 'token path'
    | 'vault',
  value: string,
];

/** One finding, with its verdict. */
export type Finding = {
  readonly [T in Topic]: {
    readonly topic: T;
    readonly verdict: Verdict;
    readonly found: Founds[T];
    readonly facts: readonly Fact[];
  };
}[Topic];

/** As far as it has come. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly underWay: boolean;
  /** It ended before every topic was examined. */
  readonly incomplete: boolean;
}

/** What became of a report that was to be saved. */
export type ReportSaved =
  | { readonly kind: 'saved' }
  /** The user chose no file. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-saved'; readonly trouble: StorageTrouble };
