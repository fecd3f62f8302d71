/** An app in which every part can fail with a secret in its error, and everything that leaves the app. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveRequests } from '../../../main/desktop/ipc.ts';
import { createApiServer } from '../../../main/local-tools/api-server.ts';
import { callApi } from '../../../main/local-tools/client.ts';
import { createConsent } from '../../../main/local-tools/consent.ts';
import { createGrants } from '../../../main/local-tools/grants.ts';
import { createTokenBroker } from '../../../main/local-tools/token-broker.ts';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { createSession } from '../../../main/session/session.ts';
import { openLog } from '../../../main/system/log.ts';
import type { Fetch } from '../../../main/time/clock.ts';
import { createClockSkew } from '../../../main/time/clock-skew.ts';
import { createSerialQueue } from '../../../main/time/serial-queue.ts';
import { openRevokeOnly } from '../../../main/vault/revoke-only.ts';
import { openVault } from '../../../main/vault/vault.ts';
import type { Requests } from '../../../preload/api.ts';
import { requestChannel } from '../../../preload/requests.ts';
import { snapshotOf } from '../desktop/parts.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { INERT, server } from '../session/parts.ts';
import { fakeKeychain } from '../vault/world.ts';

/** Data that must not leak. */
export interface Secrets {
  readonly deviceCode: string;
  readonly access: string;
  readonly refresh: string;
  readonly proxyPassword: string;
  readonly urlPassword: string;
  /** Secrets that only users may see: they may be in the state, but not in files or logs. */
  readonly userCode: string;
}

/** All secrets except the code, which users have to see. */
export function secretsIn({ userCode, ...others }: Secrets): string[] {
  return Object.values(others);
}

export type TestResponse = (secrets: Secrets, sent: string) => Response | Error | object;

type RequestName = keyof Requests;

/** Opens the app in its own folder. */
export function openLeaky(secrets: Secrets) {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  mkdirSync(join(folder, 'logs'));
  const log = openLog(folder);
  const clock = fakeClock();
  const keychain = fakeKeychain();
  const seen: unknown[] = [];
  const responses: TestResponse[] = [];

  const network = { isDown: false };
  const fetch: Fetch = async (input, init) => {
    const sent = await new Request(input, init).text();
    if (network.isDown) throw new Error('net::ERR_INTERNET_DISCONNECTED');
    const response = (sent ? responses.shift()?.(secrets, sent) : null) ?? usual(sent, secrets);
    if (response instanceof Response) return response;
    throw response;
  };
  const http = createHttpClient({ fetch, clock });
  // These are called together with the keychain's functions, and their errors are handled in the same way.
  const failing = { message: null as string | null };
  const mayFail = <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) => {
    return async (...args: Args): Promise<T> => {
      if (failing.message !== null) throw new Error(failing.message);
      return call(...args);
    };
  };
  const wrapping = { ...keychain, wrap: mayFail(keychain.wrap), unwrap: mayFail(keychain.unwrap) };
  const kept = {
    folder: join(folder, 'vault'),
    binding: server,
    keychain: wrapping,
    keepWithoutKeyring: () => true,
    machineId: () => 'a'.repeat(32),
  };
  const vault = openVault(kept);
  const busy = watchCalls();
  const changes = new Set<() => void>();
  const session = createSession({
    ...INERT,
    server,
    http,
    refreshHttp: http,
    inTurn: createSerialQueue(),
    vault: busy.watch(vault),
    revokeOnly: busy.watch(openRevokeOnly({ ...kept, now: clock.now })),
    clock,
    random: () => 0.5,
    clockSkew: createClockSkew(clock),
    onChange() {
      seen.push(session.state());
      for (const changed of changes) changed();
    },
    log,
  });

  const tools = openTools();
  /** The API over a real socket, whose user allows everything. */
  function openTools() {
    const grants = createGrants({ store: busy.watch(vault.tools), clock, onChange: () => undefined });
    const consent = createConsent({
      prompt: {
        canAsk: () => true,
        async ask(question) {
          seen.push(question);
          return 'always';
        },
      },
      clock,
      mayShow: async () => {},
      onChange: () => undefined,
      newId: () => 'q',
    });
    const account = { id: 'a1', name: 'login.example.org', host: 'login.example.org', server: server.baseUrl };
    const broker = createTokenBroker({
      sessions: () => [{ account: { ...account, user: session.holder()?.name ?? null }, session, grants }],
      localTools: () => 'ask',
      policyProblem: () => null,
      listTrouble: () => null,
      allowedTools: null,
      consent,
      clock,
      canKeep: () => true,
      lockIsKnown: () => true,
      ownCommand: null,
      nextChange: (signal) =>
        new Promise((resolve, reject) => {
          changes.add(resolve);
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
      stopping: new AbortController().signal,
      audit: () => undefined,
    });
    const status = () => ({
      version: '1.0.0',
      servedBy: 'window' as const,
      localTools: 'ask' as const,
      accounts: broker.accounts(),
      consentPending: consent.waiting() !== null,
    });
    const api = createApiServer({ broker, status, handOver: () => false, secret: null, instance: 'instance-1' });
    const path = join(folder, 's');
    const listening = new Promise<void>((resolve) => api.listen(path, resolve));
    return { grants, api, path, listening };
  }

  /** A tool's response without the only token that it may contain, and whether it contained that token. */
  async function askAsTool(route: string, body: object | null): Promise<boolean> {
    await tools.listening;
    let answered = false;
    const response = callApi({ path: tools.path, secret: null }, route, body).then((got) => {
      answered = true;
      const issued =
        got.kind === 'ok' && typeof got.body === 'object' && got.body !== null && 'access_token' in got.body;
      const shown = issued ? { ...got, body: { ...got.body, access_token: 'issued' } } : got;
      seen.push(shown, tools.grants.list(), tools.grants.events.all());
      return issued;
    });
    // The test can't control the timing of the real socket, and everything behind it waits for the test's clock.
    while (!answered) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (!answered) await pass(5_000);
    }
    return response;
  }

  const listeners = new Map<string, (event: object, ...args: unknown[]) => Promise<unknown>>();
  const fail = (message: string) => {
    throw Object.assign(new Error(message), { name: message, code: message });
  };
  serveRequests(
    // The code under test calls only `handle`, and this test calls its listener only with the declared arguments.
    { handle: (channel: string, listener: never) => void listeners.set(channel, listener) },
    {
      current: () => snapshotOf(session.state()),
      painted: () => fail(secrets.access),
      signIn: () => fail(secrets.refresh),
      cancel: () => session.cancel(),
      dismiss: () => session.dismiss(),
      signOut: () => fail(secrets.access),
      tryAgain: () => fail(secrets.deviceCode),
      protect: () => fail(secrets.refresh),
      copyCode: () => fail(secrets.deviceCode),
      openInBrowser: () => fail(secrets.urlPassword),
      readAccounts: () => fail(secrets.access),
      openAccount: () => fail(secrets.access),
      addAccount: () => fail(secrets.refresh),
      renameAccount: () => fail(secrets.access),
      removeAccount: () => fail(secrets.refresh),
      answerSomeoneElse: () => fail(secrets.deviceCode),
      checkServer: ({ url }) => fail(url),
      useServer: ({ url }) => fail(url),
      changeServer: () => fail(secrets.access),
      showPage: () => fail(secrets.access),
      changeSetting: () => fail(secrets.access),
      answerProxy: ({ password }) => fail(password),
      checkForUpdates: () => fail(secrets.access),
      update: () => fail(secrets.refresh),
      updateLater: () => fail(secrets.deviceCode),
      saveReport: () => fail(secrets.urlPassword),
      copyCommand: () => fail(secrets.access),
      removeTool: () => fail(secrets.access),
      installCommand: () => fail(secrets.access),
      removeCommand: () => fail(secrets.refresh),
      quit: () => fail(secrets.access),
    },
    { log, mayAsk: () => true },
  );
  async function ask(name: RequestName, ...args: unknown[]) {
    const event = { senderFrame: { parent: null, origin: 'app://companion' } };
    const result = await listeners
      .get(requestChannel(name))?.(event, ...args)
      .catch((error: unknown) => error);
    seen.push(result instanceof Error ? [result.name, result.message, result.stack, result.cause] : result);
  }

  /** Advances time in steps of five seconds, and waits for the disk before each. */
  async function pass(ms: number) {
    for (let passedMs = 0; passedMs < ms; passedMs += 5_000) {
      await busy.quiet();
      await clock.advance(5_000);
    }
    await busy.quiet();
  }

  return {
    folder,
    session,
    clock,
    keychain,
    failing,
    network,
    responses,
    pass,
    /** A working server's response to a request. */
    usual: (sent: string) => usual(sent, secrets),
    ask,
    askAsTool,
    /** The tools that have received a token. */
    issued: [] as string[],
    /** Everything that a window was shown or sent. */
    seen: () => JSON.stringify(seen),
    remove() {
      tools.api.closeAllConnections();
      tools.api.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A working server's responses. */
function usual(sent: string, { deviceCode, userCode, access, refresh }: Secrets): Response {
  if (!sent) return new Response('', { status: 404 });
  const verification_uri = `${server.baseUrl}/device`;
  const form = new URLSearchParams(sent);
  if (form.has('device_type'))
    return Response.json({
      device_code: deviceCode,
      user_code: userCode,
      verification_uri,
      expires_in: 600,
      interval: 5,
    });
  return Response.json({ access_token: access, refresh_token: refresh, expires_in: 3600, token_type: 'Bearer' });
}

/** The vault writes to a real disk, whose time a test can't control, so pending writes are awaited. */
function watchCalls() {
  let open = 0;
  const watched =
    (call: (...args: never[]) => unknown, self: object) =>
    (...args: never[]): unknown => {
      const result = Reflect.apply(call, self, args);
      if (!(result instanceof Promise)) return result;
      open += 1;
      return result.finally(() => {
        open -= 1;
      });
    };
  return {
    watch: <T extends object>(store: T): T =>
      new Proxy(store, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          return typeof member === 'function' ? watched(member as () => unknown, target) : member;
        },
      }),
    async quiet() {
      do await settle();
      while (open > 0);
    },
  };
}
