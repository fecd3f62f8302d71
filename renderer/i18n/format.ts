/** Times and durations as a language writes them, by Intl. */
import type { EpochMs } from '../../preload/api.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Format {
  /** "14:02" */
  time(at: EpochMs): string;
  /** "today", "yesterday", or the date; told apart by `isDate`, since languages join them in different ways. */
  day(at: EpochMs): { readonly text: string; readonly isDate: boolean };
  /** "8 minutes"; below one minute "40 seconds"; from two hours on "3 hours", from two days on "3 days". */
  duration(ms: number): string;
}

/**
 * @param language of the words
 * @param system the person's own locale, which decides between 14:02 and 2:02 pm whatever the words' language
 * @param now the wall clock
 */
export function createFormat(language: string, system: string, now: () => EpochMs = Date.now): Format {
  const locale = new Intl.Locale(system).language === new Intl.Locale(language).language ? system : language;
  const { hourCycle } = new Intl.DateTimeFormat(system, { timeStyle: 'short' }).resolvedOptions();
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...(hourCycle && { hourCycle }) });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const amount = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  return {
    time: (at) => time.format(at),
    day(at) {
      const days = dayNumber(at) - dayNumber(now());
      return days === 0 || days === -1
        ? { text: relative.format(days, 'day'), isDate: false }
        : { text: date.format(at), isDate: true };
    },
    duration(ms) {
      if (ms < MINUTE_MS) return amount(Math.max(0, Math.ceil(ms / SECOND_MS)), 'second');
      if (ms < 2 * HOUR_MS) return amount(Math.round(ms / MINUTE_MS), 'minute');
      if (ms < 2 * DAY_MS) return amount(Math.round(ms / HOUR_MS), 'hour');
      return amount(Math.round(ms / DAY_MS), 'day');
    },
  };
}

/** Counts calendar days here; a day of 23 or 25 hours is one day too. */
function dayNumber(at: EpochMs): number {
  const here = new Date(at);
  return Date.UTC(here.getFullYear(), here.getMonth(), here.getDate()) / DAY_MS;
}
