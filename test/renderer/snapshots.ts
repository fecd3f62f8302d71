/** Snapshots as the main process would send them, each with what a test does not care about filled in. */
import type { Account, Failure, Kept, Prompt, ServerFacts, SessionState, Snapshot } from '../../preload/api.ts';

/** The moment at which all pictures are taken. */
export const NOW = Date.parse('2026-11-23T14:05:00Z');
export const MINUTE_MS = 60_000;

export const ACCOUNT = { name: 'ada@example.org', server: 'login.example.org' };
export const SERVER: ServerFacts = {
  url: 'https://login.example.org',
  name: 'login.example.org',
  locked: false,
  foreignEndpoint: null,
  clockOffMs: null,
};
const KEYRING: Kept = { kind: 'keychain', name: 'GNOME Keyring' };

const PROMPT: Prompt = {
  userCode: 'WDJB-MJHT',
  verificationUri: 'https://login.example.org/device',
  qrText: 'https://login.example.org/device',
  qrCarriesCode: false,
  foreignHost: null,
  onlyOnThisComputer: false,
};

type Awaiting = Extract<SessionState, { kind: 'awaiting-approval' }>;
type SignedIn = Extract<SessionState, { kind: 'signed-in' }>;

export function snapshot(session: SessionState, rest: Partial<Snapshot> = {}): Snapshot {
  return {
    session,
    computer: 'ada-thinkpad',
    server: session.kind === 'no-server' ? null : SERVER,
    keeping: KEYRING,
    fault: null,
    version: '1.0.0',
    language: 'en',
    systemLocale: 'en-GB',
    ...rest,
  };
}

export function awaiting(prompt: Partial<Prompt> = {}, rest: Partial<Awaiting> = {}): Snapshot {
  return snapshot({
    kind: 'awaiting-approval',
    prompt: { ...PROMPT, ...prompt },
    startedAt: NOW - 3 * MINUTE_MS,
    lifetimeMs: 10 * MINUTE_MS,
    elapsedMs: 2 * MINUTE_MS,
    link: { kind: 'ok' },
    ...rest,
  });
}

export function signedIn(rest: Partial<SignedIn> = {}): Snapshot {
  return snapshot({
    kind: 'signed-in',
    account: ACCOUNT,
    formerly: null,
    kept: KEYRING,
    since: NOW - 2 * MINUTE_MS,
    until: null,
    link: { kind: 'ok' },
    trouble: null,
    ...rest,
  });
}

export function failed(failure: Failure, signedInAs: Account | null = null): Snapshot {
  return snapshot({ kind: 'failed', failure, signedInAs });
}
