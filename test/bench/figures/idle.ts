/** The app, signed in and idle in the tray, compared with a blank app during the same minutes: several of both at the same time. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { approveByForms } from '../../authorization-server/person.ts';
import { type AuthorizationServer, startAuthorizationServer } from '../../authorization-server/server.ts';
import { processesMarked } from '../../harness/processes.ts';
import type { Home } from '../../harness/profile.ts';
import { type Figure, spread } from '../figure.ts';
import { withHomes } from '../home.ts';
import { type Subject, start } from '../subject.ts';

/** The fewest that give the median an interval. */
const PAIRS = 8;
/** A start refreshes within ten minutes, and a busy computer may be slow. */
const FIRST_REFRESH_LIMIT_MS = 12 * 60_000;
const SETTLED_MS = 60_000;
const MINUTES = 5;
const MB = 1_000_000;

export async function idleFigures(): Promise<readonly Figure[]> {
  const server = await startAuthorizationServer({ port: 0, intervalS: 0.2, accessTokenLifetimeS: 3600 });
  const flags = [`--server-url=${server.url}`, `--client-id=${server.clientId}`, '--keep-without-keyring'];
  try {
    return await withHomes(2 * PAIRS, async (homes) => {
      const [own, others] = [homes.slice(0, PAIRS), homes.slice(PAIRS)];
      for (const home of own) await signIn(home, server, flags);
      const hidden = { flags: [...flags, '--hidden', '--inspect=0'], watched: false };
      const each = (program: 'ours' | 'blank', list: readonly Home[]) =>
        Promise.all(list.map((home) => start({ program, home: withoutCompileCache(home), ...hidden })));
      const [ours, blanks] = [await each('ours', own), await each('blank', others)];
      await firstRefreshes(server);
      await sleep(SETTLED_MS);
      const memory = { ours: ours.map(memoryOf), blank: blanks.map(memoryOf) };
      const renderers = own.map(renderersOf);
      const all = await Promise.all([...ours, ...blanks].map(spend));
      await Promise.all([...ours, ...blanks].map((subject) => subject.quit()));
      const spent = (of: keyof Spent) => ({
        ours: all.slice(0, PAIRS).map((it) => it[of]),
        blank: all.slice(PAIRS).map((it) => it[of]),
      });
      return [
        {
          name: 'private memory of the main process over the blank app’s, signed in and idle for a minute',
          unit: 'MB',
          ...over(memory, MB),
          atMost: 6,
        },
        { name: 'renderer processes while only the tray is needed', unit: 'count', samples: renderers, atMost: 0 },
        {
          name: `timers that went off in a minute, of ${MINUTES} idle ones in the tray`,
          unit: 'count',
          ...over(spent('timers'), MINUTES),
          atMost: 0,
        },
        {
          name: `CPU time over the blank app’s in ${MINUTES} idle minutes in the tray`,
          unit: 'ms',
          ...over(spent('cpuMs')),
          atMost: 20,
        },
        {
          name: 'wake-ups of the main process over the blank app’s in the same minutes',
          unit: 'count',
          ...over(spent('wakeUps')),
          atMost: 0,
        },
      ] satisfies readonly Figure[];
    });
  } finally {
    await server.close();
  }
}

/** The difference of each pair, in a larger unit if `per` is given, and the medians behind it. */
function over(
  { ours, blank }: { readonly ours: readonly number[]; readonly blank: readonly number[] },
  per = 1,
): Pick<Figure, 'samples' | 'note'> {
  const median = (samples: readonly number[]) => (spread(samples).median / per).toFixed(1);
  const samples = ours.map((amount, at) => (amount - (blank[at] ?? Number.NaN)) / per);
  return { samples, note: `${median(ours)} and ${median(blank)}` };
}

/** The stand-in's cache would keep the compiled code of the app's files in memory (0.6 MB), which Electron doesn't have. */
function withoutCompileCache(home: Home): Home {
  return { ...home, environment: { ...home.environment, NODE_DISABLE_COMPILE_CACHE: '1' } };
}

/** Signs a profile in, with a window, whose leftovers in the profile would show. */
async function signIn(home: Home, server: AuthorizationServer, flags: readonly string[]): Promise<void> {
  const subject = await start({ program: 'ours', home, flags: [...flags, '--sign-in'] });
  const { at: shownAt } = await subject.look('a code', ({ code }) => code);
  await approveByForms(server.approvalPage, { userCode: server.userCodes().at(-1) ?? '', decision: 'approve' });
  await subject.look('the approval', ({ heading, code, at }) => heading !== null && !code && at > shownAt);
  await subject.quit();
}

/** Waits for the refresh that each start makes within ten minutes. The new access tokens outlive the measurement. */
async function firstRefreshes({ log }: AuthorizationServer): Promise<void> {
  const untilMs = performance.now() + FIRST_REFRESH_LIMIT_MS;
  while (log.filter(({ grantType }) => grantType === 'refresh_token').length < PAIRS) {
    if (performance.now() > untilMs) {
      const seen = log.map(({ path, grantType }) => grantType ?? path).join(', ') || 'nothing';
      throw new Error(`${PAIRS} refreshes were due within 12 minutes of the start; the server received: ${seen}`);
    }
    // The refreshes come at random times of real minutes, and nothing is measured yet.
    await sleep(1000);
  }
}

/**
 * The bytes that no other process shares, which are free once it has ended. The resident memory would also count the pages of the
 * executable that it happens to have touched, of which all processes have one copy. Works only on Linux; elsewhere it's 0.
 */
function memoryOf({ pid }: Subject): number {
  if (process.platform !== 'linux') return 0;
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)].map(([, amount]) => Number(amount));
  return kilobytes.reduce((sum, amount) => sum + amount * 1024, 0);
}

/** Works only on Linux; elsewhere it finds none. */
function renderersOf({ folder }: Home): number {
  return processesMarked(folder).filter(({ command }) => command.includes('--type=renderer')).length;
}

interface Spent {
  readonly timers: number;
  readonly cpuMs: number;
  /** How often one of its threads stopped waiting. */
  readonly wakeUps: number;
}

/** The main process's activity in these minutes. */
async function spend(subject: Subject): Promise<Spent> {
  await subject.inMain(COUNT_TIMERS);
  const [cpuBefore, wakeUpsBefore] = [Number(await subject.inMain(CPU_MS)), Number(await subject.inMain(WAKE_UPS))];
  await sleep(MINUTES * 60_000);
  const wakeUps = Number(await subject.inMain(WAKE_UPS)) - wakeUpsBefore;
  const cpuMs = Number(await subject.inMain(CPU_MS)) - cpuBefore;
  return { timers: Number(await subject.inMain('globalThis.timersGone')), cpuMs, wakeUps };
}

const WAKE_UPS = 'process.resourceUsage().voluntaryContextSwitches';

const CPU_MS = '(({ user, system }) => (user + system) / 1000)(process.cpuUsage())';

/** Before each callback, Node reports its kind. */
const COUNT_TIMERS = `(() => {
  const { createHook, executionAsyncResource } = process.getBuiltinModule('async_hooks');
  globalThis.timersGone = 0;
  createHook({
    before() {
      const kind = executionAsyncResource()?.constructor?.name;
      if (kind === 'Timeout') globalThis.timersGone += 1;
    },
  }).enable();
})()`;
