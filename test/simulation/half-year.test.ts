/** A computer that is signed in for months: no harmless event may end a sign-in. */
import { describe, expect, it } from 'vitest';
import { SEED } from './chance.ts';
import { drawCourse } from './course.ts';
import { type Life, live, liveTogether, MEAN_INTERVAL_MS } from './half-year.ts';
import { isRefresh } from './network.ts';
import { examine, type Verdict } from './verdict.ts';

const DAYS = 182.5;
const MINUTE_MS = 60_000;
const TOLERANCE = 0.05;
/** R2's longest wait, plus a request that was pending when the problem ended. */
const LONGEST_TROUBLE_MS = 17 * MINUTE_MS;

const course = drawCourse(DAYS);

describe(`${DAYS} days of sleeps, losses, outages and a jumping clock`, { timeout: 600_000 }, () => {
  it('cost no sign-in if the server accepts a used refresh token again for 30 seconds', async () => {
    const life = await live(course, 30_000);
    const verdict = examine(life, course);
    print('30 s of grace', life, verdict);
    expectGoodManners(life, verdict);
    expect(life.forced).toEqual([]);
    expect(verdict.undelivered).toBe(0);
  });

  it('cost one for each lost rotation if it never does, which is reported as an interruption', async () => {
    const life = await live(course, 0);
    const verdict = examine(life, course);
    print('no grace', life, verdict);
    expectGoodManners(life, verdict);
    expect(life.forced.filter(({ because }) => because !== 'interrupted')).toEqual([]);
    expect(life.forced).toHaveLength(verdict.undelivered);
  });

  it('are the same for each of three accounts, two of them on one server: none costs another one anything', async () => {
    const lives = await liveTogether(course, 30_000, 3);
    expect(lives).toHaveLength(3);
    for (const [nth, life] of lives.entries()) {
      const verdict = examine(life, course);
      print(`account ${nth + 1} of 3, 30 s of grace`, life, verdict);
      expectGoodManners(life, verdict);
      // A sleep that interrupts the first account's refresh may interrupt another one's, too. Only that rotation is lost.
      expect(life.forced.filter(({ because }) => because !== 'interrupted')).toEqual([]);
      expect(life.forced).toHaveLength(verdict.undelivered);
    }
    expect(mostAtOnce(lives.slice(0, 2))).toBe(1);
  });
});

/** The most refreshes of several accounts that were in progress at once. */
function mostAtOnce(lives: readonly Life[]): number {
  const refreshes = lives.flatMap(({ sent }) => sent.filter(({ form }) => isRefresh(form)));
  const edges = refreshes
    .flatMap(({ atMs, endMs }) => [
      { atMs, by: 1 },
      { atMs: endMs, by: -1 },
    ])
    .sort((one, other) => one.atMs - other.atMs || one.by - other.by);
  let now = 0;
  return edges.reduce((most, { by }) => {
    now += by;
    return Math.max(most, now);
  }, 0);
}

function expectGoodManners(life: Life, { asked, planned, longestTroubleMs, tooSoon }: Verdict) {
  // All events that were drawn have happened.
  expect(life.computer.asleep).toHaveLength(course.sleeps.length);
  expect(life.accidentsLeft).toBe(0);

  expect(life.sentAsleep).toBe(0);
  expect(life.mostAtOnce).toBe(1);
  expect(tooSoon).toEqual([]);
  expect(Math.abs(asked / planned - 1)).toBeLessThan(TOLERANCE);

  expect(life.forced.filter(({ wouldAccept }) => wouldAccept)).toEqual([]);
  expect(life.strange).toEqual([]);
  expect(longestTroubleMs).toBeLessThan(LONGEST_TROUBLE_MS);
  expect(life.endsWith).toMatchObject({ kind: 'signed-in', connection: { kind: 'ok' } });
}

function print(server: string, life: Life, verdict: Verdict) {
  const { sleeps, losses, outages, jumps } = course;
  const inside = (where: string) => [...sleeps, ...losses].filter((it) => it.inside === where).length;
  const percent = ((verdict.asked / verdict.planned - 1) * 100).toFixed(1);
  console.log(
    [
      `${DAYS} days, seed ${SEED}, ${server}: ${sleeps.length} sleeps, ${losses.length} network losses ` +
        `(of both, ${inside('request')} in a refresh before the server had it, ${inside('response')} after), ` +
        `${outages.length} outages, ${jumps.length} clock jumps`,
      `  refreshes: ${verdict.asked}, for ${Math.round(verdict.planned)} planned (awake and online, each ` +
        `${MEAN_INTERVAL_MS / MINUTE_MS} minutes): ${percent} %; at once: ${life.mostAtOnce}; asleep: ${life.sentAsleep}; ` +
        `too soon: ${verdict.tooSoon.length}`,
      `  answers that were lost after a rotation: ${verdict.undelivered + verdict.saved}, saved by the retry: ${verdict.saved}; ` +
        `forced sign-ins: ${life.forced.length}; longest trouble with nothing the matter: ` +
        `${(verdict.longestTroubleMs / MINUTE_MS).toFixed(1)} minutes`,
    ].join('\n'),
  );
}
