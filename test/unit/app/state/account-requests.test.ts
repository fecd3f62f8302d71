/** Which account's screen is open after a sign-in has led to another account. */
import { describe, expect, it } from 'vitest';
import type { Account, AccountList } from '../../../../main/app/account-list/account-list.ts';
import { createAccountRequests } from '../../../../main/app/state/account-requests.ts';
import { settle } from '../../fake-clock.ts';

/** @param led where a sign-in to any account leads */
function accountsOf(ids: readonly string[], led: string | null) {
  const seen = { changes: 0 };
  const accounts = {
    all: () => ids.map((id) => ({ id }) as Account),
    signIn: async () => led,
  } as unknown as AccountList;
  const { requests, shown } = createAccountRequests({
    accounts,
    proxy: { answer: () => true },
    open: () => undefined,
    changed: () => void seen.changes++,
  });
  return { requests, shown: () => shown()?.id ?? null, seen };
}

describe('the screen of an account that someone signs in to', () => {
  it('becomes that of the account that it turns out to be', async () => {
    const { requests, shown, seen } = accountsOf(['a', 'b', 'new'], 'a');
    requests.signIn('new');
    expect(shown()).toBe('new');
    await settle();
    expect([shown(), seen.changes]).toEqual(['a', 1]);
  });

  it('stays if nothing else has become of it', async () => {
    const { requests, shown, seen } = accountsOf(['a', 'b'], 'b');
    requests.signIn('b');
    await settle();
    expect([shown(), seen.changes]).toEqual(['b', 0]);
  });

  it('does not come back if the user has opened another one meanwhile', async () => {
    const { requests, shown, seen } = accountsOf(['a', 'b', 'new'], 'a');
    requests.signIn('new');
    requests.openAccount('b');
    await settle();
    expect([shown(), seen.changes]).toEqual(['b', 0]);
  });
});
