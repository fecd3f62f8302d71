/** The available languages, and which of them suits a user best. */
import { LANGUAGES, type Language } from './catalog.ts';

// The table is a literal, so it has exactly the keys of its type.
export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as readonly Language[];

/**
 * The chosen language or, for `system`, the first available one of the system's preferred languages (BCP 47, in order of
 * preference); English if there is none. On Linux these are locales (`de_DE.UTF-8`, `C`), and `zh_TW` is followed by a plain `zh`
 * that the user did not choose.
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
 * The available language for a locale. The region doesn't matter: Brazilian Portuguese is used in Portugal too. The script does:
 * readers of Traditional Chinese don't get Simplified Chinese, as in CLDR, where `zh-Hant` doesn't inherit from `zh`.
 */
export function languageOf(locale: Intl.Locale): Language | null {
  const own = LANGUAGE_TAGS.find((tag) => tag.split('-')[0] === locale.language);
  // Among our languages, only the script of Chinese depends on the region. Loading the data for this is slow.
  if (!own || (!locale.script && locale.language !== 'zh')) return own ?? null;
  return locale.maximize().script === new Intl.Locale(own).maximize().script ? own : null;
}

/** Parses a BCP 47 tag or a POSIX locale; null if it's neither, or has no language (`C`). */
export function localeOf(text: string): Intl.Locale | null {
  try {
    return new Intl.Locale(text.replace(/[.@].*$/, '').replaceAll('_', '-'));
  } catch {
    return null;
  }
}
