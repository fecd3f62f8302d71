/** Loads the messages of a language, part by part. */
import type { Snapshot } from '../preload/api.ts';
import type { Language } from './catalog.ts';
import { type CommonMessages, commonMessages, loadCommon } from './common.ts';
import { createFormat, type Format } from './format.ts';
import type { WordsOf } from './part.ts';

/** What determines the language of texts and the format of times. */
export type Reader = Pick<Snapshot, 'language' | 'systemLocale'>;

/** Any part. `choose` gets the texts from its own loaders. */
interface AnyPart {
  readonly loaders: Readonly<Record<Language, () => Promise<object>>>;
  readonly choose: (catalog: never, common: CommonMessages, format: Format) => object;
}

/** The common messages together with those of some parts. */
export type MessagesOf<Parts extends readonly unknown[]> = CommonMessages & All<WordsOf<Parts[number]>>;

/** The intersection of a union's members. */
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (one: infer Every) => void
  ? Every
  : never;

/** Loads the messages of these parts for a snapshot, in English if the language can't be loaded. */
export async function loadMessages<const Parts extends readonly AnyPart[]>(
  { language, systemLocale }: Reader,
  ...parts: Parts
): Promise<MessagesOf<Parts>> {
  const loaded = Promise.all(parts.map(({ loaders }) => loaders[language]().catch(loaders.en)));
  const { units, ...texts } = await loadCommon[language]().catch(loadCommon.en);
  const format = createFormat(language, systemLocale, units);
  const common = commonMessages(texts, format, language);
  const catalogs = await loaded;
  // Each part gets the result of its own loaders, as the type `Part` ensures.
  const words = parts.map(({ choose }, at) => choose(catalogs[at] as never, common, format));
  return words.reduce(merge, common) as MessagesOf<Parts>;
}

/** Merges two sets of messages by section, because each part has only its own messages of a section. */
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
