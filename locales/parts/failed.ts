/** The messages for failures and unreadable storage. */
import loaders from 'messages:failed';
import type { Account, Failure, StorageTrouble } from '../../preload/api.ts';
import type { Catalogs } from '../catalog.ts';
import type { Explanation, Names } from '../explanation.ts';
import { failure } from '../failure.ts';
import type { Part } from '../part.ts';

type Texts = Catalogs['failed'];

export interface FailedMessages extends Texts {
  /** What failed. `signedInAs`: the account that is still signed in, if any. */
  failure(failure: Failure, names: Names, signedInAs?: Account | null): Explanation;
  storage(trouble: StorageTrouble): Explanation;
  /** Why the list of accounts can't be read. */
  listUnreadable(trouble: StorageTrouble): Explanation;
}

export const failed: Part<'failed', FailedMessages> = {
  loaders,
  choose: (catalog, common) => ({
    ...catalog,
    failure: (what, names, signedInAs = null) => failure(what, { catalog, common, names, signedInAs }),
    storage: (trouble) => catalog.storageTroubles[trouble],
    listUnreadable(trouble) {
      const { title, text, damagedNext } = catalog.accounts.unreadable;
      const next = trouble === 'damaged' ? damagedNext : catalog.storageTroubles[trouble].next;
      return { title, text: text({ reason: catalog.storageReasons[trouble] }), next };
    },
  }),
};
