/** Which languages the environment asks for. */

const DEFAULT = 'en-US';

/** Chromium translates into regional variants of these only. */
const REGIONAL = ['en-US', 'en-GB', 'es-419', 'pt-BR', 'pt-PT', 'zh-CN', 'zh-TW'];

/** What `app.getPreferredSystemLanguages` answers: the most wanted first. */
export function preferredLanguages(environment: NodeJS.ProcessEnv): string[] {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  const wanted = [...(environment['LANGUAGE'] ?? '').split(':'), locale].map(toTag).filter((tag) => tag !== '');
  return wanted.length === 0 ? [DEFAULT] : [...new Set(wanted)];
}

/** What `app.getLocale` answers: a language that Chromium has texts for. */
export function chromiumLocale(wanted: string): string {
  if (REGIONAL.includes(wanted)) return wanted;
  const language = wanted.split('-')[0] ?? DEFAULT;
  return language === 'en' ? DEFAULT : language;
}

/** `de_DE.UTF-8` is `de-DE`; the C locale asks for nothing. */
function toTag(locale: string): string {
  const name = locale.replace(/[.@].*$/, '');
  return name === 'C' || name === 'POSIX' ? '' : name.replaceAll('_', '-');
}
