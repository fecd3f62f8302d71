/** Which languages the environment asks for. */

const DEFAULT = 'en-US';

/** Chromium translates into regional variants of these only. */
const REGIONAL = ['en-US', 'en-GB', 'es-419', 'pt-BR', 'pt-PT', 'zh-CN', 'zh-TW'];

/**
 * What `app.getPreferredSystemLanguages` answers: the most wanted first, each followed by its language without a region,
 * and with no language at all for the C locale (GLib's g_get_language_names, and what Electron makes of it).
 */
export function preferredLanguages({ LANGUAGE, LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string[] {
  const asked = (LANGUAGE || LC_ALL || LC_MESSAGES || LANG || 'C').split(':').filter((name) => name && name !== 'C');
  return [...new Set(asked.map(toTag).flatMap((tag) => [tag, tag.split('-')[0] ?? tag]))];
}

/** What `app.getSystemLocale` answers: ICU does not know of LANGUAGE, which is for words alone. */
export function systemLocale({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string {
  const locale = LC_ALL || LC_MESSAGES || LANG || 'C';
  return /^(C|POSIX)\b/.test(locale) ? DEFAULT : toTag(locale);
}

/** What `app.getLocale` answers: a language that Chromium has texts for. */
export function chromiumLocale(wanted: string | undefined): string {
  if (!wanted || wanted === 'c') return DEFAULT;
  if (REGIONAL.includes(wanted)) return wanted;
  const language = wanted.split('-')[0] ?? DEFAULT;
  return language === 'en' ? DEFAULT : language;
}

/** `de_DE.UTF-8` is `de-DE`. */
function toTag(locale: string): string {
  const [language = '', ...region] = locale.replace(/[.@].*$/, '').split('_');
  return [language.toLowerCase(), ...region].join('-');
}
