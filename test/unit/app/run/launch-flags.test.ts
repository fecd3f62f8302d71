/** The flags of a launch: at the first start, and when the app is started again. */
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../main/app/account-list/account-list.ts';
import { createLaunch } from '../../../../main/app/run/launch-flags.ts';
import type { Companion } from '../../../../main/app/state/app-store.ts';
import { readFlags } from '../../../../main/cli/flags.ts';

const account = (id: string, kind = 'signed-out') =>
  ({
    id,
    name: `name-${id}`,
    server: { baseUrl: `https://${id}.example` },
    session: { holder: () => null, state: () => ({ kind }) },
  }) as unknown as Account;

function launch(accounts: readonly Account[], environment = {}) {
  const done: string[] = [];
  const note =
    (what: string) =>
    (id?: string | null): undefined =>
      void done.push(id === undefined ? what : `${what} ${id}`);
  const made = createLaunch({
    companion: {
      accounts: { all: () => accounts },
      requests: { signIn: note('sign in'), signOut: note('sign out') },
      tools: () => ({ renew: note('renew the socket') }),
    } as unknown as Companion,
    requests: { openAccount: note('open') },
    commands: { show: note('show'), signIn: async (id) => note('show a code for')(id) },
    environment,
  });
  const flags = (...args: string[]) => {
    const read = readFlags(args);
    if ('must' in read) throw new Error('bad flags');
    return read;
  };
  return {
    begin(...args: string[]) {
      made.begin(flags(...args));
      return done;
    },
    again(...args: string[]) {
      made.secondLaunch(flags(...args));
      return done;
    },
  };
}

describe('a start', () => {
  it.each([
    [[], []],
    [['--sign-in'], ['sign in a']],
    [['--sign-out'], ['sign out a']],
  ])('with %j does %j', (args, done) => {
    expect(launch([account('a')]).begin(...args)).toEqual(done);
  });

  it('does nothing if there are several accounts and none is named', () => {
    expect(launch([account('a'), account('b')]).begin('--sign-in')).toEqual([]);
    expect(launch([account('a'), account('b')]).begin('--sign-in', '--account=name-b')).toEqual(['sign in b']);
  });

  it('finds the account in the environment, unless a flag names one', () => {
    const environment = { COMPANION_ACCOUNT: 'name-b' };
    expect(launch([account('a'), account('b')], environment).begin('--sign-in')).toEqual(['sign in b']);
    expect(launch([account('a'), account('b')], environment).begin('--sign-in', '--account=name-a')).toEqual([
      'sign in a',
    ]);
    expect(launch([account('a')], { COMPANION_ACCOUNT: '' }).begin('--sign-in')).toEqual(['sign in a']);
  });
});

describe('a second start', () => {
  it.each([
    [[], ['renew the socket', 'show']],
    [['--hidden'], ['renew the socket']],
    [['--sign-in'], ['renew the socket', 'show', 'show a code for a']],
  ])('with %j does %j', (args, done) => {
    expect(launch([account('a')]).again(...args)).toEqual(done);
  });

  it('does not take away a code that is on the screen', () => {
    expect(launch([account('a', 'awaiting-approval')]).again('--sign-in')).toEqual(['renew the socket', 'show']);
  });

  it('lets the user choose the account, if there are several and none is named', () => {
    expect(launch([account('a'), account('b')]).again('--sign-in')).toEqual(['renew the socket', 'show', 'open null']);
  });

  it('does not mean the account of the first start’s environment', () => {
    const running = launch([account('a'), account('b')], { COMPANION_ACCOUNT: 'name-b' });
    expect(running.again('--sign-in')).toEqual(['renew the socket', 'show', 'open null']);
  });
});
