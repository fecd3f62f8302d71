/** Which account's screen is open after a sign-in has led to another account, and what is tried again. */
import { describe, expect, it } from 'vitest';
import type { Account, AccountList } from '../../../../main/app/account-list/account-list.ts';
import { createAccountRequests } from '../../../../main/app/state/account-requests.ts';
import type { SessionState } from '../../../../preload/api.ts';
import { settle } from '../../fake-clock.ts';

/** @param led where a sign-in to any account leads */
function accountsOf(ids: readonly string[], led: string | null) {
  const seen = { changes: 0 };
  const accounts = {
    all: () => ids.map((id) => ({ id }) as Account),
    signIn: async () => led,
    dismiss: async () => led,
  } as unknown as AccountList;
  const { requests, shown } = createAccountRequests({
    accounts,
    proxy: { answer: () => true },
    showPage: () => undefined,
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

  it('becomes that of another account if the user dismisses its failure and it is dropped', async () => {
    const { requests, shown, seen } = accountsOf(['a', 'new'], 'a');
    requests.openAccount('new');
    requests.dismiss('new');
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

/** Accounts in these states, and what is done with each. */
function accountsIn(states: Readonly<Record<string, object>>, attempt: () => Promise<void> = async () => undefined) {
  const did: string[] = [];
  const accounts = {
    all: () =>
      Object.entries(states).map(([id, state]) => ({
        id,
        // The code under test uses only this much of a session.
        session: {
          state: () => state as SessionState,
          tryAgain() {
            did.push(`try ${id} again`);
            return attempt();
          },
          protect: async () => void did.push(`protect ${id}`),
        },
      })),
    async signIn(id: string) {
      did.push(`sign in to ${id}`);
      return id;
    },
  } as unknown as AccountList;
  const { requests } = createAccountRequests({
    accounts,
    proxy: { answer: () => true },
    showPage: () => undefined,
    changed: () => void did.push('changed'),
  });
  return { requests, did };
}

const failedWith = (failure: object) => ({ kind: 'failed', failure });

it('reads the list of accounts again', () => {
  let reads = 0;
  const { requests } = createAccountRequests({
    // The code under test uses nothing else.
    accounts: { all: () => [], readAgain: async () => void reads++ } as unknown as AccountList,
    proxy: { answer: () => true },
    showPage: () => undefined,
    changed: () => undefined,
  });
  requests.readAccounts();
  expect(reads).toBe(1);
});

it('protects the sign-in of the account that is named', () => {
  const { requests, did } = accountsIn({ a: { kind: 'signed-in' }, b: { kind: 'signed-in' } });
  requests.protect('b');
  expect(did).toEqual(['protect b']);
});

describe('trying again', () => {
  it.each([
    ['not-protected', 'try a again'],
    ['not-deleted', 'try a again'],
    ['unreachable', 'sign in to a'],
  ])('after the failure %s is to %s', (kind, expected) => {
    const { requests, did } = accountsIn({ a: failedWith({ kind }) });
    void requests.tryAgain('a');
    expect(did).toEqual([expected]);
  });

  it('ends when the attempt has ended, which a page may wait for', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { requests } = accountsIn({ a: { kind: 'signed-in' } }, () => promise);
    let ended = false;
    const tried = requests.tryAgain('a').then(() => {
      ended = true;
    });
    await settle();
    expect(ended).toBe(false);
    resolve();
    await tried;
  });

  it('follows a proxy’s password for each account that waits for it, and for no other', () => {
    const unreachable = (why: string) => failedWith({ kind: 'unreachable', because: { why } });
    const retrying = (why: string) => ({ kind: 'signed-in', connection: { kind: 'retrying', because: { why } } });
    const { requests, did } = accountsIn({
      failed: unreachable('proxy-password'),
      retrying: retrying('proxy-password'),
      offline: unreachable('offline'),
      'retrying-offline': retrying('offline'),
      'signed-out': { kind: 'signed-out' },
    });
    requests.answerProxy({} as Parameters<typeof requests.answerProxy>[0]);
    expect(did).toEqual(['try failed again', 'try retrying again', 'changed']);
  });
});
