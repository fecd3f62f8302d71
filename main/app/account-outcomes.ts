/** How the sign-in of an account ends, what is left of it, and how another one takes its place. */
import { newAccountId } from '../accounts/account-id.ts';
import type { AccountEntries, Entry } from './account-entries.ts';

export interface Outcomes {
  /** Ends a sign-in here and on the server. False: it could not be deleted here, and stays listed. */
  end(entry: Entry): Promise<boolean>;
  /** What is left of a sign-in that has ended: a token that could not be revoked then is revoked later. */
  leftOf(entry: Entry): readonly Entry[];
  /** The account goes on with another sign-in, whose vault becomes its own. Nothing is moved. */
  goOnWith(account: Entry, other: Entry): Entry;
}

export function createOutcomes({ vaultOf }: Pick<AccountEntries, 'vaultOf'>): Outcomes {
  return {
    async end({ opened: { session } }) {
      if (session.resting().kind !== 'signed-out') await session.signOut();
      return session.state().kind !== 'failed';
    },
    leftOf(entry) {
      const state = entry.opened.session.resting();
      const because = state.kind === 'signed-out' ? state.because : null;
      if (because?.kind !== 'signed-out-here' || because.server !== 'later') return [];
      const id = newAccountId();
      const record = { id, name: null, vault: vaultOf(entry), server: entry.fields, insteadOf: id };
      return [{ ...entry, record, configured: null }];
    },
    goOnWith(account, other) {
      return { ...account, record: { ...account.record, vault: vaultOf(other) }, opened: other.opened };
    },
  };
}
