/** The messages for a code. */
import loaders from 'messages:code';
import type { Chunk } from '../chunk.ts';

export const code = {
  loaders,
  choose: ({ awaiting, ...catalog }, _, format) => ({
    ...catalog,
    awaiting: {
      ...awaiting,
      /** The code, character by character, for a screen reader. */
      spelled: (userCode: string) =>
        awaiting.spelled({ code: format.spelled(userCode, catalog.spelling, awaiting.spelledSeparator) }),
      timeLeft: (ms: number) => awaiting.timeLeft({ count: format.count(ms), duration: format.duration(ms) }),
      /** The server demands a longer pause than usual. */
      mustWait: (ms: number) => awaiting.mustWait({ duration: format.duration(ms) }),
    },
  }),
} satisfies Chunk<'code'>;
