/**
 * Writes numbers and times of day without Intl if possible. A process's first formatter takes about twelve milliseconds, in which
 * V8 opens the data of all its locales, and would delay the display of a code by that long.
 */
import type { EpochMs } from '../preload/api.ts';

/** From here on, digits are grouped. */
const GROUPED = 1000;

/** How locales write the time of day. Intl writes it for those that aren't listed. */
const CLOCKS: readonly (readonly [locales: readonly string[], write: (hour: number, minute: string) => string])[] = [
  [
    ['de-DE', 'de-AT', 'de-CH', 'en-GB', 'fr-FR', 'fr-BE', 'fr-CH', 'pt-BR', 'pt-PT', 'zh-CN'],
    (hour, minute) => `${String(hour).padStart(2, '0')}:${minute}`,
  ],
  [['es-ES', 'ja-JP'], (hour, minute) => `${hour}:${minute}`],
  [['en-US'], (hour, minute) => `${hour % 12 || 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`],
];

/** A number as the locale writes it; null if that isn't known here. */
export function plainNumber(value: number, locale: Intl.Locale): string | null {
  const isPlain = Number.isInteger(value) && value >= 0 && value < GROUPED;
  // An extension may choose other digits. Reading `numberingSystem` would take six milliseconds.
  const hasExtension = locale.toString() !== locale.baseName;
  return isPlain && locale.language !== 'ar' && !hasExtension ? String(value) : null;
}

/**
 * The time of day, local to this computer; null if it isn't known here how to write it.
 * @param locale the locale of the texts
 * @param system the system's locale. If it's another one, times have its hour cycle (12 or 24 hours), which only Intl knows.
 */
export function plainTime(at: EpochMs, locale: Intl.Locale, system: Intl.Locale): string | null {
  const tag = locale.toString();
  const write = tag === system.toString() ? CLOCKS.find(([locales]) => locales.includes(tag))?.[1] : undefined;
  const local = new Date(at);
  return write?.(local.getHours(), String(local.getMinutes()).padStart(2, '0')) ?? null;
}
