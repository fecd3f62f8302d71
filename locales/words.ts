/** Reads the words of a language. */
import type { Language, Snapshot } from '../preload/api.ts';
import { createFormat, type Format } from './format.ts';
import type { Messages } from './messages.ts';
import { speak } from './speak.ts';
import type { Vocabulary } from './vocabulary.ts';

type Speak = (format: Format) => Vocabulary;

const readEnglish = async () => (await import('./en.ts')).en;

/** Each is a file of its own: only the one that is spoken is loaded. */
const READ: Readonly<Record<Language, () => Promise<Speak>>> = {
  en: readEnglish,
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  'pt-BR': async () => (await import('./pt-br.ts')).ptBr,
  ja: async () => (await import('./ja.ts')).ja,
  'zh-CN': async () => (await import('./zh-cn.ts')).zhCn,
  ar: async () => (await import('./ar.ts')).ar,
};

/** The words that a snapshot asks for, with times written as its system writes them; English, if they cannot be read. */
export async function words({
  language,
  systemLocale,
}: Pick<Snapshot, 'language' | 'systemLocale'>): Promise<Messages> {
  const format = createFormat(language, systemLocale);
  return speak((await read(language))(format), format);
}

/** The same words, before anybody chose among them. */
export async function vocabulary({
  language,
  systemLocale,
}: Pick<Snapshot, 'language' | 'systemLocale'>): Promise<Vocabulary> {
  return (await read(language))(createFormat(language, systemLocale));
}

function read(language: Language): Promise<Speak> {
  return READ[language]().catch(readEnglish);
}
