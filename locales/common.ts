/** The messages that windows and terminals load at the start. */
import loaders from 'messages:common';
import type { EpochMs } from '../preload/api.ts';
import type { Catalogs, Language } from './catalog.ts';
import type { Format } from './format.ts';

export interface CommonMessages extends Omit<Catalogs['common'], 'clockOff' | 'moment' | 'units' | 'when'> {
  /** BCP 47, for the `lang` attribute. */
  readonly language: Language;
  readonly productName: string;
  /** `offMs`: by how much this computer's clock is ahead of the server's, negative if it's behind. */
  clockOff(offMs: number): string;
  /** "1,234" */
  number(value: number): string;
  /** Day and time in a sentence: "today at 14:03". */
  when(at: EpochMs): string;
  /** The time of day: "14:02". */
  time(at: EpochMs): string;
  /** Day and time, as the value of a fact: "today, 14:03". */
  moment(at: EpochMs): string;
}

/** Loads the texts. */
export const loadCommon = loaders;

/** @param format how the language writes times */
export function commonMessages(
  { units: _, ...catalog }: Catalogs['common'],
  format: Format,
  language: Language,
): CommonMessages {
  return {
    ...catalog,
    language,
    productName: 'Transparenc Companion',
    clockOff: (offMs) =>
      catalog.clockOff({ direction: offMs > 0 ? 'fast' : 'other', duration: format.duration(Math.abs(offMs)) }),
    number: format.number,
    when(at) {
      const { text: day, isDate } = format.day(at);
      return catalog.when({ dayKind: isDate ? 'date' : 'other', day, time: format.time(at), ...format.hour(at) });
    },
    time: format.time,
    moment: (at) => catalog.moment({ day: format.day(at).text, time: format.time(at) }),
  };
}
