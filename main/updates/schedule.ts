/** When to check for updates, and when to ask the user about one. Pure. */
import type { EpochMs } from '../../preload/api.ts';
import type { Random } from '../time/clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Every moment is spread by a tenth either way: programs that began together drift apart. */
const SPREAD = 0.1;
/** After a start there is something else to do; a fleet that boots at nine must not reach the feed at nine. */
const AFTER_START_MS = { least: MINUTE_MS, spread: 9 * MINUTE_MS };
/** Lids that are opened at nine. */
const AFTER_WAKING_MS = 10 * MINUTE_MS;

/** What the next check follows: a start, a check of any result, or a sleep through the planned moment. */
export type BeforeLook = 'start' | 'look' | 'sleep';

/** How long to wait before the next look, in milliseconds. Nothing that fails is tried again before that. */
export function waitBeforeLook(before: BeforeLook, random: Random): number {
  switch (before) {
    case 'start':
      return AFTER_START_MS.least + AFTER_START_MS.spread * random();
    case 'look':
      return DAY_MS * (1 + SPREAD * (2 * random() - 1));
    case 'sleep':
      return AFTER_WAKING_MS * random();
    default:
      return before satisfies never;
  }
}

/** An update that the user has postponed. */
export interface Declined {
  readonly version: string;
  /** The day by the wall clock, as `dayOf` names it. */
  readonly day: string;
}

/** Whether to ask about a version now: not on the day on which it was put off. */
export function mayAsk(version: string, declined: Declined | null, now: EpochMs): boolean {
  return declined?.version !== version || declined.day !== dayOf(now);
}

/** The day of a moment in the user's time zone. */
export function dayOf(at: EpochMs): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-');
}
