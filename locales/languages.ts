/** The languages that have messages, and which of them a user reads best. */
import { LANGUAGES, type Language } from './catalog.ts';

// The table is a literal: it has the keys of its type and no others.
export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as readonly Language[];

/**
 * The language that was chosen. For `system` the first of those that the user prefers there (BCP 47, the most wanted first)
 * which there are words in; English if there is none. Linux gives locales (`de_DE.UTF-8`, `C`), and after `zh_TW` also a
 * plain `zh` that the user did not choose.
 */
export function languageFor(chosen: Language | 'system', preferred: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  const wanted = preferred.map(localeOf).filter((locale) => locale !== null);
  for (const [at, locale] of wanted.entries()) {
    const isFallback = locale.baseName === locale.language;
    if (isFallback && wanted.slice(0, at).some(({ language }) => language === locale.language)) continue;
    const language = languageOf(locale);
    if (language) return language;
  }
  return 'en';
}

/**
 * The language whose words read as a locale does, in any region: Portuguese in Portugal as in Brazil. The script counts:
 * who reads Traditional Chinese is not given Simplified, as in CLDR, where `zh-Hant` does not inherit from `zh`.
 */
export function languageOf(locale: Intl.Locale): Language | null {
  const own = LANGUAGE_TAGS.find((tag) => tag.split('-')[0] === locale.language);
  // Of ours only Chinese is written otherwise by region. What loads the data for this takes longer than all else here.
  if (!own || (!locale.script && locale.language !== 'zh')) return own ?? null;
  return locale.maximize().script === new Intl.Locale(own).maximize().script ? own : null;
}

/** A BCP 47 tag, or a POSIX locale; null if it is neither, or names no language (`C`). */
export function localeOf(text: string): Intl.Locale | null {
  try {
    return new Intl.Locale(text.replace(/[.@].*$/, '').replaceAll('_', '-'));
  } catch {
    return null;
  }
}
