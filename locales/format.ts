/** Formats times and durations, and spells codes. */
import type { EpochMs } from '../preload/api.ts';
import type { Catalogs, Language } from './catalog.ts';
import { languageOf, localeOf } from './languages.ts';
import { plainNumber, plainTime } from './plain-format.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `isDate`: whether it's a date and not a word like "today", because languages use them differently in sentences. */
interface Day {
  readonly text: string;
  readonly isDate: boolean;
}

export type Format = ReturnType<typeof createFormat>;

/** The texts for a number of each unit of time. */
type Units = Catalogs['common']['units'];

/**
 * @param language the language of the texts
 * @param systemLocale determines whether times are written as 14:02 or 2:02 pm in any language. Ignored if it isn't a locale (`C`,
 *   an empty string).
 * @param now the wall clock
 */
export function createFormat(language: Language, systemLocale: string, units: Units, now: () => EpochMs = Date.now) {
  const system = once(() => localeOf(systemLocale) ?? new Intl.Locale(language));
  const locale = once(() => (languageOf(system()) === language ? system() : new Intl.Locale(language)));
  // Created lazily, because the first one takes about twelve milliseconds.
  const time = once(() => {
    const { hourCycle } = new Intl.DateTimeFormat(system(), { timeStyle: 'short' }).resolvedOptions();
    return new Intl.DateTimeFormat(locale(), { timeStyle: 'short', ...(hourCycle && { hourCycle }) });
  });
  const date = once(() => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }));
  const number = once(() => new Intl.NumberFormat(locale()));
  const numeral = (value: number) => plainNumber(value, locale()) ?? number().format(value);
  const written = ([value, unit]: Amount) => units[unit]({ count: value, number: numeral(value) });
  return {
    /** "14:02", "2:02 pm", without a space where a line could break. */
    time: (at: EpochMs) => (plainTime(at, locale(), system()) ?? time().format(at)).replaceAll(/\s/g, '\u00a0'),
    /** "today", "yesterday", or the date. */
    day(at: EpochMs): Day {
      const days = dayNumber(at) - dayNumber(now());
      return days === 0 || days === -1
        ? { text: relative().format(days, 'day'), isDate: false }
        : { text: date().format(at), isDate: true };
    },
    /** "8 minutes"; below one minute "40 seconds"; from two hours on "3 hours", from two days on "3 days". */
    duration: (ms: number) => written(amountOf(ms)),
    /** A duration that someone has set, not rounded: "90 minutes". */
    exactly(ms: number): string {
      if (ms % DAY_MS === 0) return written([ms / DAY_MS, 'day']);
      if (ms % HOUR_MS === 0) return written([ms / HOUR_MS, 'hour']);
      return written([ms / MINUTE_MS, 'minute']);
    },
    /** The number in a duration, for agreement: "8 minutes *are* left". */
    count: (ms: number) => amountOf(ms)[0],
    /** The hour as `time` writes it, because some languages use a different "at" before one o'clock. `h12`: with AM or PM. */
    hour(at: EpochMs): { readonly hour: number; readonly hourCycle: 'h12' | 'other' } {
      const hours = new Date(at).getHours();
      return time().resolvedOptions().hour12
        ? { hour: hours % 12 || 12, hourCycle: 'h12' }
        : { hour: hours, hourCycle: 'other' };
    },
    /** "200" */
    number: numeral,
    /**
     * Spells a user code, character by character.
     * @param names names for characters that are ambiguous or that screen readers skip
     */
    spelled: (userCode: string, names: Readonly<Record<string, string>>, comma: string) =>
      [...userCode].map((character) => names[character] ?? character).join(comma),
  };
}

/** Creates a value when it's first needed. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

type Amount = readonly [value: number, unit: 'second' | 'minute' | 'hour' | 'day'];

/** A duration, rounded for display. */
function amountOf(ms: number): Amount {
  if (ms < MINUTE_MS) return [Math.max(0, Math.ceil(ms / SECOND_MS)), 'second'];
  if (ms < 2 * HOUR_MS) return [Math.round(ms / MINUTE_MS), 'minute'];
  if (ms < 2 * DAY_MS) return [Math.round(ms / HOUR_MS), 'hour'];
  return [Math.round(ms / DAY_MS), 'day'];
}

/** The number of the local calendar day, so days of 23 or 25 hours count as one. */
function dayNumber(at: EpochMs): number {
  const here = new Date(at);
  return Date.UTC(here.getFullYear(), here.getMonth(), here.getDate()) / DAY_MS;
}
