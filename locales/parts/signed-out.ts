/** The messages for an account that isn't signed in. */
import loaders from 'messages:signed-out';
import type { Ended, Kept } from '../../preload/api.ts';
import type { Catalogs } from '../catalog.ts';
import { ended } from '../ended.ts';
import type { Explanation, Names } from '../explanation.ts';
import { keptBy } from '../kept.ts';
import type { Part } from '../part.ts';

export interface SignedOutMessages extends Omit<Catalogs['signed-out'], 'keptWhere'> {
  /** Why a sign-in has ended. */
  ended(ended: Ended, names: Names): Explanation;
  /** How the next sign-in will be kept, as the value of a fact. */
  keptWhere(kept: Kept): string;
}

export const signedOut: Part<'signed-out', SignedOutMessages> = {
  loaders,
  choose: (catalog, common) => ({
    ...catalog,
    ended: (over, { server }) => ended(over, catalog, server, common.when),
    keptWhere: (kept) => keptBy(kept, catalog.keptWhere, catalog.storageReasons),
  }),
};
