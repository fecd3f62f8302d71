/** The accounts that settings, flags and the administrator name. */
import { describe, expect, it } from 'vitest';
import { idOfBinding } from '../../../main/accounts/account-id.ts';
import { configuredAccounts, mayAddAccount } from '../../../main/accounts/configured.ts';
import type { PolicySettings } from '../../../main/settings/policy/schema.ts';
import { resolveServer, type ServerSetting, serverOf } from '../../../main/settings/resolve.ts';
import { nameOfBinding } from '../../../main/vault/layout.ts';

const A = 'https://login.a.example';
const B = 'https://login.b.example';
/** No name in a list has a vault yet. */
const UNLISTED = () => undefined;
const NO_FLAGS = { values: {}, switches: new Set<never>(), unknown: [], foreign: [] };

/** The result of the settings together with a policy. */
function setting(managed: PolicySettings, serverUrl?: string, flag?: string): ServerSetting {
  const flags = flag === undefined ? NO_FLAGS : { ...NO_FLAGS, values: { 'server-url': flag } };
  const resolved = resolveServer(flags, {}, serverUrl === undefined ? {} : { serverUrl }, { file: '/etc/x', managed });
  if ('must' in resolved) throw new Error(resolved.must);
  return resolved;
}

const lines = (managed: PolicySettings, serverUrl?: string, flag?: string) =>
  configuredAccounts(setting(managed, serverUrl, flag), managed, UNLISTED).map(
    ({ name, server, lockedBy }) => `${name ?? '-'} ${server.baseUrl} ${lockedBy ?? 'user'}`,
  );
const accounts = [
  { name: 'work', serverUrl: A },
  { name: 'test', serverUrl: B, clientId: 'desk' },
];

describe('configured accounts', () => {
  it.each<[string, PolicySettings, string | undefined, string | undefined, readonly string[]]>([
    ['none', {}, undefined, undefined, []],
    ['the user’s', {}, A, undefined, [`- ${A} user`]],
    ['the one of a flag', {}, A, B, [`- ${B} flag`]],
    ['the administrator’s one, by the single fields', { serverUrl: A }, B, undefined, [`- ${A} administrator`]],
    [
      'the administrator’s list',
      { accounts },
      undefined,
      undefined,
      [`work ${A} administrator`, `test ${B} administrator`],
    ],
    [
      'the list beside the single fields',
      { serverUrl: 'https://c.example', accounts },
      undefined,
      undefined,
      ['- https://c.example administrator', `work ${A} administrator`, `test ${B} administrator`],
    ],
    [
      'the user’s beside the list',
      { accounts },
      'https://c.example',
      undefined,
      ['- https://c.example user', `work ${A} administrator`, `test ${B} administrator`],
    ],
    ['one that both name, once', { accounts }, A, undefined, [`work ${A} administrator`, `test ${B} administrator`]],
    [
      'not the user’s, if there are to be no others',
      { accounts, otherAccounts: false },
      'https://c.example',
      undefined,
      [`work ${A} administrator`, `test ${B} administrator`],
    ],
    ['nothing, if there is to be nothing else', { otherAccounts: false }, A, undefined, []],
  ])('are %s', (_what, managed, serverUrl, flag, expected) => {
    expect(lines(managed, serverUrl, flag)).toEqual(expected);
  });

  it('keep their id, and so their sign-in, when they move into the list or are renamed', () => {
    const alone = configuredAccounts(setting({ serverUrl: A }), { serverUrl: A }, UNLISTED)[0];
    const listed = configuredAccounts(setting({ accounts }), { accounts }, UNLISTED)[0];
    expect(listed?.id).toBe(alone?.id);
    const renamed = [{ name: 'job', serverUrl: A }];
    expect(configuredAccounts(setting({ accounts: renamed }), { accounts: renamed }, UNLISTED)[0]?.id).toBe(alone?.id);
    expect(listed?.isFirstOfBinding).toBe(true);
  });

  it('have their server’s address as it is used, whether it comes from the list or from the settings', () => {
    const addresses = [
      ...configuredAccounts(setting({}, `${A}/`), {}, UNLISTED),
      ...configuredAccounts(setting({ serverUrl: `${A}/` }), { serverUrl: `${A}/` }, UNLISTED),
    ].map(({ fields }) => fields.serverUrl);
    expect(addresses).toEqual([A, A]);
  });

  it('are two if the list has two of one server and client', () => {
    const two = [
      { name: 'one', serverUrl: A },
      { name: 'two', serverUrl: `${A}/` },
    ];
    const [one, other] = configuredAccounts(setting({ accounts: two }), { accounts: two }, UNLISTED);
    expect(one?.id).not.toBe(other?.id);
    expect([one?.isFirstOfBinding, other?.isFirstOfBinding]).toEqual([true, false]);
    expect([one?.listedAs, other?.listedAs]).toEqual(['one', null]);
  });

  it.each<[string, readonly string[], readonly (string | null)[]]>([
    ['another order', ['two', 'one'], ['two', 'one']],
    ['another letter case', ['Two', 'ONE'], ['two', 'one']],
    ['one that is removed', ['two'], ['two']],
    ['the other one that is removed', ['one'], ['one']],
    ['one that is added before them', ['three', 'one', 'two'], [null, 'one', 'two']],
    ['one that is renamed', ['one', 'second'], ['one', null]],
    ['the first that is renamed', ['first', 'two'], [null, 'two']],
  ])(
    'of one server and client are known by their names: after %s, no name has another’s sign-in',
    (_what, names, same) => {
      const list = (of: readonly string[], listedAs: (id: string) => string | undefined) => {
        const accounts = of.map((name) => ({ name, serverUrl: A }));
        return configuredAccounts(setting({ accounts }), { accounts }, listedAs);
      };
      const before = list(['one', 'two'], UNLISTED);
      const saved = (id: string) => before.find((account) => account.id === id)?.listedAs ?? undefined;
      const nameBefore = (id: string) => before.find((account) => account.id === id)?.name ?? null;
      expect(list(names, saved).map(({ id }) => nameBefore(id))).toEqual(same);
    },
  );

  it('are bound to server, client and token endpoint', () => {
    const of = (more: object) => {
      const server = serverOf({ serverUrl: A, ...more });
      return server && [idOfBinding(server), nameOfBinding(server)];
    };
    expect(of({ scope: 'openid' })).toEqual(of({}));
    for (const other of [{ clientId: 'b' }, { tokenPath: '/t' }]) expect(of(other)).not.toEqual(of({}));
  });
});

describe('users may add accounts', () => {
  it.each<[string, PolicySettings, string | undefined]>([
    ['anywhere', {}, undefined],
    ['anywhere', {}, A],
    ['anywhere', { accounts }, undefined],
    ['anywhere', { serverUrl: A, otherAccounts: true }, undefined],
    ['on-known-servers', { serverUrl: A }, undefined],
    ['no', { serverUrl: A, otherAccounts: false }, undefined],
    ['no', { otherAccounts: false }, A],
  ])('%s with %j and the user’s server %s', (where, managed, serverUrl) => {
    expect(mayAddAccount(setting(managed, serverUrl), managed)).toBe(where);
  });

  it('is reported for a flag that names a server that isn’t allowed', () => {
    expect(setting({ accounts, otherAccounts: false }, undefined, 'https://c.example').overruled).toEqual([
      '--server-url',
    ]);
    expect(setting({ accounts, otherAccounts: false }, undefined, A).overruled).toEqual([]);
  });
});
