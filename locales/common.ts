/** The messages that windows and terminals load at the start. */
import loaders from 'messages:common';
import type { EpochMs } from '../preload/api.ts';
import type { Catalogs, Language } from './catalog.ts';
import type { Format } from './format.ts';

export type CommonMessages = ReturnType<typeof commonMessages>;

/** Loads the texts. */
export const loadCommon = loaders;

/**
 * @param catalog without the units, which only the format needs
 * @param format how the language writes times
 */
export function commonMessages(catalog: Omit<Catalogs['common'], 'units'>, format: Format, language: Language) {
  return {
    ...catalog,
    /** BCP 47, for the `lang` attribute. */
    language,
    productName: 'Transparenc Companion',
    /** `offMs`: by how much this computer's clock is ahead of the server's, negative if it's behind. */
    clockOff: (offMs: number) =>
      catalog.clockOff({ direction: offMs > 0 ? 'fast' : 'other', duration: format.duration(Math.abs(offMs)) }),
    /** "1,234" */
    number: format.number,
    /** Day and time in a sentence: "today at 14:03". */
    when(at: EpochMs): string {
      const { text: day, isDate } = format.day(at);
      return catalog.when({ dayKind: isDate ? 'date' : 'other', day, time: format.time(at), ...format.hour(at) });
    },
    /** The time of day: "14:02". */
    time: format.time,
    /** Day and time, as the value of a fact: "today, 14:03". */
    moment: (at: EpochMs) => catalog.moment({ day: format.day(at).text, time: format.time(at) }),
  };
}
