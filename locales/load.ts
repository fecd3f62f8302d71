/** Loads the messages of a language, chunk by chunk. */
import type { Snapshot } from '../preload/api.ts';
import type { Language } from './catalog.ts';
import type { WordsOf } from './chunk.ts';
import { type CommonMessages, commonMessages, loadCommon } from './common.ts';
import { createFormat, type Format } from './format.ts';

/** What determines the language of texts and the format of times. */
export type Reader = Pick<Snapshot, 'language' | 'systemLocale'>;

/** Any chunk. `choose` gets the texts from its own loaders. */
interface AnyChunk {
  readonly loaders: Readonly<Record<Language, () => Promise<object>>>;
  readonly choose: (catalog: never, common: CommonMessages, format: Format) => object;
}

/** The common messages together with those of some chunks. */
export type MessagesOf<Chunks extends readonly unknown[]> = CommonMessages & All<WordsOf<Chunks[number]>>;

/** The intersection of a union's members. */
export type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (one: infer Every) => void
  ? Every
  : never;

/** Loads the messages of these chunks for a snapshot, in English if the language can't be loaded. */
export async function loadMessages<const Chunks extends readonly AnyChunk[]>(
  { language, systemLocale }: Reader,
  ...chunks: Chunks
): Promise<MessagesOf<Chunks>> {
  const loaded = Promise.all(chunks.map(({ loaders }) => loaders[language]().catch(loaders.en)));
  const { units, ...texts } = await loadCommon[language]().catch(loadCommon.en);
  const format = createFormat(language, systemLocale, units);
  const common = commonMessages(texts, format, language);
  const catalogs = await loaded;
  // Each chunk gets the result of its own loaders, as the type `Chunk` ensures.
  const words = chunks.map(({ choose }, at) => choose(catalogs[at] as never, common, format));
  return words.reduce(merge, common) as MessagesOf<Chunks>;
}

/** Merges two sets of messages by section, because each chunk has only its own messages of a section. */
function merge(one: object, other: object): object {
  const merged = new Map<string, unknown>(Object.entries(one));
  for (const [name, value] of Object.entries(other)) {
    const before = merged.get(name);
    merged.set(name, isSection(before) && isSection(value) ? merge(before, value) : value);
  }
  return Object.fromEntries(merged);
}

function isSection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
