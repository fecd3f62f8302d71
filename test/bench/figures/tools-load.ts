/** The local API under load: lost requests, and memory afterwards. */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from '../../harness/profile.ts';
import { connect } from '../devtools.ts';
import type { Figure } from '../figure.ts';

const PER_SECOND = 500;
const SECONDS = 10;
/** How many requests are sent at a time. */
const BURST = 10;
const MB = 1_000_000;

/** @param printed the service's output: the addresses for callers and for Node's inspector */
export async function loadFigures(home: Home, printed: string): Promise<readonly Figure[]> {
  const socketPath = /Serving local tools at (\S+)/.exec(printed)?.[1];
  const address = /Debugger listening on (ws:\S+)/.exec(printed)?.[1];
  if (!socketPath || !address) throw new Error(`${home.folder}: nothing serves: ${printed}`);
  const inspector = await connect(address);
  /** The bytes in use after a garbage collection. */
  async function heap(): Promise<number> {
    for (let round = 0; round < 2; round += 1) await inspector.send('HeapProfiler.collectGarbage');
    const { usedSize } = await inspector.send('Runtime.getHeapUsage');
    return Number(usedSize);
  }
  try {
    await inspector.send('HeapProfiler.enable');
    // The first load compiles the code that responds.
    await load(socketPath, 1);
    const before = await heap();
    const { lost, slowestMs, tookMs } = await load(socketPath, SECONDS);
    await sleep(1_000);
    const grown = (await heap()) - before;
    const sent = PER_SECOND * SECONDS;
    return [
      {
        name: `requests lost of ${sent} at ${PER_SECOND} in a second`,
        unit: 'count',
        samples: [lost],
        atMost: 0,
        note: `all answered after ${(tookMs / 1000).toFixed(1)} s, the slowest in ${Math.round(slowestMs)} ms`,
      },
      { name: 'heap that they leave, after a collection', unit: 'MB', samples: [grown / MB], atMost: 1 },
    ];
  } finally {
    inspector.close();
  }
}

/** Sends at its own pace, without waiting for earlier responses. */
async function load(socketPath: string, seconds: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const startedAt = performance.now();
  const answers: Promise<number | null>[] = [];
  for (let sent = 0; sent < PER_SECOND * seconds; sent += BURST) {
    await sleep(Math.max(0, startedAt + (sent / PER_SECOND) * 1000 - performance.now()));
    for (let at = 0; at < BURST; at += 1) answers.push(ask(socketPath, agent).catch(() => null));
  }
  const took = await Promise.all(answers);
  agent.destroy();
  const answered = took.filter((each) => each !== null);
  return {
    lost: took.length - answered.length,
    slowestMs: Math.max(...answered),
    tookMs: performance.now() - startedAt,
  };
}

/** Resolves with the milliseconds until a token arrived. Rejects for any other response. */
function ask(socketPath: string, agent: Agent): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const asking = request({ socketPath, agent, method: 'POST', path: '/v1/token', headers }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200
          ? resolve(performance.now() - startedAt)
          : reject(new Error(`status ${response.statusCode}`)),
      );
    });
    asking.once('error', reject);
    asking.end('{"tool":"bench"}');
  });
}
