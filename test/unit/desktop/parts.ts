/** States and snapshots for tests of the desktop. */
import type { SessionState, Snapshot, StateOf } from '../../../preload/api.ts';
import { SERVER, snapshot } from '../../renderer/snapshots.ts';

export function snapshotOf(session: SessionState, serverName = 'login.example.org'): Snapshot {
  const server = { ...SERVER, url: `https://${serverName}`, name: serverName };
  return snapshot(session, { keeping: null, ...(session.kind !== 'no-server' && { server }) });
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
      ignored: [],
      ...prompt,
    },
    startedAt: 0,
    lifetimeMs: 600_000,
    elapsedMs: 0,
    connection: { kind: 'ok' },
  };
}

export function signedIn(changes: Partial<SignedIn> = {}): SignedIn {
  return {
    kind: 'signed-in',
    account: { name: 'Ada', server: 'login.example.org' },
    kept: { kind: 'keychain', name: 'GNOME Keyring' },
    since: 0,
    until: null,
    overdue: false,
    connection: { kind: 'ok' },
    trouble: null,
    formerly: null,
    ...changes,
  };
}

type Prompting = StateOf<'awaiting-approval'>;
type SignedIn = StateOf<'signed-in'>;
