/** Decides when to check for updates and when to ask the user about one. Pure functions. */
import type { EpochMs } from '../../preload/api.ts';
import type { Random } from '../time/clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Every wait varies by a tenth either way, so that apps that started together spread out. */
const SPREAD = 0.1;
/**
 * The first check is delayed and spread, so that it doesn't slow the start,
 * and a fleet that starts at nine doesn't hit the feed at nine.
 */
const AFTER_START_MS = { least: MINUTE_MS, spread: 9 * MINUTE_MS };
/** The same for computers that wake up together. */
const AFTER_WAKING_MS = 10 * MINUTE_MS;

/** What the next check follows: a start, a check with any result, or a sleep past the planned time. */
export type BeforeCheck = 'start' | 'check' | 'sleep';

/** How long to wait before the next check, in milliseconds. Failed checks are not retried sooner. */
export function waitBeforeCheck(before: BeforeCheck, random: Random): number {
  switch (before) {
    case 'start':
      return AFTER_START_MS.least + AFTER_START_MS.spread * random();
    case 'check':
      return DAY_MS * (1 + SPREAD * (2 * random() - 1));
    case 'sleep':
      return AFTER_WAKING_MS * random();
    default:
      return before satisfies never;
  }
}

/** An update that the user has postponed. */
export interface Postponed {
  readonly version: string;
  /** The day by the wall clock, as returned by `dayOf`. */
  readonly day: string;
}

/** Whether to ask about a version now. Not on the day on which the user postponed it. */
export function mayAsk(version: string, postponed: Postponed | null, now: EpochMs): boolean {
  return postponed?.version !== version || postponed.day !== dayOf(now);
}

/** The day in the user's time zone. */
export function dayOf(at: EpochMs): string {
  return new Date(at).toDateString();
}
