/** The English messages, compiled as the app compiles them. Tests look texts up here, so they need no change when a text does. */
import MessageFormat from '@messageformat/core';
import { argumentsOf, type Messages, readMessages } from '../../build/messages/icu.ts';
import type { Catalogs } from '../../locales/catalog.ts';

const format = new MessageFormat('en');

/** Each message is a string, or a function of its arguments. The catalog's types are generated from the same file. */
export const english = compile(readMessages('en')) as unknown as Whole<Catalogs[keyof Catalogs]>;

/** The intersection of a union's members. */
type Whole<Union> = (Union extends unknown ? (one: Union) => void : never) extends (one: infer Every) => void
  ? Every
  : never;

function compile(messages: Messages): object {
  const entries = Object.entries(messages).map(([key, value]) => {
    if (typeof value !== 'string') return [key, compile(value)];
    return [key, argumentsOf(value).size === 0 ? value : format.compile(value)];
  });
  return Object.fromEntries(entries);
}
