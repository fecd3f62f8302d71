/** From the approval at the server to the screen, how early polls are, and a sign-in's CPU time in the main process. */
import { approveByForms } from '../../authorization-server/person.ts';
import { type AuthorizationServer, startAuthorizationServer } from '../../authorization-server/server.ts';
import type { Figure } from '../figure.ts';
import { withHome } from '../home.ts';
import { type Subject, start } from '../subject.ts';

const INTERVAL_S = 1;

interface Round {
  /** The time from the approving response until the page shows it. */
  readonly waitedMs: number;
  /** How early the earliest poll was, relative to the interval; negative: it was late. */
  readonly earlyMs: number;
  /** How late the polls were on average, relative to the interval. */
  readonly lateMs: number;
  /** CPU time of the main process, minus that of the same time signed out and idle. */
  readonly cpuMs: number;
}

/** @param rounds at most ten, the limit per minute; the first loads deferred code and isn't counted */
export async function approvalFigures(rounds: number): Promise<readonly Figure[]> {
  const server = await startAuthorizationServer({ port: 0, intervalS: INTERVAL_S });
  const flags = [
    `--server-url=${server.url}`,
    `--client-id=${server.clientId}`,
    '--keep-without-keyring',
    '--inspect=0',
  ];
  try {
    const all = await withHome(async (home) => {
      const subject = await start({ program: 'ours', home, flags });
      await subject.look('a heading', ({ heading }) => heading !== null);
      await subject.inMain(CONFIRM);
      const done: Round[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const one = await signIn(subject, server, (round * 0.37) % INTERVAL_S);
        if (round > 0) done.push(one);
      }
      await subject.quit();
      return done;
    });
    return [
      {
        name: `approval at the server to “signed in” on the screen, interval ${INTERVAL_S} s`,
        unit: 'ms',
        samples: all.map(({ waitedMs }) => waitedMs),
        atMost: INTERVAL_S * 1000 + 300,
        every: true,
      },
      {
        name: 'how early the hastiest poll came',
        unit: 'ms',
        samples: all.map(({ earlyMs }) => earlyMs),
        atMost: 0,
        every: true,
      },
      {
        name: 'how late a poll came, beside the interval',
        unit: 'ms',
        samples: all.map(({ lateMs }) => lateMs),
        atMost: 45,
      },
      {
        name: 'CPU time of the main process for a sign-in, beyond waiting',
        unit: 'ms',
        samples: all.map(({ cpuMs }) => cpuMs),
        atMost: 30,
      },
    ];
  } finally {
    await server.close();
  }
}

/** One sign-in, which is approved at a different moment of the interval each time, and a sign-out. */
async function signIn(subject: Subject, server: AuthorizationServer, afterS: number): Promise<Round> {
  const [from, asked] = [Date.now(), server.log.length];
  const cpu = async () => Number(await subject.inMain(CPU_MS));
  const before = await cpu();
  void subject.inPage('companion.current().then(({ account }) => companion.signIn(account))');
  const { at: shownAt } = await subject.look('a code', ({ code, at }) => code && at > from);
  await new Promise((resolve) => setTimeout(resolve, (INTERVAL_S + afterS) * 1000));
  const userCode = server.userCodes().at(-1) ?? '';
  await approveByForms(server.approvalPage, { userCode, decision: 'approve' });
  const approvedAt = Date.now();
  const signedIn = await subject.look(
    'the approval',
    ({ heading, code, at }) => !code && heading !== null && at > shownAt,
  );
  const cpuMs = (await cpu()) - before;
  const polls = server.log
    .slice(asked)
    .filter(({ grantType, outcome }) => grantType === 'device_code' || outcome === 'codes');
  const gaps = polls.slice(1).map(({ at }, n) => at - (polls[n]?.at ?? 0));
  void subject.inPage('companion.current().then(({ account }) => companion.signOut(account))');
  await subject.look('the sign-out', ({ heading, at }) => heading !== signedIn.heading && at > signedIn.at);
  const intervalMs = INTERVAL_S * 1000;
  const lateMs = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length - intervalMs;
  return { waitedMs: signedIn.at - approvedAt, earlyMs: intervalMs - Math.min(...gaps), lateMs, cpuMs };
}

/** Answers the system dialog with which main asks before it signs out. */
const CONFIRM = `process.getBuiltinModule('node:module').createRequire(process.cwd() + '/')('electron').dialog.showMessageBox =
  async () => ({ response: 1 }); true`;

const CPU_MS = '(({ user, system }) => (user + system) / 1000)(process.cpuUsage())';
