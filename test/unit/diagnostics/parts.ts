/** The computer for a check in a test: without problems, except for the test's changes. */
import type { DiagnosticsParts } from '../../../main/diagnostics/types.ts';
import { createHttpClient } from '../../../main/net/http-client.ts';
import type { Fetch } from '../../../main/time/clock.ts';
import { nameOfBinding } from '../../../main/vault/layout.ts';
import { serverFields } from '../../renderer/snapshots.ts';
import { type FakeClock, fakeClock } from '../fake-clock.ts';
import { server } from '../session/parts.ts';
import { fakeKeychain } from '../vault/world.ts';

export const SETTING = { server, lockedBy: 'flag', fields: serverFields(), overruled: [] } as const;
export const NO_FILE = { file: '/etc/x/config.json', managed: {}, problem: null, serverIsCertain: true } as const;

export function partsFor(
  profile: string,
  changes: Partial<DiagnosticsParts> & { readonly fetch?: Fetch } = {},
): DiagnosticsParts & { readonly clock: FakeClock } {
  const clock = fakeClock();
  // It publishes no metadata, and its endpoints accept only POST.
  const answer: Fetch = async (input) => dated(clock.now(), String(input).includes('.well-known') ? 404 : 405);
  const { fetch = answer, ...rest } = changes;
  return {
    builtAt: clock.now() - 1,
    policy: NO_FILE,
    setting: SETTING,
    accounts: [{ server, vault: nameOfBinding(server) }],
    http: (onDate) => createHttpClient({ fetch, clock, onDate }),
    resolveProxy: async () => 'DIRECT',
    keychain: fakeKeychain(),
    machineId: async () => 'a'.repeat(32),
    profile,
    profileIsUsual: true,
    home: '/home/ada',
    user: process.getuid?.() ?? null,
    trayHost: async () => 'shown',
    sandbox: 'on',
    atLogin: async () => 'on',
    running: async () => 'none',
    localTools: { value: 'ask', lockedBy: null },
    toolsApi: async () => ({ kind: 'not-started' }),
    systemLog: () => ({ problem: null, lost: 0 }),
    lockIsKnown: () => null,
    missingVaults: async () => [],
    versions: { app: '1.0.0', os: 'Debian GNU/Linux 12', electron: '45.5.0', chromium: '150.0.0.0', node: '24.22.3' },
    ...rest,
    clock,
  };
}

/** A response of a server whose clock shows `at`. */
export function dated(at: number, status = 404): Response {
  return new Response('{}', { status, headers: { date: new Date(at).toUTCString() } });
}
