import { describe, expect, it } from 'vitest';
import { selectAccount, type Wanted } from '../../../main/accounts/select.ts';

const WORK = {
  id: '1'.repeat(16),
  name: 'work',
  server: 'https://login.example.org',
  host: 'login.example.org',
  user: 'ada',
};
const TEST = {
  id: '2'.repeat(16),
  name: 'test',
  server: 'https://login.example.org',
  host: 'login.example.org',
  user: 'grace',
};
const GIT = {
  id: '3'.repeat(16),
  name: 'git',
  server: 'https://git.example.net:8443/auth',
  host: 'git.example.net:8443/auth',
  user: 'ada',
};
const ALL = [WORK, TEST, GIT];

const wanted = (given: Partial<Wanted>): Wanted => ({ account: null, server: null, host: null, ...given });

describe('the account that is meant', () => {
  it.each<[string, Partial<Wanted>, object]>([
    ['by its name', { account: 'test' }, { kind: 'account', account: TEST }],
    ['by its name, however it is written', { account: 'Test' }, { kind: 'account', account: TEST }],
    ['by its id', { account: '3'.repeat(16) }, { kind: 'account', account: GIT }],
    ['no one by the person’s name, which a server chooses', { account: 'grace' }, { kind: 'unknown', among: ALL }],
    ['no one by a name that does not exist', { account: 'wrk' }, { kind: 'unknown', among: ALL }],
    ['not one on another server', { account: 'work', server: GIT.server }, { kind: 'unknown', among: ALL }],
    ['the only one of a server’s name', { account: 'git.example.net:8443/auth' }, { kind: 'account', account: GIT }],
    ['the only one on the server', { server: GIT.server }, { kind: 'account', account: GIT }],
    ['no one of several on the server', { server: WORK.server }, { kind: 'ambiguous', among: [WORK, TEST] }],
    ['no one on a server without an account', { server: 'https://other.example' }, { kind: 'unknown', among: ALL }],
    ['the only one on the host', { host: 'git.example.net:8443' }, { kind: 'account', account: GIT }],
    ['the name before the host', { account: 'work', host: 'git.example.net:8443' }, { kind: 'account', account: WORK }],
    ['no one on a host that says nothing', { host: 'git.example.com' }, { kind: 'ambiguous', among: ALL }],
    ['no one of several, whatever was used last', {}, { kind: 'ambiguous', among: ALL }],
  ])('is %s', (_what, given, selected) => {
    expect(selectAccount(ALL, wanted(given))).toEqual(selected);
  });

  it('is the only one, and only by a name that fits it', () => {
    expect(selectAccount([WORK], wanted({}))).toEqual({ kind: 'account', account: WORK });
    expect(selectAccount([WORK], wanted({ host: 'git.example.com' }))).toEqual({ kind: 'account', account: WORK });
    expect(selectAccount([WORK], wanted({ account: 'test' }))).toEqual({ kind: 'unknown', among: [WORK] });
    expect(selectAccount([], wanted({ account: 'test' }))).toEqual({ kind: 'none' });
  });

  it('is the only one by its person’s name, too', () => {
    expect(selectAccount([WORK], wanted({ account: 'ada' }))).toEqual({ kind: 'account', account: WORK });
  });
});
