/**
 * Contract types: the findings of diagnostics. Each finding is one of a few fixed words with short facts of fixed kinds, so none
 * can contain a secret.
 */
import type { NoResponse } from './responses.ts';
import type { PolicyProblem } from './settings.ts';
import type { StorageTrouble } from './storage.ts';
import type { ApiTrouble } from './tools.ts';

/** `unknown`: it could not be checked, which doesn't count as a problem. */
export type Verdict = 'good' | 'worth-knowing' | 'wrong' | 'unknown';

/** Whether Chromium's sandbox is on. `off-from-source`: it's off in development, because of root or a switch. */
export type SandboxState = 'on' | 'off' | 'off-from-source';

/** The topics of diagnostics, in the order of reporting, with their possible findings. */
export interface FindingKinds {
  readonly server:
    | 'reached'
    /** An endpoint does not exist. */
    | 'no-sign-in'
    /** The metadata names endpoints other than those in the settings. */
    | 'other-endpoints'
    | 'none-chosen'
    | 'not-allowed'
    | 'bad-setting'
    | NoResponse['why'];
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
    /** The metadata names a token endpoint other than the one of the sign-in. */
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
    /** The required audit log can't be written, or lines were lost. */
    | 'audit-not-written'
    | 'audit-lost'
    /** It limits how long the screen may be locked, but locks can't be detected here. */
    | 'lock-unknown'
    | PolicyProblem['why'];
  readonly start: 'on' | 'off' | 'needs-approval' | 'not-installed' | 'unknown';
  readonly tray: 'shown' | 'none' | 'unknown';
  readonly sandbox: SandboxState | 'unknown';
  /** Whether local tools can reach the app. */
  readonly tools:
    | 'listening'
    /** They will be able to when the app runs. */
    | 'ready'
    | 'off'
    | 'off-by-policy'
    /** The app is running, but nothing is listening. */
    | 'not-listening'
    | ApiTrouble
    | 'unknown';
  readonly running: 'this' | 'none' | 'another' | 'unknown';
  readonly versions: 'known';
}

export type Topic = keyof FindingKinds;

/** A fact for support: a name from this list and a short value without line breaks. */
export type Fact = readonly [
  name:
    | 'account'
    | 'response'
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

/** A finding with its verdict. */
export type Finding = {
  readonly [T in Topic]: {
    readonly topic: T;
    readonly verdict: Verdict;
    readonly found: FindingKinds[T];
    readonly facts: readonly Fact[];
  };
}[Topic];

/** The findings so far. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly underWay: boolean;
  /** Whether it ended before all topics were checked. */
  readonly incomplete: boolean;
}

/** The result of saving a report. */
export type ReportSaved =
  | { readonly kind: 'saved' }
  /** The user chose no file. */
  | { readonly kind: 'canceled' }
  | { readonly kind: 'not-saved'; readonly trouble: StorageTrouble };
