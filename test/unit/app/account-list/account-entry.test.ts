/** The accounts' names, from the user or the administrator. */
import { expect, it } from 'vitest';
import { areSeveral, type Entry, namesBeside, namesOf } from '../../../../main/app/account-list/account-entry.ts';

const entry = (
  id: string,
  {
    name = null as string | null,
    set = null as string | null,
    host = 'login.example.org',
    server = null as object | null,
  } = {},
) =>
  ({
    record: { id, name, vault: null, server, insteadOf: null },
    configured: set === null ? null : { id, name: set },
    server: { baseUrl: `https://${host}`, clientId: 'desk' },
  }) as unknown as Entry;

it('each has the name that the administrator gave it, else the user’s, else its server’s', () => {
  const accounts = [
    entry('a'),
    entry('b', { name: 'mine' }),
    entry('c', { name: 'renamed', set: 'work' }),
    entry('d', { host: 'id.northwind.example' }),
  ];
  expect([...namesOf(accounts)].toSorted()).toEqual([
    ['a', 'example'],
    ['b', 'mine'],
    ['c', 'work'],
    ['d', 'northwind'],
  ]);
});

it('no two have the same: the administrator’s name is taken first, then the users’, then the servers’', () => {
  const accounts = [
    entry('a'),
    entry('b', { name: 'Work' }),
    entry('c', { name: 'example' }),
    entry('d', { set: 'work' }),
  ];
  const names = namesOf(accounts);
  expect(names.get('d')).toBe('work');
  expect(names.get('c')).toBe('example');
  expect([names.get('a'), names.get('b')]).toEqual(['example-2', 'example-3']);
  expect(namesBeside(names, 'd')).not.toContain('work');
  expect(namesBeside(names, 'a')).toEqual(expect.arrayContaining(['work', 'example', 'example-3']));
  expect(namesBeside(names, 'a')).toHaveLength(3);
});

it('there are several once one was added, and if anything of one is left', () => {
  const own = entry('a');
  const added = entry('b', { server: { serverUrl: 'https://b.example' } });
  expect(areSeveral({ accounts: [], others: [] })).toBe(false);
  expect(areSeveral({ accounts: [own], others: [] })).toBe(false);
  expect(areSeveral({ accounts: [own, entry('c')], others: [] })).toBe(true);
  expect(areSeveral({ accounts: [added], others: [] })).toBe(true);
  expect(areSeveral({ accounts: [own], others: [added] })).toBe(true);
});
