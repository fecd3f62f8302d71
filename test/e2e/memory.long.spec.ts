/** A response of 50 MB is cut off after its first megabyte, and never held as a whole. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { approve } from './steps.ts';

const MOST_GROWTH_MB = 20;
const TOO_LONG = /response was too large/;
/** The time to read the memory use between the request and the flood. */
const BEFORE_MS = 3_000;
/** How often the memory use is read. */
const LOOK_MS = 5;

test.skip(process.platform !== 'linux', 'only Linux tells the most memory that a process had since a moment');

test('50 MB while waiting', async ({ terminal, front }) => {
  const run = terminal();
  await run.stdout.waitFor(/Ctrl-C/);
  front.fault(PATHS.token, [{ kind: 'huge' }]);
  const grownMb = watchMemory(run.pid);
  await run.stdout.waitFor(TOO_LONG);
  expectLittle('waiting', grownMb());
});

test('50 MB while refreshing', async ({ terminal, front, server }) => {
  const first = terminal();
  await approve(server, (await first.prompt()).userCode);
  expect((await ending(first)).code).toBe(0);

  front.fault({ path: PATHS.token, grantType: 'refresh_token' }, [{ kind: 'huge', afterMs: BEFORE_MS }]);
  const run = terminal();
  await expect.poll(() => front.requests.at(-1)?.form['grant_type'], { intervals: [20] }).toBe('refresh_token');
  const grownMb = watchMemory(run.pid);
  expect((await ending(run)).output).toMatch(TOO_LONG);
  expectLittle('refreshing', grownMb());
});

/** Returns a function that returns the largest growth of the process's memory (RSS) since now. */
function watchMemory(pid: number): () => number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = statusKb(pid, 'VmRSS') ?? Number.NaN;
  let peak = before;
  // Nothing can be read about a process that has ended.
  const look = () => {
    peak = statusKb(pid, 'VmHWM') ?? peak;
  };
  const looking = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(looking);
    look();
    return (peak - before) / 1024;
  };
}

/** One of proc_pid_status(5), null once the process has ended; `clear_refs` above makes VmHWM, the peak, begin again (proc_pid_clear_refs(5)). */
function statusKb(pid: number, field: 'VmRSS' | 'VmHWM'): number | null {
  try {
    const [, kb] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kb === undefined ? null : Number.parseInt(kb, 10);
  } catch {
    return null;
  }
}

function expectLittle(when: string, grownMb: number): void {
  console.log(`A response of 50 MB while ${when}: the main process grew by ${grownMb.toFixed(1)} MB at most.`);
  expect(grownMb).toBeLessThan(MOST_GROWTH_MB);
}
