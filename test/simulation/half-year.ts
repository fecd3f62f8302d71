/**
 * A signed-in computer's life, with one account or several: the real session, transport and power, over a course of events and a
 * server in memory.
 */
import { createHttpClient } from '../../main/net/http-client.ts';
import { waitBeforeRefresh } from '../../main/oauth/refresh-schedule.ts';
import { createSession } from '../../main/session/session.ts';
import { watchPower } from '../../main/time/power.ts';
import { createSerialQueue, type Turn } from '../../main/time/serial-queue.ts';
import type { SessionState } from '../../preload/api.ts';
import { type FakeClock, fakeClock } from '../unit/fake-clock.ts';
import { server as address, memoryRevokeOnly, memoryVault, stored } from '../unit/session/parts.ts';
import { chance } from './chance.ts';
import { type Computer, createComputer } from './computer.ts';
import type { Course } from './course.ts';
import { modelServer, type Rotation } from './model-server.ts';
import { createNetwork, type Sent } from './network.ts';
import { covers, type Span } from './spans.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/**
 * An access token that lives for 15 minutes: renewed every 12 minutes, which is about as long as the waits between tries
 * while a server is down, so that outages hardly change how often the server is asked.
 */
const ACCESS_LIFE_MS = 15 * MINUTE_MS;
export const MEAN_INTERVAL_MS = waitBeforeRefresh({ kind: 'tokens', lifetimeMs: ACCESS_LIFE_MS }, () => 0.5);

/** While a lost response can still be recovered, no other fault occurs. */
const SAVING_MS = 40 * SECOND_MS;
const ASKERS = 3;
/** The time without faults at the end, in which everything that began can complete. */
const AFTERWARDS_MS = 12 * 60 * MINUTE_MS;

/** The results. Times are in elapsed time. */
export interface Life {
  readonly lastedMs: number;
  readonly sent: readonly Sent[];
  readonly mostAtOnce: number;
  readonly rotations: readonly Rotation[];
  readonly computer: Pick<Computer, 'asleep' | 'away'>;
  /** Accidents that didn't occur, because there was no refresh. */
  readonly accidentsLeft: number;
  /** Requests that were made while the computer slept. */
  readonly sentAsleep: number;
  /** Each `needs-you` as displayed, and whether the server would still have accepted the token then. */
  readonly forced: readonly { readonly because: string; readonly wouldAccept: boolean }[];
  /** When the state showed trouble with the connection. */
  readonly trouble: readonly Span[];
  /** Other states that must not occur while signed in. */
  readonly strange: readonly SessionState[];
  readonly endsWith: SessionState;
}

/** Simulates a computer with one account. */
export async function live(course: Course, graceMs: number): Promise<Life> {
  const [life] = await liveTogether(course, graceMs, 1);
  if (!life) throw new Error('no account');
  return life;
}

/** The parts of the computer that accounts share. */
interface Shared {
  readonly clock: FakeClock;
  readonly computer: Computer;
  readonly course: Course;
  readonly graceMs: number;
  /** While a lost response can still be recovered, no other fault occurs. */
  readonly saving: { untilMs: number };
}

/**
 * The lives of several accounts on one computer: the first two are on one server, each further one on a server of its own. What
 * happens inside a refresh happens inside one of the first account; sleeps and losses hit all.
 */
export async function liveTogether(course: Course, graceMs: number, count: number): Promise<readonly Life[]> {
  const clock = fakeClock();
  const cut = (code: string) => {
    for (const { network } of accounts) network.cut(code);
  };
  const computer = createComputer(clock, () => cut('net::ERR_NETWORK_IO_SUSPENDED'));
  const saving = { untilMs: 0 };
  const shared: Shared = { clock, computer, course, graceMs, saving };
  const ofOneServer = createSerialQueue();
  const accounts = Array.from({ length: count }, (_, nth) =>
    createAccount(shared, nth, nth < 2 ? ofOneServer : createSerialQueue()),
  );
  const [first] = accounts;
  if (!first) return [];

  /** Converts a time of the course, which counts from the beginning, to the clock's, which counts from the computer's start. */
  const comes = (atMs: number) => clock.until(atMs + clock.elapsedMs() - clock.passedMs());

  /** Accidents that must not meet a refresh wait until none is in progress. */
  async function quiet() {
    while (!accounts.every(({ network }) => network.isQuiet()) || clock.passedMs() < saving.untilMs)
      await clock.sleep(SECOND_MS);
  }

  function meet(inside: 'request' | 'response', happen: () => void) {
    first?.network.meet({
      rotated: inside === 'response',
      happen() {
        if (inside === 'response') saving.untilMs = clock.passedMs() + SAVING_MS;
        happen();
      },
    });
  }

  async function sleep() {
    for (const { awakeMs, asleepMs, networkAfterMs, inside } of course.sleeps) {
      await clock.sleep(awakeMs);
      if (inside)
        await new Promise<void>((woken) =>
          meet(inside, () => void computer.sleepFor(asleepMs, networkAfterMs).then(woken)),
        );
      else await quiet().then(() => computer.sleepFor(asleepMs, networkAfterMs));
    }
  }

  async function loseNetwork() {
    for (const { atMs, awayMs, inside } of course.losses) {
      await comes(atMs);
      const lose = () => {
        computer.loseNetwork(awayMs);
        cut('net::ERR_NETWORK_CHANGED');
      };
      if (inside) meet(inside, lose);
      else await quiet().then(lose);
    }
  }

  async function jump() {
    for (const { atMs, byMs } of course.jumps) {
      await comes(atMs);
      clock.jump(byMs);
    }
  }

  async function ask() {
    for (const atMs of course.asks) {
      await comes(atMs);
      for (const { session } of accounts)
        for (let n = 0; n < ASKERS; n += 1) if (!computer.isAsleep()) void session.accessToken(0);
    }
  }

  for (const { session } of accounts) await session.start();
  for (const happens of [sleep, loseNetwork, jump, ask]) void happens();
  while (clock.passedMs() < course.lastsMs + AFTERWARDS_MS) await clock.advance(10 * MINUTE_MS);
  return accounts.map(({ life }) => life());
}

/** One account, from its session to its server. */
function createAccount({ clock, computer, course, graceMs, saving }: Shared, nth: number, inTurn: Turn) {
  const luck = chance(nth === 0 ? 'network' : `network ${nth}`);
  const server = modelServer({ elapsedMs: clock.passedMs, graceMs, accessLifeMs: ACCESS_LIFE_MS, approvalMs: 20_000 });
  const network = createNetwork({
    clock,
    chance: luck,
    server,
    isOnline: computer.net.isOnline,
    outage: () => course.outages.find((span) => covers([span], clock.passedMs()))?.outage ?? null,
    isCalm: () =>
      clock.passedMs() >= saving.untilMs && !course.outages.some((span) => overlaps(span, clock.passedMs(), SAVING_MS)),
  });

  let sentAsleep = 0;
  const http = createHttpClient({
    clock,
    fetch(input, init) {
      if (computer.isAsleep()) sentAsleep += 1;
      return network.fetch(input, init);
    },
  });
  const { powerMonitor, net } = computer;
  const power = watchPower({ powerMonitor: powerMonitor as never, net, clock, onWake: () => session.woke() });
  const vault = memoryVault(stored({ refreshToken: server.signedIn() }));
  const session = createSession({
    maySignIn: true,
    maxAgeMs: null,
    audit: async () => undefined,
    server: address,
    deviceOs: () => 'Debian GNU/Linux 12',
    http,
    refreshHttp: http,
    closeIdleConnections: async () => {},
    inTurn,
    mayBeAnothers: () => false,
    onSomeoneElse: async () => {},
    vault,
    revokeOnly: memoryRevokeOnly(),
    ...power,
    clock,
    random: chance(nth === 0 ? 'session' : `session ${nth}`).random,
    clockSkew: { offMs: () => null },
    onChange,
    log: () => {},
  });

  const forced: { because: string; wouldAccept: boolean }[] = [];
  const strange: SessionState[] = [];
  const trouble: Span[] = [];
  let troubleFromMs: number | null = null;
  let lastToken = '';
  let shown: SessionState['kind'] = 'loading';

  function onChange() {
    const state = session.state();
    const isTrouble = state.kind === 'signed-in' && state.connection.kind === 'retrying';
    if (isTrouble) troubleFromMs ??= clock.passedMs();
    else if (troubleFromMs !== null) {
      trouble.push({ fromMs: troubleFromMs, toMs: clock.passedMs() });
      troubleFromMs = null;
    }
    if (vault.stored.kind === 'value') lastToken = vault.stored.session.refreshToken ?? lastToken;
    if (state.kind === 'needs-you' && shown === 'signed-in') {
      forced.push({ because: state.because.kind, wouldAccept: server.wouldAccept(lastToken) });
      void signInAgain();
    } else if (state.kind === 'signed-out' || (state.kind === 'signed-in' && state.trouble)) strange.push(state);
    shown = state.kind;
  }

  /** The user, who doesn't use the computer all the time. */
  async function signInAgain() {
    while (session.state().kind !== 'signed-in') {
      await clock.sleep(luck.scaled(MINUTE_MS, 60 * MINUTE_MS));
      await session.signIn();
    }
  }

  const life = (): Life => ({
    lastedMs: clock.passedMs(),
    sent: network.sent,
    mostAtOnce: network.mostAtOnce(),
    rotations: server.rotations,
    computer,
    accidentsLeft: network.accidentsLeft(),
    sentAsleep,
    forced,
    trouble,
    strange,
    endsWith: session.state(),
  });
  return { session, network, life };
}

function overlaps({ fromMs, toMs }: Span, atMs: number, forMs: number): boolean {
  return fromMs < atMs + forMs && atMs < toMs;
}
