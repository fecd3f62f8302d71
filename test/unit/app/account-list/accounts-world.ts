/** Several servers that remember each token they issued, a profile in memory, and starts of the app over both. */
import type { AccountRecord, LoadedAccounts } from '../../../../main/accounts/accounts-file.ts';
import { type ConfiguredAccount, configuredAccounts } from '../../../../main/accounts/configured.ts';
import { createAccountList } from '../../../../main/app/account-list/account-list.ts';
import { createHttpClient } from '../../../../main/net/http-client.ts';
import type { Server } from '../../../../main/oauth/protocol.ts';
import { createSession } from '../../../../main/session/session.ts';
import { NO_SERVER, serverOf } from '../../../../main/settings/resolve.ts';
import type { ServerFieldValues } from '../../../../main/settings/server-fields.ts';
import type { Fetch } from '../../../../main/time/clock.ts';
import { createClockSkew } from '../../../../main/time/clock-skew.ts';
import { createSerialQueue } from '../../../../main/time/serial-queue.ts';
import { fakeClock, settle } from '../../fake-clock.ts';
import { INERT, memoryRevokeOnly, memoryVault } from '../../session/parts.ts';

/** The person who approves next; null if the server identifies no one. */
export type Person = string | null;

export const A = 'https://login.a.example';
export const B = 'https://login.b.example';

export function fieldsOf(serverUrl: string): ServerFieldValues {
  return { serverUrl, clientId: 'desk', scope: 'openid', deviceAuthorizationPath: '/start/', tokenPath: '/token' };
}

/** A server whose refresh tokens rotate. */
export function tokenServer(baseUrl: string) {
  const live = new Map<string, Person>();
  const seen: string[] = [];
  /** The person of each access token. */
  const holders = new Map<string, Person>();
  const server = {
    baseUrl,
    /** All refresh tokens that reached it. */
    seen,
    live,
    person: 'ada' as Person,
    /** Whether only its userinfo endpoint identifies people. */
    hasUserinfo: false,
    /** Delays responses of that endpoint until it resolves. */
    holdsUserinfo: null as Promise<unknown> | null,
    isOffline: false,
    /** Whether the response to the next refresh is lost. */
    losesNext: false,
    /** How many refreshes it is processing, and the maximum so far. */
    atOnce: 0,
    mostAtOnce: 0,
    refreshes: 0,
    revoked: [] as string[],
    /** Delays responses to refreshes until it resolves. */
    holds: null as Promise<unknown> | null,
    holdsRevocation: null as Promise<unknown> | null,
    /** Ends the sign-ins of a person. */
    end(person: Person) {
      for (const [token, of] of live) if (of === person) live.delete(token);
    },
    async respond(path: string, form: URLSearchParams, bearer: string | null): Promise<Response> {
      const token = form.get('refresh_token') ?? form.get('token');
      if (token) seen.push(token);
      if (server.isOffline) throw new Error('net::ERR_INTERNET_DISCONNECTED');
      if (path === '/.well-known/oauth-authorization-server')
        return Response.json({
          issuer: baseUrl,
          revocation_endpoint: `${baseUrl}/revoke`,
          ...(server.hasUserinfo && { userinfo_endpoint: `${baseUrl}/me` }),
        });
      if (path === '/me') {
        await server.holdsUserinfo;
        const sub = holders.get(bearer?.replace('Bearer ', '') ?? '') ?? null;
        return sub === null ? new Response('', { status: 401 }) : Response.json({ sub, email: `${sub}@example.org` });
      }
      if (path === '/start/') return Response.json(grant());
      if (path === '/revoke') {
        await server.holdsRevocation;
        server.revoked.push(token ?? '');
        live.delete(token ?? '');
        return new Response('');
      }
      if (server.losesNext && form.get('grant_type') === 'refresh_token') {
        server.losesNext = false;
        throw new Error('net::ERR_CONNECTION_RESET');
      }
      if (path !== '/token') return new Response('', { status: 404 });
      if (form.get('grant_type') !== 'refresh_token') return issue(server.person, form.get('client_id'));
      server.refreshes += 1;
      server.atOnce += 1;
      server.mostAtOnce = Math.max(server.mostAtOnce, server.atOnce);
      await server.holds;
      server.atOnce -= 1;
      const person = live.get(token ?? '');
      if (person === undefined) return Response.json({ error: 'invalid_grant' }, { status: 400 });
      live.delete(token ?? '');
      return issue(person, form.get('client_id'));
    },
  };
  let count = 0;
  const grant = () => ({
    device_code: `device of ${baseUrl}`,
    user_code: 'WDJB-MJHT',
    verification_uri: `${baseUrl}/device`,
    expires_in: 600,
    interval: 5,
  });

  function issue(person: Person, aud: string | null): Response {
    count += 1;
    const refresh_token = `${new URL(baseUrl).host} refresh ${count}`;
    live.set(refresh_token, person);
    const claims = { iss: baseUrl, aud, exp: 4e9, sub: person, email: `${person}@example.org` };
    const id_token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
    const tokens = { access_token: `access ${count}`, refresh_token, expires_in: 3600, token_type: 'Bearer' };
    holders.set(tokens.access_token, person);
    return Response.json({ ...tokens, ...(person !== null && !server.hasUserinfo && { id_token }) });
  }

  return server;
}

export type TokenServer = ReturnType<typeof tokenServer>;

/** A profile, and the servers that its accounts can use. */
export function accountsWorld() {
  const servers = [tokenServer(A), tokenServer(B)];
  const vaults = new Map<string, ReturnType<typeof memoryVault>>();
  const revokeOnly = new Map<string, ReturnType<typeof memoryRevokeOnly>>();
  const tools = new Map<string, Readonly<Record<string, unknown>>>();
  const disk = { records: [] as readonly AccountRecord[], isFull: false };
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    const server = servers.find(({ baseUrl }) => baseUrl === origin);
    if (!server) throw new Error('net::ERR_NAME_NOT_RESOLVED');
    return server.respond(pathname, new URLSearchParams(await request.text()), request.headers.get('authorization'));
  };

  function vault(name: string) {
    const there = vaults.get(name) ?? emptyVault(name);
    vaults.set(name, there);
    return there;
  }

  function emptyVault(name: string) {
    const made = memoryVault();
    const { destroy } = made;
    // The record of tools is a file in the vault.
    made.destroy = async () => {
      tools.delete(name);
      await destroy();
    };
    return made;
  }

  /** Starts the app. The memory of an earlier start is lost. */
  function start({
    configured = [fieldsOf(A)] as readonly ServerFieldValues[],
    /** Whether a flag names them. */
    byFlag = false,
    /** The administrator's names for the accounts. */
    names = [] as readonly string[],
    /** The accounts that the administrator lists by name, which replace all of the above. */
    listed = [] as readonly { readonly name: string; readonly serverUrl: string }[],
    mayAdd = (_server: Server): boolean => true,
    loaded = { kind: 'records', records: disk.records } as LoadedAccounts,
    random = Math.random,
  } = {}) {
    const clock = fakeClock();
    const turns = new Map<string, ReturnType<typeof createSerialQueue>>();
    const noted: string[] = [];
    const own = configured.map((fields, at) => {
      const server = serverOf(fields);
      const free = (value: string | undefined) => ({ value: value ?? null, lockedBy: null });
      const { serverUrl, clientId, scope, deviceAuthorizationPath, tokenPath } = fields;
      const setting = {
        ...NO_SERVER,
        server,
        lockedBy: byFlag ? ('flag' as const) : null,
        fields: {
          serverUrl: free(serverUrl),
          clientId: free(clientId),
          scope: free(scope),
          deviceAuthorizationPath: free(deviceAuthorizationPath),
          tokenPath: free(tokenPath),
        },
      };
      const [account] = configuredAccounts(setting, {}, () => undefined);
      if (!account) throw new Error('not configured');
      return { ...account, name: names[at] ?? null };
    });
    const saved = (id: string) => disk.records.find((record) => record.id === id)?.listedAs;
    const byAdministrator = configuredAccounts(
      NO_SERVER,
      { accounts: listed.map(({ name, serverUrl }) => ({ name, ...fieldsOf(serverUrl) })) },
      saved,
    );
    let left: readonly ConfiguredAccount[] = listed.length > 0 ? byAdministrator : own;
    const sessions: { readonly woke: () => void }[] = [];
    let opened = (_vault: string) => {};
    let changed = () => {};
    let stepsLeft = Number.POSITIVE_INFINITY;
    /** After a kill, the app does nothing more. */
    const step = () => (stepsLeft-- > 0 ? Promise.resolve() : new Promise<never>(() => {}));
    const mortal = <T extends object>(it: T): T =>
      new Proxy(it, {
        get(target, key) {
          const value: unknown = Reflect.get(target, key);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => step().then(() => Reflect.apply(value, target, args));
        },
      });
    const mortalFetch: Fetch = async (...request) => {
      await step();
      const response = await fetch(...request);
      await step();
      return response;
    };
    const list = createAccountList({
      loaded: () => loaded,
      async load() {
        loaded = { kind: 'records', records: disk.records };
      },
      configured: () => left,
      file: {
        async save(records) {
          await step();
          if (disk.isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          disk.records = JSON.parse(JSON.stringify(records));
        },
      },
      mayAdd,
      openSession({ server, vault: name, mayBeAnothers, onSomeoneElse }) {
        const clockSkew = createClockSkew(clock);
        const http = createHttpClient({ fetch: mortalFetch, clock, onDate: clockSkew.note });
        const inTurn = turns.get(server.baseUrl) ?? createSerialQueue();
        turns.set(server.baseUrl, inTurn);
        opened(name);
        const revocations = revokeOnly.get(name) ?? memoryRevokeOnly();
        revokeOnly.set(name, revocations);
        const session = createSession({
          ...INERT,
          server,
          http,
          refreshHttp: http,
          inTurn,
          vault: mortal(vault(name)),
          revokeOnly: mortal(revocations),
          clock,
          random,
          clockSkew,
          mayBeAnothers,
          onSomeoneElse,
          onChange: () => undefined,
        });
        sessions.push(session);
        return {
          session,
          tools: {
            read: async () => tools.get(name) ?? null,
            async write(record) {
              await step();
              return Boolean(tools.set(name, record));
            },
          },
          noteAccounts: async () => void noted.push(`${name} ${list.hasSeveral()}`),
        };
      },
      async unconfigure() {
        if (disk.isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        left = [];
        return left;
      },
      changed: () => changed(),
    });

    /** Completes a sign-in. The person set at the server approves. */
    async function approve<T>(signingIn: Promise<T>): Promise<T> {
      await settle();
      await clock.advance(6_000);
      const led = await signingIn;
      await settle();
      return led;
    }

    return {
      list,
      clock,
      noted,
      /** Calls back with the name of each vault that is opened from now on. */
      whenOpened(listener: typeof opened) {
        opened = listener;
      },
      /** Calls back when something of the list has changed. */
      whenChanged(listener: typeof changed) {
        changed = listener;
      },
      approve,
      /** Kills it after this many more writes and requests; the last response may be lost. */
      killAfter(steps: number) {
        stepsLeft = steps;
      },
      /** Whether it was killed before it had finished. */
      wasKilled: () => stepsLeft < 0,
      woke: () => {
        clock.woke();
        for (const session of sessions) session.woke();
      },
      /** Adds an account on a server, and signs in to it as a person. Resolves with its id. */
      async add(server: TokenServer, person: Person, name: string | null = null) {
        server.person = person;
        const id = await list.add(fieldsOf(server.baseUrl), name);
        if (typeof id !== 'string') throw new Error(id.kind);
        return approve(list.signIn(id));
      },
      async signIn(id: string, person: Person) {
        const account = list.all().find((each) => each.id === id);
        const server = servers.find(({ baseUrl }) => baseUrl === account?.server.baseUrl);
        if (server) server.person = person;
        return approve(list.signIn(id));
      },
      account(name: string) {
        const account = list.all().find((each) => each.name === name);
        if (!account) throw new Error(`no account ${name}`);
        return account;
      },
      /** Each account in one line. */
      lines: () =>
        list.all().map(({ name, session }) => `${name} ${session.state().kind} ${session.holder()?.name ?? '-'}`),
    };
  }

  const [a, b] = servers;
  if (!a || !b) throw new Error('two servers');
  /** Starts the app, and reads what is stored. */
  async function restart(...options: Parameters<typeof start>) {
    const app = start(...options);
    await app.list.start();
    await settle();
    return app;
  }

  return { a, b, vaults, vault, revokeOnly, disk, start, restart };
}

/** Ada is signed in at a server that identifies people only on request. */
export async function identifiedLater() {
  const world = accountsWorld();
  world.a.hasUserinfo = true;
  const app = world.start();
  await app.list.start();
  const { id } = app.account('a');
  await app.signIn(id, 'ada');
  return { ...world, app, id };
}

/** Two accounts on one server, and two on another. */
export async function four() {
  const world = accountsWorld();
  const app = world.start();
  await app.list.start();
  await app.signIn(app.account('a').id, 'ada');
  await app.add(world.a, 'grace');
  await app.add(world.b, 'ada');
  await app.add(world.b, 'grace', 'test');
  return { ...world, app };
}

/** The results of `four`. */
export const ALL = [
  'a signed-in ada@example.org',
  'a-grace signed-in grace@example.org',
  'b signed-in ada@example.org',
  'test signed-in grace@example.org',
];

/** Requests a code for this account, and has it approved. The sign-in may not have been stored yet. */
export async function approved(
  { list, clock }: Pick<ReturnType<ReturnType<typeof accountsWorld>['start']>, 'list' | 'clock'>,
  id: string,
) {
  const signingIn = list.signIn(id);
  await settle();
  await clock.advance(6_000);
  await settle();
  // Returned in an object, so that the caller doesn't await it.
  return { signingIn };
}
