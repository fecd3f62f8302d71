/** States and snapshots for the tests of what the desktop shows. */
import type { SessionState, Snapshot } from '../../preload/api.ts';
import { preferences, SERVER, SYSTEM } from '../renderer/snapshots.ts';

export function snapshotOf(session: SessionState, serverName = 'login.example.org'): Snapshot {
  return {
    session,
    computer: 'desk-7',
    server: session.kind === 'no-server' ? null : { ...SERVER, url: `https://${serverName}`, name: serverName },
    clientId: null,
    keeping: null,
    proxy: null,
    configuration: null,
    overruled: [],
    fault: null,
    screenLocked: false,
    version: '1.0.0',
    language: 'en',
    systemLocale: 'en-GB',
    page: 'state',
    preferences: preferences(),
    refusedChoice: null,
    system: SYSTEM,
    updates: { kind: 'off', by: 'build' },
    examination: null,
  };
}

export function awaitingApproval(prompt: Partial<Prompting['prompt']> = {}): Prompting {
  return {
    kind: 'awaiting-approval',
    prompt: {
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://login.example.org/device',
      qrText: 'https://login.example.org/device?user_code=WDJB-MJHT',
      qrCarriesCode: true,
      foreignHost: null,
      onlyOnThisComputer: false,
      ...prompt,
    },
    startedAt: 0,
    lifetimeMs: 600_000,
    elapsedMs: 0,
    link: { kind: 'ok' },
  };
}

export function signedIn(changes: Partial<SignedIn> = {}): SignedIn {
  return {
    kind: 'signed-in',
    account: { name: 'Ada', server: 'login.example.org' },
    kept: { kind: 'keychain', name: 'GNOME Keyring' },
    since: 0,
    until: null,
    link: { kind: 'ok' },
    trouble: null,
    formerly: null,
    ...changes,
  };
}

type Prompting = Extract<SessionState, { kind: 'awaiting-approval' }>;
type SignedIn = Extract<SessionState, { kind: 'signed-in' }>;
