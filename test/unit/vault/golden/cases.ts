/**
 * The golden vaults: for each, how it comes about and what every later version of the app must read in it.
 * Their bytes lie in `v1/`, `v2/`, … beside this file, one folder for each format version, and never change.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createGrants } from '../../../../main/local-tools/grants.ts';
import { openRevokeOnly } from '../../../../main/vault/revoke-only.ts';
import type { Loaded, RevokeOnlyToken, StoredSession, ToolRecord } from '../../../../main/vault/types.ts';
import type { Grant } from '../../../../preload/api.ts';
import { fakeClock } from '../../fake-clock.ts';
import { BINDING, type profile } from '../world.ts';

type App = Awaited<ReturnType<typeof profile>>;

export interface GoldenVault {
  readonly name: string;
  make(app: App): Promise<void>;
  /** The code that a start of the app loads. */
  readonly loads: Loaded;
  readonly revokeOnly: readonly RevokeOnlyToken[];
  /** The grants of local tools. */
  readonly grants?: readonly Grant[];
}

/** The folder of a golden vault, which is a profile with the vault in `vault/`. */
export function goldenFolder(format: number, name = ''): string {
  return fileURLToPath(new URL(`v${format}/${name}`, import.meta.url));
}

/** When the golden vaults were created, by their own clock. */
const THEN = Date.UTC(2026, 8, 21, 14, 13, 20);
const A_DAY_LATER = THEN + 24 * 60 * 60_000;

export function revokeOnlyOf(app: App) {
  return openRevokeOnly({
    folder: app.folder,
    binding: BINDING,
    keychain: app.keychain,
    keepWithoutKeyring: () => false,
    machineId: () => 'a'.repeat(32),
    now: () => A_DAY_LATER,
  });
}

/** The grants of local tools by the person of `session`. */
export async function openGrants(store: ToolRecord) {
  const grants = createGrants({ store, clock: fakeClock(A_DAY_LATER), onChange: () => undefined });
  await grants.open({ identity: `${BINDING.baseUrl} 248289761001`, signedInAt: THEN });
  return grants;
}

const response = { status: 401, error: 'invalid_client', description: 'The client is disabled.' };

const session: StoredSession = {
  refreshToken: 'golden-refresh-token',
  refreshExpiresAt: THEN + 90 * 24 * 60 * 60_000,
  accessToken: {
    value: 'golden-access-token',
    issuedAt: THEN,
    expiresAt: THEN + 60 * 60_000,
    scope: 'openid offline_access',
  },
  endpoints: {
    deviceAuthorization: 'https://login.example.org/device/authorize',
    token: 'https://login.example.org/oauth/token',
  },
  accountName: 'Ada Lovelace 🧮',
  identity: { issuer: BINDING.baseUrl, subject: '248289761001' },
  signedInAt: THEN,
  refused: { times: 3, response, at: A_DAY_LATER },
  ended: null,
};
const minimal: StoredSession = {
  ...session,
  refreshToken: null,
  refreshExpiresAt: null,
  accessToken: null,
  endpoints: null,
  accountName: null,
  identity: null,
  refused: null,
};
const alone: StoredSession = {
  ...minimal,
  accessToken: { value: 'golden-access-token', issuedAt: THEN, expiresAt: null, scope: null },
};
const revoked: StoredSession = {
  ...minimal,
  accountName: 'Ada',
  ended: {
    kind: 'revoked',
    response: { status: 400, error: 'invalid_grant', description: null },
    at: A_DAY_LATER,
  },
};
const leftToRevoke: RevokeOnlyToken = {
  token: 'golden-token-to-revoke',
  hint: 'refresh_token',
  identity: { issuer: BINDING.baseUrl, subject: '248289761001' },
  accountName: 'Ada',
  since: THEN,
};

const ALLOWED: Grant = {
  tool: 'git',
  accountId: '0123456789abcdef',
  host: 'git.example.org',
  duration: 'always',
  kept: true,
  grantedAt: A_DAY_LATER,
  lastUsedAt: null,
  uses: 0,
};

function inKeychain(stored: StoredSession): Extract<Loaded, { kind: 'value' }> {
  const kept = { kind: 'keychain', name: 'GNOME Keyring' } as const;
  return { kind: 'value', session: stored, kept, from: 'current', rotationPending: false };
}

export const GOLDEN_VAULTS: readonly GoldenVault[] = [
  {
    name: 'strong',
    make: async (app) => void (await app.start().save(session)),
    loads: inKeychain(session),
    revokeOnly: [],
  },
  {
    name: 'weak',
    async make(app) {
      app.keychain.mode = 'weak';
      await app.start({ keepWithoutKeyring: true }).save(session);
      app.keychain.mode = 'works';
    },
    loads: { ...inKeychain(session), kept: { kind: 'weak', better: 'GNOME Keyring' } },
    revokeOnly: [],
  },
  {
    name: 'current-copy-damaged',
    async make(app) {
      const vault = app.start();
      await vault.save(session);
      await vault.save({ ...session, refreshToken: 'golden-newer-token' });
      await writeFile(app.layout.current, 'damaged');
    },
    loads: { ...inKeychain(session), from: 'previous' },
    revokeOnly: [],
  },
  {
    name: 'refresh-under-way',
    async make(app) {
      const vault = app.start();
      await vault.save(session);
      await vault.beginRotation();
    },
    loads: { ...inKeychain(session), rotationPending: true },
    revokeOnly: [],
  },
  {
    name: 'without-refresh-token',
    make: async (app) => void (await app.start().save(alone)),
    loads: inKeychain(alone),
    revokeOnly: [],
  },
  {
    name: 'tool-allowed',
    async make(app) {
      const vault = app.start();
      await vault.save(session);
      const grants = await openGrants(vault.tools);
      const { tool, accountId, host } = ALLOWED;
      grants.events.note({ at: A_DAY_LATER, tool, accountId, host, what: 'allowed', problem: null });
      await grants.add({ tool, accountId, host }, 'always');
    },
    loads: inKeychain(session),
    revokeOnly: [],
    grants: [ALLOWED],
  },
  {
    name: 'revoked',
    make: async (app) => void (await app.start().save(revoked)),
    loads: inKeychain(revoked),
    revokeOnly: [],
  },
  {
    name: 'expired',
    make: async (app) => void (await app.start().save({ ...minimal, ended: { kind: 'ran-out', at: A_DAY_LATER } })),
    loads: inKeychain({ ...minimal, ended: { kind: 'ran-out', at: A_DAY_LATER } }),
    revokeOnly: [],
  },
  {
    name: 'signed-out',
    async make(app) {
      const vault = app.start();
      await vault.save(session);
      await vault.markSignedOut();
    },
    loads: { kind: 'absent' },
    revokeOnly: [],
  },
  {
    name: 'token-to-revoke',
    make: (app) => revokeOnlyOf(app).write([leftToRevoke]),
    loads: { kind: 'absent' },
    revokeOnly: [leftToRevoke],
  },
];
