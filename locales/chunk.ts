/** A chunk of the messages: how to load it, and functions that choose among its texts. */
import type { Catalogs, Loaders } from './catalog.ts';
import type { CommonMessages } from './common.ts';
import type { Format } from './format.ts';

export interface Chunk<Name extends keyof Catalogs> {
  readonly loaders: Loaders<Name>;
  /** Adds the functions that choose among the chunk's texts. `common`: the messages that are always loaded. */
  readonly choose: (catalog: Catalogs[Name], common: CommonMessages, format: Format) => object;
}

/** The messages that a chunk adds. */
export type WordsOf<P> = P extends { readonly choose: (...args: never) => infer Words } ? Words : never;
