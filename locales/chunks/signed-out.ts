/** The messages for an account that isn't signed in. */
import loaders from 'messages:signed-out';
import type { Ended, Kept } from '../../preload/api.ts';
import type { Chunk } from '../chunk.ts';
import { ended } from '../ended.ts';
import type { Names } from '../explanation.ts';
import { keptBy } from '../kept.ts';

export const signedOut = {
  loaders,
  choose: (catalog, common) => ({
    ...catalog,
    /** Why a sign-in has ended. */
    ended: (over: Ended, { server }: Names) => ended(over, catalog, server, common.when),
    /** How the next sign-in will be kept, as the value of a fact. */
    keptWhere: (kept: Kept) => keptBy(kept, catalog.keptWhere, catalog.storageReasons),
  }),
} satisfies Chunk<'signed-out'>;
