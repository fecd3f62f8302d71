/** The cost of twenty accounts compared with one: until the first paint, in memory, and in timers while idle. */
import { setTimeout as sleep } from 'node:timers/promises';
import { approveByForms } from '../../authorization-server/person.ts';
import { type AuthorizationServer, startAuthorizationServer } from '../../authorization-server/server.ts';
import type { Home } from '../../harness/profile.ts';
import { type Figure, spread } from '../figure.ts';
import { withHome } from '../home.ts';
import { type Subject, start } from '../subject.ts';

const MANY = 20;
const MB = 1_000_000;
/** Waits until the start's work is done. */
const SETTLED_MS = 5_000;
const PATIENCE_MS = 20_000;

/** @param pairs how often the app is started with one account and with twenty */
export async function accountsFigures(pairs: number): Promise<readonly Figure[]> {
  const server = await startAuthorizationServer({ port: 0, intervalS: 0.2 });
  const flags = [`--server-url=${server.url}`, `--client-id=${server.clientId}`, '--keep-without-keyring'];
  try {
    return await withHome(async (one) => {
      await signIn(one, server, flags, 1);
      return withHome(async (many) => {
        await signIn(many, server, flags, MANY);
        const paints: Readonly<Record<'one' | 'many', number>>[] = [];
        // The first run of each fills the caches. The two take turns in going first.
        for (let pair = -1; pair < pairs; pair += 1) {
          const [first, second] = pair % 2 === 0 ? [one, many] : [many, one];
          const times = new Map([
            [first, await timeToPaint(first, flags)],
            [second, await timeToPaint(second, flags)],
          ]);
          const of = (home: Home) => times.get(home) ?? Number.NaN;
          if (pair >= 0) paints.push({ one: of(one), many: of(many) });
        }
        const [idleOne, idleMany] = [await idle(one, flags), await idle(many, flags)];
        const median = (of: 'one' | 'many') => Math.round(spread(paints.map((it) => it[of])).median);
        return [
          {
            name: `launch to first paint with ${MANY} accounts, ratio to one`,
            unit: 'ratio',
            samples: paints.map((it) => it.many / it.one),
            atMost: 1.05,
            note: `${median('many')} ms and ${median('one')} ms`,
          },
          {
            name: `heap of the main process for each account after collection, over ${MANY}`,
            unit: 'MB',
            samples: [(idleMany.heap - idleOne.heap) / (MANY - 1) / MB],
            atMost: 0.3,
          },
          {
            name: `timers that wait while ${MANY} accounts are idle, beyond those of one`,
            unit: 'count',
            samples: [idleMany.timers - idleOne.timers],
            atMost: 0,
            note: `${idleMany.timers} and ${idleOne.timers}`,
          },
        ] satisfies readonly Figure[];
      });
    });
  } finally {
    await server.close();
  }
}

/** Signs this many people in to a profile, one after the other. */
async function signIn(home: Home, server: AuthorizationServer, flags: readonly string[], count: number): Promise<void> {
  const subject = await start({ program: 'ours', home, flags });
  await subject.look('a heading', ({ heading }) => heading !== null);
  for (let nth = 0; nth < count; nth += 1) {
    const [{ id } = { id: '' }] = await accounts(subject);
    const before = server.userCodes().length;
    if (nth === 0) await subject.inPage(`companion.signIn('${id}')`);
    else await subject.inPage(`companion.addAccount({ server: { kind: 'known', account: '${id}' }, name: null })`);
    await until('a code', async () => server.userCodes().length > before);
    const userCode = server.userCodes().at(-1) ?? '';
    await approveByForms(server.approvalPage, { userCode, decision: 'approve', name: `person-${nth}@example.org` });
    const signedIn = async () => (await accounts(subject)).filter(({ state }) => state === 'signed-in').length;
    await until(`the sign-in of ${nth + 1}`, async () => (await signedIn()) === nth + 1);
  }
  await subject.quit();
}

async function accounts(subject: Subject): Promise<readonly { readonly id: string; readonly state: string }[]> {
  const source =
    'companion.current().then(({ accounts }) => JSON.stringify(accounts.map(({ id, session }) => ({ id, state: session.kind }))))';
  return JSON.parse(String(await subject.inPage(source)));
}

async function until(name: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; !(await isSo()); waitedMs += 50) {
    if (waitedMs > PATIENCE_MS) throw new Error(`${name} did not come within ${PATIENCE_MS / 1000} s`);
    await sleep(50);
  }
}

async function timeToPaint(home: Home, flags: readonly string[]): Promise<number> {
  const subject = await start({ program: 'ours', home, flags });
  const { at } = await subject.look('a heading', ({ heading }) => heading !== null);
  await subject.quit();
  return at - subject.startedAt;
}

/** Memory and pending timers without a window. */
async function idle(home: Home, flags: readonly string[]): Promise<{ readonly heap: number; readonly timers: number }> {
  const subject = await start({ program: 'ours', home, flags: [...flags, '--hidden', '--inspect=0'], watched: false });
  await sleep(SETTLED_MS);
  const heap = Number(await subject.inMain(HEAP));
  const timers = Number(await subject.inMain(TIMERS));
  await subject.quit();
  return { heap, timers };
}

/** Collects garbage twice, because the first collection may make more objects collectable. */
const HEAP = `(() => {
  const { setFlagsFromString } = process.getBuiltinModule('v8');
  setFlagsFromString('--expose-gc');
  const gc = process.getBuiltinModule('vm').runInNewContext('gc');
  gc();
  gc();
  return process.memoryUsage().heapUsed;
})()`;

const TIMERS = `process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length`;
