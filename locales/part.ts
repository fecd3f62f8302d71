/** A part of the messages: how it is loaded, and which choices among its texts it offers. */
import type { Catalogs, Loaders } from './catalog.ts';
import type { CommonMessages } from './common.ts';
import type { Format } from './format.ts';

export interface Part<Name extends keyof Catalogs, Words extends object> {
  readonly loaders: Loaders<Name>;
  /** The part's own texts, with the choices among them as functions. `common`: the messages that are there anyway. */
  readonly choose: (catalog: Catalogs[Name], common: CommonMessages, format: Format) => Words;
}

/** The messages that a part adds. */
export type WordsOf<P> = P extends { readonly choose: (...args: never) => infer Words } ? Words : never;
