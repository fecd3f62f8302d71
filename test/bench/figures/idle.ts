/** The app, signed in and idle in the tray, compared with a blank app during the same minutes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { approveByForms } from '../../authorization-server/person.ts';
import { type AuthorizationServer, startAuthorizationServer } from '../../authorization-server/server.ts';
import { processesMarked } from '../../harness/processes.ts';
import type { Home } from '../../harness/profile.ts';
import type { Figure } from '../figure.ts';
import { withHome } from '../home.ts';
import { type Subject, start } from '../subject.ts';

/** A start refreshes within ten minutes, and a busy computer may be slow. */
const FIRST_REFRESH_LIMIT_MS = 12 * 60_000;
const SETTLED_MS = 60_000;
const MINUTES = 5;
const MB = 1_000_000;

export async function idleFigures(): Promise<readonly Figure[]> {
  const server = await startAuthorizationServer({ port: 0, intervalS: 0.2, accessTokenLifetimeS: 3600 });
  const flags = [`--server-url=${server.url}`, `--client-id=${server.clientId}`, '--keep-without-keyring'];
  try {
    return await withHome(async (home) => {
      await signIn(home, server, flags);
      return withHome(async (other) => {
        const hidden = { flags: [...flags, '--hidden', '--inspect=0'], watched: false };
        const ours = await start({ program: 'ours', home, ...hidden });
        const blank = await start({ program: 'blank', home: other, ...hidden });
        await firstRefresh(server);
        await sleep(SETTLED_MS);
        const memory = (await memoryOf(ours)) - (await memoryOf(blank));
        const renderers = renderersOf(home);
        const [a, b] = await Promise.all([spendOver(ours), spendOver(blank)]);
        await Promise.all([ours.quit(), blank.quit()]);
        return [
          {
            name: 'memory of the main process over the blank app’s, signed in and idle for a minute',
            unit: 'MB',
            samples: [memory / MB],
            atMost: 6,
          },
          { name: 'renderer processes while only the tray is needed', unit: 'count', samples: [renderers], atMost: 0 },
          {
            name: `timers that went off in a minute, of ${MINUTES} idle ones in the tray`,
            unit: 'count',
            samples: [(a.timers - b.timers) / MINUTES],
            atMost: 0,
            note: `${a.timers} and ${b.timers} in all`,
          },
          {
            name: `CPU time over the blank app’s in ${MINUTES} idle minutes in the tray`,
            unit: 'ms',
            samples: [a.cpuMs - b.cpuMs],
            atMost: 20,
            note: `${Math.round(a.cpuMs)} ms and ${Math.round(b.cpuMs)} ms`,
          },
          {
            name: 'wake-ups of the main process over the blank app’s in the same minutes',
            unit: 'count',
            samples: [a.wakeUps - b.wakeUps],
            atMost: 0,
            note: `${a.wakeUps} and ${b.wakeUps}`,
          },
        ] satisfies readonly Figure[];
      });
    });
  } finally {
    await server.close();
  }
}

/** Signs a profile in, with a window that is then closed, so that its leftovers would show. */
async function signIn(home: Home, server: AuthorizationServer, flags: readonly string[]): Promise<void> {
  const subject = await start({ program: 'ours', home, flags: [...flags, '--sign-in'] });
  const { at: shownAt } = await subject.look(({ code }) => code);
  await approveByForms(server.approvalPage, { userCode: server.userCodes().at(-1) ?? '', decision: 'approve' });
  await subject.look(({ heading, code, at }) => heading !== null && !code && at > shownAt);
  await subject.quit();
}

/** Waits for the one refresh that each start makes within ten minutes. The new access token outlives the measurement. */
async function firstRefresh({ log }: AuthorizationServer): Promise<void> {
  const untilMs = performance.now() + FIRST_REFRESH_LIMIT_MS;
  while (!log.some(({ grantType }) => grantType === 'refresh_token')) {
    if (performance.now() > untilMs) {
      const seen = log.map(({ path, grantType }) => grantType ?? path).join(', ') || 'nothing';
      throw new Error(`no refresh reached the server within 12 minutes of the start; it received: ${seen}`);
    }
    // The refresh comes at a random time of real minutes, and nothing is measured yet.
    await sleep(1000);
  }
}

const memoryOf = async (subject: Subject) => Number(await subject.inMain('process.memoryUsage().rss'));

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
async function spendOver(subject: Subject): Promise<Spent> {
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
