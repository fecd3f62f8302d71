/** A session with a scripted server, a vault in memory, and a clock that the test advances. */
import type { AuditEvent, AuditPerson } from '../../../main/audit/record.ts';
import { createHttpClient } from '../../../main/net/http-client.ts';
import type { Server } from '../../../main/oauth/protocol.ts';
import { createSession } from '../../../main/session/session.ts';
import type { SessionParts } from '../../../main/session/types.ts';
import type { AbortableWait, Fetch } from '../../../main/time/clock.ts';
import { createClockSkew } from '../../../main/time/clock-skew.ts';
import { createSerialQueue } from '../../../main/time/serial-queue.ts';
import type { Loaded, RevokeOnlyToken, StoredSession } from '../../../main/vault/types.ts';
import { VaultError } from '../../../main/vault/types.ts';
import type { Kept, SessionState } from '../../../preload/api.ts';
import { type FakeClock, fakeClock } from '../fake-clock.ts';

export const server: Server = {
  baseUrl: 'https://login.example.org',
  clientId: 'companion',
  scope: 'openid offline_access',
  deviceAuthorizationEndpoint: 'https://login.example.org/start/',
  tokenEndpoint: 'https://login.example.org/token',
  // Everything is set, so that the session sends only the requests that a test is about.
  automatic: [],
};

export const GRANT = {
  device_code: 'device-code-secret-0001',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://login.example.org/device',
  expires_in: 600,
  interval: 5,
};

export const TOKENS = {
  access_token: 'access-secret-1',
  refresh_token: 'refresh-secret-1',
  expires_in: 3600,
  token_type: 'Bearer',
};

export interface Asked {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly authorization: string | null;
}

type TestResponse = Response | Error | Promise<Response>;

/** A server whose responses a test sets by path; other paths return 404. */
export function scriptedServer() {
  const asked: Asked[] = [];
  const responses = new Map<string, (form: Asked['form']) => TestResponse>();
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const path = new URL(request.url).pathname;
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    asked.push({ path, form, authorization: request.headers.get('authorization') });
    const response = await (responses.get(path)?.(form) ?? new Response('', { status: 404 }));
    if (response instanceof Error) throw response;
    return response;
  };
  return {
    fetch,
    asked,
    on: (path: string, response: (form: Asked['form']) => TestResponse) => responses.set(path, response),
    /** Adds a revocation endpoint to the metadata. */
    offersRevocation() {
      responses.set('/.well-known/oauth-authorization-server', () =>
        Response.json({ issuer: server.baseUrl, revocation_endpoint: `${server.baseUrl}/revoke` }),
      );
      responses.set('/revoke', () => new Response(''));
    },
    at: (path: string) => asked.filter((request) => request.path === path),
  };
}

/** A vault in memory that records its calls in order. */
export function memoryVault(loaded: Loaded = { kind: 'absent' }) {
  const calls: string[] = [];
  const vault = {
    calls,
    stored: loaded,
    full: false,
    kept: { kind: 'keychain', name: 'GNOME Keyring' } as Kept,
    testStorage: async () => vault.kept,
    load: async () => vault.stored,
    save: async (session: StoredSession) => {
      calls.push(`save ${session.refreshToken ?? session.ended?.kind ?? 'access token'}`);
      if (vault.full) throw new VaultError('disk-full');
      vault.stored = { kind: 'value', session, kept: vault.kept, from: 'current', rotationPending: false };
      return vault.kept;
    },
    replace: (session: StoredSession) => vault.save(session),
    beginRotation: async () => {
      if (vault.full) throw new VaultError('disk-full');
      calls.push('begin');
    },
    abandonRotation: async () => void calls.push('abandon'),
    keyringMayBeOpen: () => void calls.push('may ask'),
    protect: async (): Promise<Kept> => {
      calls.push('protect');
      return vault.kept;
    },
    setAside: async () => void calls.push('set aside'),
    markSignedOut: async () => void calls.push('markSignedOut'),
    destroy: async () => {
      calls.push('destroy');
      vault.stored = { kind: 'absent' };
    },
  };
  return vault;
}

/** Tokens to be revoked, kept in memory. While `locked`, they can't be read or written. */
export function memoryRevokeOnly(tokens: readonly RevokeOnlyToken[] = []) {
  const store = {
    tokens,
    locked: false,
    read: async () => {
      if (store.locked) throw new VaultError('keyring-locked');
      return store.tokens;
    },
    write: async (written: readonly RevokeOnlyToken[]) => {
      if (store.locked) throw new VaultError('keyring-locked');
      store.tokens = written;
    },
  };
  return store;
}

export function stored(
  changes: Partial<StoredSession> = {},
  loaded: Partial<Extract<Loaded, { kind: 'value' }>> = {},
): Loaded {
  const session = {
    refreshToken: 'refresh-secret-0',
    refreshExpiresAt: null,
    refused: null,
    accessToken: null,
    endpoints: null,
    accountName: 'Ada',
    identity: null,
    signedInAt: 1,
    ended: null,
    ...changes,
  };
  return {
    kind: 'value',
    session,
    kept: { kind: 'keychain', name: 'GNOME Keyring' },
    from: 'current',
    rotationPending: false,
    ...loaded,
  };
}

/** Inactive parts of a session, for tests that don't need them. */
export const INERT = {
  deviceOs: () => 'Debian GNU/Linux 12',
  maySignIn: true,
  maxAgeMs: null,
  audit: async () => undefined,
  closeIdleConnections: async () => undefined,
  mayBeAnothers: () => false,
  onSomeoneElse: async () => undefined,
  awake: async () => undefined,
  networkBack: () => new Promise<never>(() => {}),
  log: () => undefined,
} as const satisfies Partial<SessionParts>;

export function sessionOver({
  world = scriptedServer(),
  vault = memoryVault(),
  revokeOnly = memoryRevokeOnly(),
  clock = fakeClock(),
  awake = async () => {},
  random = () => 0.5,
  maySignIn = true,
  autoRefresh = true,
  networkBack = () => new Promise(() => {}),
  baseUrl = server.baseUrl,
  scope = server.scope,
  automatic = server.automatic,
  maxAgeMs = null,
  onChange = () => {},
  onSomeoneElse = async () => {},
  mayBeAnothers = () => false,
}: {
  world?: ReturnType<typeof scriptedServer>;
  vault?: ReturnType<typeof memoryVault>;
  revokeOnly?: ReturnType<typeof memoryRevokeOnly>;
  clock?: FakeClock;
  awake?: AbortableWait;
  random?: () => number;
  maySignIn?: boolean;
  autoRefresh?: boolean;
  networkBack?: AbortableWait;
  baseUrl?: string;
  scope?: string | null;
  automatic?: Server['automatic'];
  maxAgeMs?: number | null;
  onChange?: () => void;
  onSomeoneElse?: SessionParts['onSomeoneElse'];
  mayBeAnothers?: SessionParts['mayBeAnothers'];
} = {}) {
  const states: SessionState[] = [];
  const logged: string[] = [];
  const audited: (AuditEvent & { readonly of: AuditPerson })[] = [];
  const clockSkew = createClockSkew(clock);
  const http = createHttpClient({ fetch: world.fetch, clock, onDate: clockSkew.note });
  let closed = 0;
  const session = createSession({
    maySignIn,
    maxAgeMs,
    audit: async (event, of) => void audited.push({ ...event, of }),
    autoRefresh,
    server: { ...server, baseUrl, scope, automatic },
    deviceOs: () => 'Debian GNU/Linux 12',
    http,
    refreshHttp: http,
    closeIdleConnections: async () => {
      closed++;
    },
    inTurn: createSerialQueue(),
    mayBeAnothers,
    onSomeoneElse,
    vault,
    revokeOnly,
    clock,
    random,
    awake,
    networkBack,
    clockSkew,
    onChange: () => {
      states.push(session.state());
      onChange();
    },
    log: (event, detail) => logged.push(JSON.stringify([event, detail])),
  });
  return {
    session,
    world,
    vault,
    revokeOnly,
    clock,
    states,
    logged,
    audited,
    closed: () => closed,
    kinds: () => states.map(({ kind }) => kind),
  };
}

/** Everything that left the session, which must contain no secrets. */
export function shownText({ states, logged }: { states: readonly SessionState[]; logged: readonly string[] }): string {
  return JSON.stringify([states, logged]);
}
