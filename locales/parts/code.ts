/** The messages for a code. */
import loaders from 'messages:code';
import type { Catalogs } from '../catalog.ts';
import type { Part } from '../part.ts';

type Awaiting = Catalogs['code']['awaiting'];

export interface CodeMessages extends Omit<Catalogs['code'], 'awaiting'> {
  readonly awaiting: Omit<Awaiting, 'spelled' | 'timeLeft' | 'mustWait'> & {
    /** The code, character by character, for a screen reader. */
    spelled(userCode: string): string;
    timeLeft(ms: number): string;
    /** The server demands a longer pause than usual. */
    mustWait(ms: number): string;
  };
}

export const code: Part<'code', CodeMessages> = {
  loaders,
  choose: ({ awaiting, ...catalog }, _, format) => ({
    ...catalog,
    awaiting: {
      ...awaiting,
      spelled: (userCode) =>
        awaiting.spelled({ code: format.spelled(userCode, catalog.spelling, awaiting.spelledSeparator) }),
      timeLeft: (ms) => awaiting.timeLeft({ count: format.count(ms), duration: format.duration(ms) }),
      mustWait: (ms) => awaiting.mustWait({ duration: format.duration(ms) }),
    },
  }),
};
