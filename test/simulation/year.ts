/**
 * A year of a computer with three accounts whose tools ask every few minutes: the app from its real parts, on a real disk and
 * a real socket, over servers in memory. Only Electron, the network and time are played.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Opened } from '../../main/app/wiring/create-app.ts';
import type { ConsentPrompt } from '../../main/local-tools/types.ts';
import { type FakeClock, fakeClock, settle } from '../unit/fake-clock.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const ACCESS_LIFE_S = 3_600;

/** How often a tool asks. More often on the first day, so that the history of their requests is full after it. */
const BETWEEN_ASKS_MS = 5 * MINUTE_MS;
const BETWEEN_FIRST_ASKS_MS = 30 * SECOND_MS;
const AWAKE_MS = 16 * HOUR_MS;
const OUTAGE_MS = 30 * MINUTE_MS;

/** The servers of the accounts. Two accounts are on the first one. */
export const SERVERS = ['https://one.example.org', 'https://two.example.org'] as const;
const PEOPLE = ['ada', 'grace', 'edsger'] as const;

export interface World {
  readonly clock: FakeClock;
  /** The module that the app imports as `electron`. */
  readonly electron: object;
  readonly powerMonitor: EventEmitter;
  /** Requests to servers. */
  readonly counts: { sent: number; refreshed: number };
  setOnline(isOnline: boolean): void;
  /** Sets who approves the next code. */
  approveAs(person: string): void;
  /** Ends every sign-in of this person at the server. */
  revoke(person: string): void;
}

/** The part of Electron that the app uses. */
export function createWorld(): World {
  const clock = fakeClock(Date.UTC(2026, 0, 1, 9), quiet);
  const powerMonitor = new EventEmitter();
  const counts = { sent: 0, refreshed: 0 };
  /** The refresh token of each active sign-in, and its person. */
  const grants = new Map<string, string>();
  let person = '';
  let isOnline = true;
  let nth = 0;

  function tokens(origin: string, who: string): Response {
    const refresh_token = `refresh-${++nth}`;
    grants.set(refresh_token, who);
    const claims = { iss: origin, aud: 'transparenc-companion', exp: 4e9, sub: who, name: who };
    const id_token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
    return Response.json({ access_token: `access-${nth}`, refresh_token, id_token, expires_in: ACCESS_LIFE_S });
  }

  function serve({ origin, pathname }: URL, form: Readonly<Record<string, string>>): Response {
    switch (pathname) {
      case '/.well-known/oauth-authorization-server':
        return Response.json({
          issuer: origin,
          device_authorization_endpoint: `${origin}/device`,
          token_endpoint: `${origin}/token`,
          revocation_endpoint: `${origin}/revoke`,
        });
      case '/device':
        return Response.json({
          device_code: `code-${++nth}`,
          user_code: 'WDJB-MJHT',
          verification_uri: `${origin}/approve`,
          expires_in: 600,
          interval: 5,
        });
      case '/revoke':
        grants.delete(form['token'] ?? '');
        return new Response('');
      case '/token': {
        if (form['grant_type'] !== 'refresh_token') return tokens(origin, person);
        const token = form['refresh_token'] ?? '';
        const who = grants.get(token);
        if (who === undefined) return Response.json({ error: 'invalid_grant' }, { status: 400 });
        grants.delete(token);
        counts.refreshed += 1;
        return tokens(origin, who);
      }
      default:
        return new Response('', { status: 404 });
    }
  }

  /** One request by `net.request`, answered after a turn of the event loop as a real one would be. */
  function send({ url }: { readonly url: string }) {
    const client = new EventEmitter();
    async function answer(body: Buffer | undefined) {
      counts.sent += 1;
      const form = Object.fromEntries(new URLSearchParams(body?.toString()));
      await Promise.resolve();
      if (!isOnline) return client.emit('error', new Error('net::ERR_INTERNET_DISCONNECTED'));
      const response = serve(new URL(url), form);
      const about = { statusCode: response.status, headers: Object.fromEntries(response.headers) };
      const bytes = Buffer.from(await response.arrayBuffer());
      return client.emit('response', Object.assign(Readable.from(bytes.length > 0 ? [bytes] : []), about));
    }
    return Object.assign(client, { abort: () => undefined, end: (body?: Buffer) => void answer(body) });
  }

  const network = {
    setProxy: async () => undefined,
    closeAllConnections: async () => undefined,
  };

  const electron = {
    app: {
      on: () => undefined,
      whenReady: async () => undefined,
      getVersion: () => '1.0.0',
      getName: () => 'Transparenc Companion',
      getPreferredSystemLanguages: () => ['en-US'],
      getSystemLocale: () => 'en-US',
      commandLine: { hasSwitch: () => false },
      isPackaged: true,
      getPath: () => '/nowhere',
    },
    net: { isOnline: () => isOnline, request: send },
    session: { fromPartition: () => network },
    powerMonitor,
    safeStorage: keyring(),
    ipcMain: undefined,
    shell: undefined,
  };
  return {
    clock,
    electron: { ...electron, default: electron },
    powerMonitor,
    counts,
    setOnline(online) {
      isOnline = online;
    },
    approveAs(who) {
      person = who;
    },
    revoke(who) {
      for (const [token, whose] of grants) if (whose === who) grants.delete(token);
    },
  };
}

/** An unlocked keyring, which marks wrapped data like Chromium. */
function keyring() {
  const key = Buffer.alloc(32, 7);
  const nonce = Buffer.alloc(16, 9);
  return {
    isAsyncEncryptionAvailable: async () => true,
    async encryptStringAsync(text: string) {
      const cipher = createCipheriv('aes-256-ctr', key, nonce);
      return Buffer.concat([Buffer.from('v11'), cipher.update(text), cipher.final()]);
    },
    async decryptStringAsync(wrapped: Buffer) {
      const cipher = createDecipheriv('aes-256-ctr', key, nonce);
      const result = Buffer.concat([cipher.update(wrapped.subarray(3)), cipher.final()]).toString();
      return { result, shouldReEncrypt: false };
    },
  };
}

/** The event loop's pending work while files are written. */
const AT_WORK = /^(FSReq|CloseReq)/;

/** Like `settle`, and also waits for writes to disk. */
async function quiet(): Promise<void> {
  do await settle();
  while (process.getActiveResourcesInfo().some((resource) => AT_WORK.test(resource)));
}

/** The resources of a process. */
export interface Held {
  readonly day: number;
  /** Bytes in use after a garbage collection. */
  readonly heap: number;
  readonly descriptors: number;
  readonly sockets: number;
  /** The pending handles and requests in the event loop. */
  readonly resources: number;
  /** The listeners of the power monitor and of the process, for all events. */
  readonly listeners: number;
  /** The number of pending timers. */
  readonly timers: number;
}

/** Every day of the year, and the memory in use at the end of those that `look` names. */
export async function liveDays(
  { clock, powerMonitor, ...world }: World,
  companion: Opened,
  days: number,
  look: (day: number) => boolean,
): Promise<{ readonly held: readonly Held[]; readonly asked: number; readonly refused: number }> {
  const { accounts, requests } = companion;
  let asked = 0;
  let refused = 0;
  const prompt: ConsentPrompt = {
    canAsk: () => true,
    ask: async ({ tool }) => (tool === 'nightly' ? 'until-lock' : 'always'),
  };
  const tools = await companion.startTools({
    servedBy: 'window',
    prompt,
    lockIsKnown: () => true,
    handOver: () => false,
  });
  if (tools.api.kind !== 'listening') throw new Error(`the API is not there: ${JSON.stringify(tools.api)}`);
  const { path } = tools.api;
  // Read the snapshot after each change, like a tray and a window.
  companion.subscribe((snapshot) => JSON.stringify(snapshot));

  async function signIn(id: string, person: string) {
    world.approveAs(person);
    requests.signIn(id);
    const stateNow = () =>
      accounts
        .all()
        .find((each) => each.id === id)
        ?.session.state();
    // The first sign-in loads its code, which takes real time.
    while (stateNow()?.kind === 'requesting-code') await settle();
    await clock.advance(MINUTE_MS);
    const state = stateNow();
    if (state?.kind !== 'signed-in') throw new Error(`${person} is not signed in: ${JSON.stringify(state)}`);
  }

  async function ask(tool: string) {
    const all = accounts.all();
    const { status } = await post(path, { tool, account: all[asked % all.length]?.name });
    asked += 1;
    if (status !== 200) refused += 1;
    await quiet();
  }

  async function awake(day: number) {
    const between = day === 1 ? BETWEEN_FIRST_ASKS_MS : BETWEEN_ASKS_MS;
    for (let passedMs = 0; passedMs < AWAKE_MS; passedMs += between) {
      await clock.advance(between);
      await ask('backup');
    }
  }

  /** The screen is locked, and the computer sleeps until the next morning. */
  async function night() {
    await ask('nightly');
    companion.noteScreen(true);
    tools.locked();
    powerMonitor.emit('suspend');
    await clock.advance(SECOND_MS);
    clock.sleepThrough(24 * HOUR_MS - AWAKE_MS);
    powerMonitor.emit('resume');
    await clock.advance(SECOND_MS);
    companion.noteScreen(false);
    for (const session of accounts.sessions()) await session.keyringMayBeOpen();
  }

  async function outage() {
    world.setOnline(false);
    await clock.advance(OUTAGE_MS);
    world.setOnline(true);
    await clock.advance(OUTAGE_MS);
  }

  /** Someone signs out and in again, and a server ends the sign-in of someone else, who signs in again. */
  async function troubles() {
    const [first, second] = accounts.all();
    if (!first || !second) throw new Error('no accounts');
    requests.signOut(first.id);
    await clock.advance(MINUTE_MS);
    await signIn(first.id, PEOPLE[0]);
    world.revoke(PEOPLE[1]);
    requests.tryAgain(second.id);
    await clock.advance(MINUTE_MS);
    await signIn(second.id, PEOPLE[1]);
  }

  await accounts.start();
  await clock.advance(MINUTE_MS);
  const [first] = accounts.all();
  if (!first) throw new Error('no account');
  await signIn(first.id, PEOPLE[0]);
  for (const [nth, serverUrl] of [SERVERS[0], SERVERS[1]].entries()) {
    const added = await accounts.add({ ...first.fields, serverUrl }, null);
    if (typeof added !== 'string') throw new Error(JSON.stringify(added));
    await signIn(added, PEOPLE[nth + 1] ?? '');
  }

  const held: Held[] = [];
  for (let day = 1; day <= days; day += 1) {
    if (day % 30 === 1) await troubles();
    await awake(day);
    await night();
    if (day % 7 === 1) await outage();
    // By then, everything that briefly outlives a request is over.
    await clock.advance(10 * MINUTE_MS);
    if (look(day)) held.push(await holds(day, clock, powerMonitor));
  }
  await tools.close();
  return { held, asked, refused };
}

function post(socketPath: string, body: object): Promise<{ readonly status: number }> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', Host: 'localhost', Connection: 'close' };
    const sent = request({ socketPath, path: '/v1/token', method: 'POST', headers }, (response) => {
      response.resume();
      response.once('close', () => resolve({ status: response.statusCode ?? 0 }));
    });
    sent.once('error', reject).end(JSON.stringify(body));
  });
}

// V8 compiles what runs often, and finds more of that for weeks. What it keeps for that is not the app's: here all is interpreted,
// and what V8 notes about a function has its place from the first call.
for (const flag of [
  '--expose-gc',
  '--no-opt',
  '--no-maglev',
  '--no-sparkplug',
  '--no-flush-bytecode',
  '--no-lazy-feedback-allocation',
])
  setFlagsFromString(flag);
const collect: (options: object) => void = runInNewContext('gc');
/** Empties V8's caches as well, as if memory were short. */
const EVERYTHING = { type: 'major', execution: 'sync', flavor: 'last-resort' };

async function holds(day: number, clock: FakeClock, powerMonitor: EventEmitter): Promise<Held> {
  // Wait until files are closed and finalizers have run.
  for (let times = 0; times < 3; times += 1) {
    await quiet();
    collect(EVERYTHING);
  }
  const descriptors = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  const listeners = [powerMonitor, process].flatMap((each) =>
    each.eventNames().map((name) => each.listenerCount(name as string)),
  );
  return {
    day,
    heap: process.memoryUsage().heapUsed,
    descriptors: descriptors.length,
    sockets: descriptors.filter((name) => name.startsWith('socket:')).length,
    resources: process.getActiveResourcesInfo().length,
    listeners: listeners.reduce((sum, count) => sum + count, 0),
    timers: clock.sleepers(),
  };
}
