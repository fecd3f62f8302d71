/** The English messages, compiled as the app compiles them. Tests look texts up here, so they need no change when a text does. */
import MessageFormat from '@messageformat/core';
import { argumentsOf, type Messages, readMessages } from '../../build/messages/icu.ts';
import type { Catalog, DoctorCatalog } from '../../locales/catalog.ts';

const format = new MessageFormat('en');

/** Each message is a string, or a function of its arguments. The catalog's types are generated from the same file. */
export const english = compile(readMessages('en')) as unknown as Catalog & { readonly doctor: DoctorCatalog };

function compile(messages: Messages): object {
  const entries = Object.entries(messages).map(([key, value]) => {
    if (typeof value !== 'string') return [key, compile(value)];
    return [key, argumentsOf(value).size === 0 ? value : format.compile(value)];
  });
  return Object.fromEntries(entries);
}
