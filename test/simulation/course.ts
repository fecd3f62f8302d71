/** The events of half a year or a part of it, which are drawn in advance and are the same for every server. */
import { chance } from './chance.ts';
import type { Outage } from './network.ts';
import type { Span } from './spans.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;

const HALF_A_YEAR_DAYS = 182.5;
const SLEEPS = 500;
const LOSSES = 200;
const OUTAGES = 50;
const JUMPS = 20;
const ASKS = 300;

/** A client can't recover a response that is lost for longer than the server's grace period. */
const LONGEST_SAVED_MS = 20 * SECOND_MS;

/** `inside`: it affects a refresh on its way to the server or back. */
export type Inside = 'request' | 'response' | null;

export interface Course {
  readonly lastsMs: number;
  readonly sleeps: readonly {
    readonly awakeMs: number;
    readonly asleepMs: number;
    readonly networkAfterMs: number;
    readonly inside: Inside;
  }[];
  readonly losses: readonly { readonly atMs: number; readonly awayMs: number; readonly inside: Inside }[];
  readonly outages: readonly (Span & { readonly outage: Outage })[];
  readonly jumps: readonly { readonly atMs: number; readonly byMs: number }[];
  /** When a part of the app requests an access token. */
  readonly asks: readonly number[];
}

export function drawCourse(days: number): Course {
  const lastsMs = days * DAY_MS;
  const share = (count: number) => Math.max(1, Math.round((count * days) / HALF_A_YEAR_DAYS));

  const { random, between, scaled, pick } = chance('course');
  /** One random moment in each of this many equal parts. */
  const moments = (count: number) =>
    Array.from({ length: share(count) }, (_, n) => ((n + random()) * lastsMs) / share(count));
  const inside = (): Inside => pick(['request', 'request', 'response', null, null]);

  const sleeps = Array.from({ length: share(SLEEPS) }, () => {
    const where = pick([inside(), null, null, null]);
    const night = random() < 0.35;
    const asleepMs =
      where === 'response'
        ? between(SECOND_MS, 8 * SECOND_MS)
        : night
          ? between(6 * HOUR_MS, 11 * HOUR_MS)
          : scaled(MINUTE_MS, 3 * HOUR_MS);
    const networkAfterMs = where === 'response' ? between(0, 5 * SECOND_MS) : pick([0, between(0, 25 * SECOND_MS)]);
    return { awakeMs: scaled(5 * MINUTE_MS, 12 * HOUR_MS), asleepMs, networkAfterMs, inside: where };
  });
  // For the rest of the time, it is awake.
  const asleepMs = sleeps.reduce((sum, sleep) => sum + sleep.asleepMs, 0);
  const awakeMs = sleeps.reduce((sum, sleep) => sum + sleep.awakeMs, 0);
  const stretch = (0.98 * (lastsMs - asleepMs)) / awakeMs;

  return {
    lastsMs,
    sleeps: sleeps.map((sleep) => ({ ...sleep, awakeMs: sleep.awakeMs * stretch })),
    losses: moments(LOSSES).map((atMs) => {
      const where = inside();
      const awayMs = where === 'response' ? between(0, LONGEST_SAVED_MS) : scaled(2 * SECOND_MS, 6 * HOUR_MS);
      return { atMs, awayMs, inside: where };
    }),
    outages: moments(OUTAGES).map((fromMs) => {
      const outage = pick<Outage>([
        { kind: 'refuses' },
        { kind: 'hangs' },
        { kind: 'html' },
        { kind: 'overloaded', retryAfterS: null },
        { kind: 'overloaded', retryAfterS: Math.round(between(10, 600)) },
      ]);
      return { fromMs, toMs: fromMs + scaled(MINUTE_MS, 8 * HOUR_MS), outage };
    }),
    jumps: moments(JUMPS).map((atMs, n) => ({ atMs, byMs: n % 2 === 0 ? YEAR_MS : -YEAR_MS })),
    asks: moments(ASKS),
  };
}
