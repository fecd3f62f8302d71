/** Loads the messages of a language. */
import type { Snapshot } from '../preload/api.ts';
import { CATALOGS, type Catalog } from './catalog.ts';
import { createFormat } from './format.ts';
import { createMessages, type Messages } from './messages.ts';

/** What decides the language of a text, and how times in it are written. */
export type Reader = Pick<Snapshot, 'language' | 'systemLocale'>;

/** The messages for a snapshot, with times as its system writes them. English if the language cannot be loaded. */
export async function loadMessages(reader: Reader): Promise<Messages> {
  const { language, systemLocale } = reader;
  return createMessages(language, await loadCatalog(reader), createFormat(language, systemLocale));
}

/** The same texts without the choices that `createMessages` adds. */
export function loadCatalog({ language }: Reader): Promise<Catalog> {
  return CATALOGS[language]().catch(CATALOGS.en);
}
