/** Chooses the language. */
import { en } from './en.ts';
import type { Messages } from './messages.ts';

const LANGUAGES: Readonly<Record<string, (system: string) => Messages>> = { en };

/**
 * The words for a system's locale (BCP 47); English where there are none, with times written as the system writes them.
 * A locale that is not one (`C`, an empty string) counts as English.
 */
export function words(locale: string): Messages {
  const system = isLocale(locale) ? locale : 'en';
  const language = LANGUAGES[new Intl.Locale(system).language] ?? en;
  return language(system);
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
