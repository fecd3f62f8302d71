/** The messages for failures and unreadable storage. */
import loaders from 'messages:failed';
import type { Account, Failure, StorageTrouble } from '../../preload/api.ts';
import type { Chunk } from '../chunk.ts';
import type { Explanation, Names } from '../explanation.ts';
import { failure } from '../failure.ts';

export const failed = {
  loaders,
  choose: (catalog, common) => ({
    ...catalog,
    /** What failed. `signedInAs`: the account that is still signed in, if any. */
    failure: (what: Failure, names: Names, signedInAs: Account | null = null) =>
      failure(what, { catalog, common, names, signedInAs }),
    storage: (trouble: StorageTrouble): Explanation => catalog.storageTroubles[trouble],
    /** Why the list of accounts can't be read. */
    listUnreadable(trouble: StorageTrouble): Explanation {
      const { title, text, damagedNext } = catalog.accounts.unreadable;
      const next = trouble === 'damaged' ? damagedNext : catalog.storageTroubles[trouble].next;
      return { title, text: text({ reason: catalog.storageReasons[trouble] }), next };
    },
  }),
} satisfies Chunk<'failed'>;
