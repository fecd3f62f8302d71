/** The result of a sign-in: a new account is named, merged into another one, or removed. */
import { describe, expect, it } from 'vitest';
import { nameOfBinding } from '../../../../main/vault/layout.ts';
import { settle } from '../../fake-clock.ts';
import { stored } from '../../session/parts.ts';
import { A, ALL, accountsWorld, B, fieldsOf, four } from './accounts-world.ts';

describe('one code at a time', () => {
  it('is on the screen: another one ends it, and its account is as before', async () => {
    const { app, a } = await four();
    const [first, second] = app.list.all();
    if (!first || !second) throw new Error('two accounts');
    const signingIn = app.list.signIn(first.id);
    await settle();
    expect(first.session.state().kind).toBe('awaiting-approval');
    const other = app.list.signIn(second.id);
    await settle();
    expect([first, second].map(({ session }) => session.state().kind)).toEqual(['signed-in', 'awaiting-approval']);
    await signingIn;
    a.person = 'grace';
    await app.approve(other);
    expect(app.lines()).toEqual(ALL);
  });

  it.each(['signed-out', 'needs-you', 'storage-unreadable'] as const)(
    'a second account is added while the first is %s, which stays so',
    async (state) => {
      const world = accountsWorld();
      const [vault] = [world.vault(nameOfBinding({ baseUrl: A, clientId: 'desk', tokenEndpoint: `${A}/token` }))];
      if (state === 'needs-you') vault.stored = stored({ refreshToken: null, ended: { kind: 'ran-out', at: 2 } });
      if (state === 'storage-unreadable') vault.stored = { kind: 'unreadable', trouble: 'keyring-locked' };
      const app = world.start();
      await app.list.start();
      const calls = [...vault.calls];
      await app.add(world.a, 'grace');
      expect(app.account('a').session.state().kind).toBe(state);
      expect(vault.calls).toEqual(calls);
      expect(app.account('a-grace').session.state().kind).toBe('signed-in');
    },
  );

  it('an account whose first code is canceled is gone', async () => {
    const world = accountsWorld();
    const app = world.start();
    await app.list.start();
    const id = await app.list.add(fieldsOf(A), 'test');
    if (typeof id !== 'string') throw new Error(id.kind);
    const signingIn = app.list.signIn(id);
    await settle();
    app.account('test').session.cancel();
    expect(await signingIn).toBeNull();
    expect(app.list.all().map(({ name }) => name)).toEqual(['a']);
    expect(world.disk.records).toEqual([]);
  });

  it('an account whose first code failed stays until that was read', async () => {
    const world = accountsWorld();
    const app = world.start();
    await app.list.start();
    world.a.isOffline = true;
    const id = await app.list.add(fieldsOf(A), 'test');
    if (typeof id !== 'string') throw new Error(id.kind);
    expect(await app.approve(app.list.signIn(id))).toBe(id);
    expect(app.account('test').session.state().kind).toBe('failed');
    expect(await app.list.dismiss(id)).toBeNull();
    expect(app.list.all()).toHaveLength(1);
  });

  it('an account whose first code failed is replaced by the next attempt, even of the same name', async () => {
    const { app, b } = await four();
    b.isOffline = true;
    for (const name of ['new', 'new', null]) {
      const id = await app.list.add(fieldsOf(B), name);
      if (typeof id !== 'string') throw new Error(id.kind);
      await app.approve(app.list.signIn(id));
    }
    expect(app.lines()).toEqual([...ALL, 'b-2 failed -']);
  });
});

describe('a new account whose storage cannot be read', () => {
  const unreadable = { kind: 'unreadable', trouble: 'no-permission' } as const;

  it('is gone if its first code is canceled, because nothing can be stored there', async () => {
    const { app, disk, vault } = await four();
    app.whenOpened((name) => {
      vault(name).stored = unreadable;
    });
    const id = await app.list.add(fieldsOf(B), 'new');
    if (typeof id !== 'string') throw new Error(id.kind);
    const signingIn = app.list.signIn(id);
    await settle();
    app.list.cancel(id);
    expect(await signingIn).toBeNull();
    expect(app.lines()).toEqual(ALL);
    expect(disk.records).toHaveLength(3);
  });

  it('stays if an earlier run was killed, because that may have stored a sign-in', async () => {
    const { app, vault, restart } = await four();
    const id = await app.list.add(fieldsOf(B), 'new');
    if (typeof id !== 'string') throw new Error(id.kind);
    vault(id).stored = unreadable;
    const again = await restart();
    expect(await again.list.dismiss(id)).toBe(id);
    expect(again.lines()).toEqual([...ALL, 'new storage-unreadable -']);
  });
});

describe('a kill while someone signs in to a new account', () => {
  it('before they have signed in: the next start does not list it', async () => {
    const { app, disk, restart } = await four();
    const id = await app.list.add(fieldsOf(B), 'third');
    if (typeof id !== 'string') throw new Error(id.kind);
    void app.list.signIn(id);
    await settle();
    expect(app.account('third').session.state().kind).toBe('awaiting-approval');
    const again = await restart();
    expect(again.lines()).toEqual(ALL);
    expect(disk.records.map(({ name }) => name)).toEqual(['a-grace', 'b', 'test']);
  });

  it('after that, but before it was named: the next start names it', async () => {
    const { app, disk, restart } = await four();
    await app.list.rename(app.account('a-grace').id, 'customer');
    disk.records = disk.records.map((record) =>
      record.name === 'customer' ? { ...record, name: null, isNew: true } : record,
    );
    const again = await restart();
    expect(again.lines()).toEqual([ALL[0], 'a-grace signed-in grace@example.org', ...ALL.slice(2)]);
    expect(disk.records.map(({ name, isNew = false }) => [name, isNew])).toContainEqual(['a-grace', false]);
  });

  it('and a later sign-out: it stays listed as signed out', async () => {
    const { app, restart } = await four();
    await app.list.signOut(app.account('test').id);
    const again = await restart();
    expect(again.lines()).toEqual([...ALL.slice(0, 3), 'test signed-out -']);
  });
});

describe('an account that is added as a person who is there already', () => {
  it('renews that account, whose id and name stay', async () => {
    const { app, a, disk, restart } = await four();
    const { id } = app.account('a-grace');
    const before = a.revoked.length;
    expect(await app.add(a, 'grace', 'again')).toBe(id);
    expect(app.lines()).toEqual(ALL);
    expect(a.revoked).toHaveLength(before);
    const again = await restart();
    expect(again.lines()).toEqual(ALL);
    expect(disk.records.map(({ name }) => name)).toEqual(['a-grace', 'b', 'test']);
    expect(await again.account('a-grace').session.refresh()).toBeNull();
  });

  it('renews that account until the app quits, if its sign-in has ended and none can be kept', async () => {
    const { app, a, vault } = await four();
    const { id } = app.account('a-grace');
    a.end('grace');
    await app.account('a-grace').session.refresh();
    expect(app.lines()[1]).toBe('a-grace needs-you -');
    app.whenOpened((name) => {
      vault(name).kept = { kind: 'until-quit', because: 'no-keyring' };
    });
    // The second time, the sign-in that it replaces could not be kept either.
    for (const name of ['again', 'once-more']) {
      expect(await app.add(a, 'grace', name)).toBe(id);
      expect(app.lines()).toEqual(ALL);
    }
  });

  it('is another account at a server that identifies no one, and renewing it adds none', async () => {
    const { app, b } = await four();
    await app.add(b, null);
    await app.add(b, null);
    expect(app.list.all().map(({ name }) => name)).toEqual(['a', 'a-grace', 'b', 'test', 'b-2', 'b-3']);
    await app.signIn(app.account('b-2').id, null);
    await app.signIn(app.account('b-2').id, 'bob');
    expect(app.list.all()).toHaveLength(6);
  });
});

describe('an account that the server did not identify', () => {
  it('does not go on with a sign-in that could not be taken up', async () => {
    const { app, b, vault, vaults } = await four();
    await app.add(b, null, 'kiosk');
    const { id } = app.account('kiosk');
    const known = new Set(vaults.keys());
    app.whenOpened((name) => {
      if (known.has(name)) return;
      vault(name).replace = async () => {
        throw new Error('a fault of our own');
      };
    });
    await app.signIn(id, null);
    expect(app.lines()).toEqual([...ALL, 'kiosk signed-in -']);
    expect(await app.account('kiosk').session.refresh()).toBeNull();
    expect([...vaults].filter(([name]) => !known.has(name)).map(([, { stored }]) => stored.kind)).toEqual(['absent']);
  });

  it('stays in its own vault if all who are identified are at other servers', async () => {
    const { a, b, start, disk } = accountsWorld();
    const app = start();
    await app.list.start();
    await app.add(a, 'ada', 'known');
    await app.add(b, null, 'kiosk');
    const { id } = app.account('kiosk');
    await app.signIn(id, null);
    expect(app.lines()).toContain('kiosk signed-in -');
    expect(disk.records.find((record) => record.id === id)?.vault).toBeNull();
  });

  it('is renewed by the person whom the server identifies later, if they have no other', async () => {
    const { app, b, disk } = await four();
    await app.add(b, null, 'kiosk');
    const { id } = app.account('kiosk');
    await app.signIn(id, 'bob');
    expect(app.lines()).toEqual([...ALL, 'kiosk signed-in bob@example.org']);
    expect(app.account('kiosk').question).toBeNull();
    // It needs no separate vault.
    expect(disk.records.find((record) => record.id === id)?.vault).toBeNull();
  });

  it.each(['signed in', 'signed out'])(
    'and is %s stays as it is if they have another, and the user is asked',
    async (state) => {
      const { app, b, disk, restart } = await four();
      await app.add(b, null, 'kiosk');
      const { id } = app.account('kiosk');
      if (state === 'signed out') await app.list.signOut(id);
      const before = app.lines();
      await app.signIn(id, 'grace');
      expect(app.lines()).toEqual(before);
      expect(app.account('kiosk').question?.theirs).toBe('test');
      // A person has only one account at a server.
      await app.list.answer(id, 'replace');
      expect(app.lines()).toEqual(before);
      expect(app.account('kiosk').question).not.toBeNull();
      const { session } = app.account('test');
      await app.list.answer(id, 'keep');
      expect(app.lines()).toEqual(before);
      expect(app.account('kiosk').question).toBeNull();
      expect(app.account('test').session).not.toBe(session);
      const again = await restart();
      expect(again.lines().slice(0, 4)).toEqual(ALL);
      expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
    },
  );
});

it('a new account whose sign-in is canceled is not listed any more, although the disk is full', async () => {
  const { app, b, disk } = await four();
  const id = await app.list.add(fieldsOf(b.baseUrl), 'new');
  if (typeof id !== 'string') throw new Error(id.kind);
  const signingIn = app.list.signIn(id);
  await settle();
  disk.isFull = true;
  app.list.cancel(id);
  expect(await signingIn).toBeNull();
  expect(app.lines()).toEqual(ALL);
});

it('a person is another account with another client of the same server', async () => {
  const { app } = await four();
  const id = await app.list.add({ ...fieldsOf(A), clientId: 'phone' }, 'phone');
  if (typeof id !== 'string') throw new Error(id.kind);
  expect(await app.approve(app.list.signIn(id))).toBe(id);
  expect(app.lines()).toEqual([...ALL, 'phone signed-in grace@example.org']);
});

it('a new account whose sign-in ended before it was settled stays, with a name, for its person to sign in again', async () => {
  const { app, disk, a, restart } = await four();
  const { id } = app.account('a-grace');
  a.end('grace');
  await app.account('a-grace').session.refresh();
  // As a kill right after the sign-in would have left it.
  disk.records = disk.records.map((record) => (record.id === id ? { ...record, name: null, isNew: true } : record));
  const again = await restart();
  expect(again.lines()).toContain('a-grace needs-you -');
  expect(disk.records.find((record) => record.id === id)).toMatchObject({ name: 'a-grace' });
  expect(disk.records.filter(({ isNew }) => isNew)).toEqual([]);
});
