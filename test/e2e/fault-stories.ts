/** The stories of a server that fails at the token endpoint: one while waiting for approval, one while refreshing. */
import type { FaultyServer, RecordedRequest } from '../authorization-server/faulty.ts';
import type { TokenFault } from './fault-table.ts';
import { expect, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve } from './steps.ts';

/** The server sets 0.2 s, but clients never poll more often than once a second. */
const INTERVAL_MS = 1000;
/** Tolerance, because clocks and timers are imprecise. */
const TOLERANCE_MS = 50;
/** The limit for "immediately" on a busy computer: well within the half minute for which servers accept a used token. */
const AT_ONCE_MS = 10_000;

/** The fault occurs once, at the first poll. */
export function testWaiting(faults: readonly TokenFault[]): void {
  for (const { name, fault, reported, waiting, waitMs = 2 * INTERVAL_MS } of faults) {
    const title = waiting === 'goes on' ? 'the sign-in goes on' : `it ends with ${waiting.code}`;
    test(`while waiting, the server ${name}: ${title}`, async ({ terminal, front, server, home }) => {
      if (fault !== 'down') front.fault(PATHS.token, [fault]);
      const run = terminal();
      const { userCode } = await run.prompt();
      const pausedAt = Date.now();
      if (fault === 'down') await front.pause();
      if (waiting === 'goes on') {
        const line = await run.stdout.waitFor(/^.* Still trying\.$/m);
        expect(line[0]).toContain(reported);
        await front.resume();
        await approve(server, userCode);
      }
      const { code, output } = await ending(run);
      expect(code, output).toBe(waiting === 'goes on' ? 0 : waiting.code);
      expect(output).toContain(reported);

      const polls = grants(front, 'urn:ietf:params:oauth:grant-type:device_code');
      if (waiting !== 'goes on') expect(polls).toHaveLength(1);
      else if (fault !== 'down') expectNoHaste(polls, waitMs);
      else expect((polls.find(({ at }) => at > pausedAt)?.at ?? 0) - pausedAt).toBeGreaterThanOrEqual(waitMs);
      expect(front.elsewhere.requests).toEqual([]);
      expectNoSecrets({ home, server, runs: [run] });
    });
  }
}

/** The fault occurs at each refresh of one run. Then the server works again. */
export function testRefreshing(faults: readonly TokenFault[]): void {
  for (const { name, fault, reported, refreshing, usedUp = false } of faults) {
    const title = usedUp ? 'the sign-in is over, in those words' : 'the sign-in stays';
    test(`while refreshing, the server ${name}: ${title}`, async ({ terminal, front, server, home }) => {
      const first = terminal();
      await approve(server, (await first.prompt()).userCode);
      expect((await ending(first)).code).toBe(0);

      const { asked } = refreshing;
      if (fault === 'down') await front.pause();
      // This is one more fault than allowed requests, so a client that retries too often meets it instead of a working server.
      else front.fault(PATHS.token, usedUp ? [fault] : Array(asked + 1).fill(fault));
      const run = terminal();
      const { code, output } = await ending(run);
      expect(code, output).toBe(refreshing.code);
      expect(output).toContain(usedUp ? 'A response from the server was lost' : reported);
      const refreshes = grants(front, 'refresh_token');
      expect(refreshes).toHaveLength(asked);
      for (const [before, again] of pairs(refreshes))
        expect(again.at - (before.endedAt ?? 0), 'once more at once').toBeLessThan(AT_ONCE_MS);
      expect(front.elsewhere.requests).toEqual([]);

      front.heal();
      await front.resume();
      const next = terminal();
      if (usedUp) await approve(server, (await next.prompt()).userCode);
      expect((await ending(next)).code).toBe(0);
      expect(grants(front, 'refresh_token')).toHaveLength(usedUp ? asked : asked + 1);
      expect(server.userCodes()).toHaveLength(usedUp ? 2 : 1);
      expectNoSecrets({ home, server, runs: [first, run, next] });
    });
  }
}

function grants({ requests }: FaultyServer, grantType: string): readonly RecordedRequest[] {
  return requests.filter(({ path, form }) => path === PATHS.token && form['grant_type'] === grantType);
}

/**
 * After the first poll, `waitMs` pass, and after each other one, the interval. Counts from arrival to arrival, because this
 * process may read responses late.
 */
function expectNoHaste(polls: readonly RecordedRequest[], waitMs: number): void {
  expect(polls.length).toBeGreaterThanOrEqual(2);
  const waits = pairs(polls).map(([before, next]) => next.at - before.at);
  for (const [at, wait] of waits.entries())
    expect(wait, `wait ${at} of ${waits}`).toBeGreaterThanOrEqual((at === 0 ? waitMs : INTERVAL_MS) - TOLERANCE_MS);
}

function pairs<T>(all: readonly T[]): readonly (readonly [T, T])[] {
  return all.slice(1).flatMap((next, at) => {
    const before = all[at];
    return before === undefined ? [] : [[before, next] as const];
  });
}
