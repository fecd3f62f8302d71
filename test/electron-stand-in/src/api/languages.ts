/** The languages in the environment. */

const DEFAULT = 'en-US';

/** The only languages for which Chromium has regional translations. */
const REGIONAL = ['en-US', 'en-GB', 'es-419', 'pt-BR', 'pt-PT', 'zh-CN', 'zh-TW'];

/**
 * The result of `app.getPreferredSystemLanguages`: the preferred one first, each followed by its language without a region,
 * and with no language at all for the C locale (GLib's g_get_language_names, and what Electron makes of it).
 */
export function preferredLanguages({ LANGUAGE, LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string[] {
  const asked = (LANGUAGE || LC_ALL || LC_MESSAGES || LANG || 'C').split(':').filter((name) => name && name !== 'C');
  return [...new Set(asked.map(toTag).flatMap((tag) => [tag, tag.split('-')[0] ?? tag]))];
}

/** The result of `app.getSystemLocale`. ICU ignores LANGUAGE, which applies only to texts. */
export function systemLocale({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string {
  const locale = LC_ALL || LC_MESSAGES || LANG || 'C';
  return /^(C|POSIX)\b/.test(locale) ? DEFAULT : toTag(locale);
}

/** The result of `app.getLocale`: a language into which Chromium is translated. */
export function chromiumLocale(wanted: string | undefined): string {
  if (!wanted || wanted === 'c') return DEFAULT;
  if (REGIONAL.includes(wanted)) return wanted;
  const language = wanted.split('-')[0] ?? DEFAULT;
  return language === 'en' ? DEFAULT : language;
}

/** Converts `de_DE.UTF-8` to `de-DE`. */
function toTag(locale: string): string {
  const [language = '', ...region] = locale.replace(/[.@].*$/, '').split('_');
  return [language.toLowerCase(), ...region].join('-');
}
