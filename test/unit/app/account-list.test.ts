/** Several accounts: each is added, signed in, renewed, ended and removed by itself. */
import { describe, expect, it } from 'vitest';
import { nameOfBinding } from '../../../main/vault/layout.ts';
import type { StoredSession } from '../../../main/vault/types.ts';
import type { SomeoneElseAnswer } from '../../../preload/api.ts';
import { settle } from '../fake-clock.ts';
import { A, accountsWorld, B, fieldsOf } from './accounts-world.ts';

/** Two accounts on one server, and two on another. */
async function four() {
  const world = accountsWorld();
  const app = world.start();
  await app.list.start();
  await app.signIn(app.account('a').id, 'ada');
  await app.add(world.a, 'grace');
  await app.add(world.b, 'ada');
  await app.add(world.b, 'grace', 'test');
  return { ...world, app };
}

const ALL = [
  'a signed-in ada@example.org',
  'a-grace signed-in grace@example.org',
  'b signed-in ada@example.org',
  'test signed-in grace@example.org',
];

describe('accounts', () => {
  it('are all signed in at the same time, two on one server and two on two, and are so after a restart', async () => {
    const { app, start } = await four();
    expect(app.lines()).toEqual(ALL);
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(ALL);
  });

  it('are read once the window has been painted, if there are several; a single one is read at once', async () => {
    const { start } = await four();
    const painted = Promise.withResolvers<void>();
    const several = start();
    const starting = several.list.start(painted.promise);
    await settle();
    expect(several.list.all().map(({ session }) => session.state().kind)).toEqual(Array(4).fill('loading'));
    painted.resolve();
    await starting;
    expect(several.lines()).toEqual(ALL);

    const world = accountsWorld();
    const first = world.start();
    await first.list.start();
    await first.signIn(first.account('a').id, 'ada');
    const one = world.start();
    void one.list.start(new Promise(() => {}));
    await settle();
    expect(one.lines()).toEqual(['a signed-in ada@example.org']);
  });

  it('never show a server what another one issued', async () => {
    const { app, a, b } = await four();
    for (const { session } of app.list.all()) await session.refresh();
    for (const { id } of app.list.all()) await app.list.remove(id);
    expect(a.seen.length).toBeGreaterThan(2);
    expect(b.seen.length).toBeGreaterThan(2);
    expect(a.seen.every((token) => token.startsWith('login.a.example'))).toBe(true);
    expect(b.seen.every((token) => token.startsWith('login.b.example'))).toBe(true);
  });

  it('of a profile with one need no list, and the vault keeps the name that it had', async () => {
    const world = accountsWorld();
    const app = world.start();
    await app.list.start();
    await app.signIn(app.account('a').id, 'ada');
    expect(world.disk.records).toEqual([]);
    expect([...world.vaults.keys()]).toEqual([nameOfBinding(app.account('a').server)]);
    expect(app.noted).toEqual([]);
  });

  it('beside the first one are noted in its vault before they are on disk', async () => {
    const world = accountsWorld();
    const app = world.start();
    world.disk.isFull = true;
    expect(await app.list.add(fieldsOf(A), null)).toEqual({ kind: 'server', problem: 'not-saved' });
    expect(app.noted).toEqual([`${nameOfBinding(app.account('a').server)} true`]);
    expect(app.list.all()).toHaveLength(1);
  });

  it('are twenty at most', async () => {
    const app = accountsWorld().start();
    for (let n = 1; n < 20; n += 1) expect(typeof (await app.list.add(fieldsOf(A), null))).toBe('string');
    expect(await app.list.add(fieldsOf(A), null)).toEqual({ kind: 'too-many' });
  });

  it('are not opened, and nothing is changed, if the list cannot be read', async () => {
    const world = accountsWorld();
    const app = world.start({ loaded: { kind: 'unreadable', trouble: 'newer-version' } });
    await app.list.start();
    expect([app.list.trouble(), app.list.all(), world.vaults.size]).toEqual(['newer-version', [], 0]);
  });

  it('are there once the list can be read again', async () => {
    const { start } = await four();
    const app = start({ loaded: { kind: 'unreadable', trouble: 'no-permission' } });
    await app.list.start();
    expect(app.lines()).toEqual([]);
    await app.list.readAgain();
    await settle();
    expect([app.list.trouble(), app.lines()]).toEqual([null, ALL]);
    const [first] = app.list.all();
    await app.list.readAgain();
    expect(app.list.all()[0]?.session).toBe(first?.session);
  });

  it('that the administrator does not allow are neither opened nor lost', async () => {
    const { disk, start } = await four();
    const before = disk.records;
    const app = start({ mayAdd: () => false });
    await app.list.start();
    expect(app.lines()).toEqual(ALL.slice(0, 1));
    await app.list.rename(app.account('a').id, 'work');
    expect(disk.records).toHaveLength(before.length + 1);
    const again = start();
    await again.list.start();
    expect(again.list.all()).toHaveLength(4);
  });

  it('whose vault is another account’s are neither opened nor lost: their server would be sent its tokens', async () => {
    const world = accountsWorld();
    const app = world.start();
    await app.list.start();
    await app.signIn(app.account('a').id, 'ada');
    const vault = nameOfBinding(app.account('a').server);
    const thief = { id: '9'.repeat(16), name: 'thief', vault, server: fieldsOf(B), insteadOf: null };
    const question = { ...thief, id: '8'.repeat(16), server: fieldsOf(A), insteadOf: app.account('a').id };
    world.disk.records = [thief, question];
    const again = world.start();
    await again.list.start();
    expect(again.lines()).toEqual(['a signed-in ada@example.org']);
    expect(again.account('a').question).toBeNull();
    await again.list.rename(again.account('a').id, 'work');
    expect(world.disk.records).toEqual(expect.arrayContaining([thief, question]));
    expect(world.b.seen).toEqual([]);
  });

  it('have names of their own, even if the administrator gives one a name that the user has given to another', async () => {
    const world = accountsWorld();
    const app = world.start();
    await app.list.start();
    await app.add(world.b, 'ada', 'Work');
    const again = world.start({ names: ['work'] });
    expect(again.list.all().map(({ name, server }) => `${name} ${server.baseUrl}`)).toEqual([`work ${A}`, `b ${B}`]);
  });
});

describe('accounts that the administrator lists for one server and client', () => {
  const work = { name: 'work', serverUrl: A };
  const test = { name: 'test', serverUrl: A };

  it('keep each its own sign-in, in any order, alone, and beside another one', async () => {
    const world = accountsWorld();
    // A sign-in from when the server was the only one.
    const alone = world.start();
    await alone.list.start();
    await alone.signIn(alone.account('a').id, 'ada');

    const app = world.start({ listed: [work, test] });
    await app.list.start();
    await settle();
    expect(app.lines()).toEqual(['work signed-in ada@example.org', 'test signed-out -']);
    await app.signIn(app.account('test').id, 'grace');
    for (const [listed, lines] of [
      [
        [test, work],
        ['test signed-in grace@example.org', 'work signed-in ada@example.org'],
      ],
      [[test], ['test signed-in grace@example.org']],
      [
        [{ ...test, name: 'customer' }, work],
        ['customer signed-out -', 'work signed-in ada@example.org'],
      ],
      [
        [work, test],
        ['work signed-in ada@example.org', 'test signed-in grace@example.org'],
      ],
    ] as const) {
      const again = world.start({ listed });
      await again.list.start();
      await settle();
      expect(again.lines()).toEqual(lines);
    }
  });
});

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
      const session: StoredSession = {
        refreshToken: null,
        refreshExpiresAt: null,
        refused: null,
        accessToken: null,
        endpoints: null,
        accountName: 'Ada',
        identity: null,
        signedInAt: 1,
        ended: { kind: 'ran-out', at: 2 },
      };
      const kept = { kind: 'keychain', name: 'GNOME Keyring' } as const;
      if (state === 'needs-you')
        vault.stored = { kind: 'value', session, kept, from: 'current', rotationInTheAir: false };
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

  it('an account whose first code is cancelled is gone', async () => {
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
});

describe('a kill while someone signs in to a new account', () => {
  it('before they have signed in: the next start does not list it', async () => {
    const { app, disk, start } = await four();
    const id = await app.list.add(fieldsOf(B), 'third');
    if (typeof id !== 'string') throw new Error(id.kind);
    void app.list.signIn(id);
    await settle();
    expect(app.account('third').session.state().kind).toBe('awaiting-approval');
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(ALL);
    expect(disk.records.map(({ name }) => name)).toEqual(['a-grace', 'b', 'test']);
  });

  it('after that, but before it was named: the next start names it', async () => {
    const { app, disk, start } = await four();
    await app.list.rename(app.account('a-grace').id, 'customer');
    disk.records = disk.records.map((record) =>
      record.name === 'customer' ? { ...record, name: null, isNew: true } : record,
    );
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual([ALL[0], 'a-grace signed-in grace@example.org', ...ALL.slice(2)]);
    expect(disk.records.map(({ name, isNew = false }) => [name, isNew])).toContainEqual(['a-grace', false]);
  });

  it('and a later sign-out: it stays listed as signed out', async () => {
    const { app, start } = await four();
    await app.list.signOut(app.account('test').id);
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual([...ALL.slice(0, 3), 'test signed-out -']);
  });
});

describe('an account that is added as a person who is there already', () => {
  it('renews that account, whose id and name stay', async () => {
    const { app, a, disk, start } = await four();
    const { id } = app.account('a-grace');
    const before = a.revoked.length;
    expect(await app.add(a, 'grace', 'again')).toBe(id);
    expect(app.lines()).toEqual(ALL);
    expect(a.revoked).toHaveLength(before);
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(ALL);
    expect(disk.records.map(({ name }) => name)).toEqual(['a-grace', 'b', 'test']);
    expect(await again.account('a-grace').session.refresh()).toBeNull();
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

describe('someone whom the server identifies only when it is asked', () => {
  async function identifiedLater() {
    const world = accountsWorld();
    world.a.hasUserinfo = true;
    const app = world.start();
    await app.list.start();
    await app.signIn(app.account('a').id, 'ada');
    await app.add(world.a, 'grace');
    return { ...world, app, id: app.account('a').id };
  }

  const BOTH = ['a signed-in ada@example.org', 'a-grace signed-in grace@example.org'];

  it('renews their account, which goes on with the new sign-in alone, and so does a restart', async () => {
    const { app, id, a, start, disk, vaults } = await identifiedLater();
    const before = await app.account('a').session.accessToken(0);
    expect(await app.signIn(id, 'ada')).toBe(id);
    expect(app.lines()).toEqual(BOTH);
    expect(app.account('a').question).toBeNull();
    expect(await app.account('a').session.accessToken(0)).not.toEqual(before);
    // Revoking the earlier one could end the new one, too.
    expect(a.revoked).toEqual([]);
    expect([...vaults.values()].filter(({ stored }) => stored.kind === 'value')).toHaveLength(2);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(BOTH);
    expect(await again.account('a').session.refresh()).toBeNull();
  });

  it('keeps what tools were allowed, which belongs to the account', async () => {
    const { app, id, start } = await identifiedLater();
    await app.account('a').tools.write({ grants: ['git'] });
    await app.signIn(id, 'ada');
    expect(await app.account('a').tools.read()).toEqual({ grants: ['git'] });
    const again = start();
    await again.list.start();
    expect(await again.account('a').tools.read()).toEqual({ grants: ['git'] });
    await again.list.answer(id, 'discard');
    expect(await again.account('a-grace').tools.read()).toBeNull();
  });

  it('is asked about if it is someone else', async () => {
    const { app, id } = await identifiedLater();
    await app.signIn(id, 'mallory');
    expect(app.lines()).toEqual(BOTH);
    expect(app.account('a').question?.session.holder()).toMatchObject({ name: 'mallory@example.org' });
  });

  it('is asked about if the server does not identify them this time', async () => {
    const { app, id, start } = await identifiedLater();
    await app.signIn(id, null);
    expect(app.lines()).toEqual(BOTH);
    expect(app.account('a').question?.session.identity()).toBeNull();
    const again = start();
    await again.list.start();
    await settle();
    expect(again.account('a').question?.session.identity()).toBeNull();
    await again.list.answer(id, 'replace');
    expect(again.lines()).toEqual(['a signed-in -', BOTH[1]]);
    // From then on the server identifies no one, and that is no question any more.
    await again.signIn(id, null);
    expect(again.account('a').question).toBeNull();
  });

  it.each(['ada', 'mallory'])('%s: their sign-in survives a kill while the server is asked', async (person) => {
    const { app, id, a, start, disk } = await identifiedLater();
    const held = Promise.withResolvers<void>();
    a.holdsUserinfo = held.promise;
    a.person = person;
    const signingIn = app.list.signIn(id);
    await settle();
    await app.clock.advance(6_000);
    await settle();
    // Nothing is asked of the user before it is known.
    expect(app.account('a').question).toBeNull();
    a.holdsUserinfo = null;
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(BOTH);
    expect(again.account('a').question !== null).toBe(person === 'mallory');
    const newest = [...a.live].filter(([, of]) => of === person).at(-1)?.[0];
    const session = person === 'ada' ? again.account('a').session : again.account('a').question?.session;
    await session?.refresh();
    expect(a.seen.at(-1)).toBe(newest);
    expect(disk.records.filter(({ isNew }) => isNew)).toEqual([]);
    held.resolve();
    void signingIn;
  });

  it('is left out of it at once when the user cancels meanwhile: their tokens are revoked, and a restart asks nothing', async () => {
    const { app, id, a, start, disk, vaults } = await identifiedLater();
    const held = Promise.withResolvers<void>();
    a.holdsUserinfo = held.promise;
    a.person = 'mallory';
    const before = [...a.live.keys()];
    const signingIn = app.list.signIn(id);
    await settle();
    await app.clock.advance(6_000);
    await settle();
    expect(app.account('a').session.state().kind).toBe('awaiting-approval');
    expect(a.live.size).toBe(3);
    app.list.cancel(id);
    expect(await signingIn).toBe(id);
    expect(app.lines()).toEqual(BOTH);
    await settle();
    expect([...a.live.keys()]).toEqual(before);
    expect([...vaults.values()].filter(({ stored }) => stored.kind === 'value')).toHaveLength(2);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
    held.resolve();
    await settle();
    expect(app.lines()).toEqual(BOTH);
    expect(app.account('a').question).toBeNull();
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(BOTH);
    expect(again.account('a').question).toBeNull();
  });

  it('is left out of it also when the user cancels before their tokens are on the disk', async () => {
    const { app, id, a, vault, vaults, disk } = await identifiedLater();
    const known = new Set(vaults.keys());
    const written = Promise.withResolvers<void>();
    app.whenOpened((name) => {
      const its = vault(name);
      if (!known.has(name)) its.replace = (session) => written.promise.then(() => its.save(session));
    });
    a.person = 'mallory';
    const before = [...a.live.keys()];
    const signingIn = app.list.signIn(id);
    await settle();
    await app.clock.advance(6_000);
    await settle();
    app.list.cancel(id);
    expect(await signingIn).toBe(id);
    expect(app.lines()).toEqual(BOTH);
    written.resolve();
    await settle();
    expect([...a.live.keys()]).toEqual(before);
    expect([...vaults.values()].filter(({ stored }) => stored.kind === 'value')).toHaveLength(2);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
  });

  it('is let go of when their sign-in has ended: what is open does not grow', async () => {
    const { app, id } = await identifiedLater();
    const open = app.list.sessions().length;
    for (const answer of ['discard', 'replace', 'discard'] as const) {
      await app.signIn(id, 'mallory');
      await app.signIn(id, 'trent');
      await app.list.answer(id, answer);
      await settle();
    }
    await app.signIn(id, 'mallory');
    await settle();
    expect(app.list.sessions()).toHaveLength(open);
  });

  it('renews the account in memory if there is no room to store their sign-in', async () => {
    const { app, id, a, vault, vaults } = await identifiedLater();
    const known = new Set(vaults.keys());
    const stored = vault(nameOfBinding(app.account('a').server)).stored;
    a.person = 'ada';
    const signingIn = app.list.signIn(id);
    await settle();
    for (const each of vaults.values()) each.full = true;
    const isNew = (name: string) => !known.has(name);
    app.whenOpened((name) => {
      if (isNew(name)) vault(name).full = true;
    });
    await app.clock.advance(6_000);
    await signingIn;
    await settle();
    expect(app.account('a').session.state()).toMatchObject({
      kind: 'signed-in',
      kept: { kind: 'until-quit', because: 'disk-full' },
    });
    expect(vault(nameOfBinding(app.account('a').server)).stored).toEqual(stored);
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

  it('is renewed by the person whom the server identifies later, if they have no other', async () => {
    const { app, b } = await four();
    await app.add(b, null, 'kiosk');
    const { id } = app.account('kiosk');
    await app.signIn(id, 'bob');
    expect(app.lines()).toEqual([...ALL, 'kiosk signed-in bob@example.org']);
    expect(app.account('kiosk').question).toBeNull();
  });

  it.each(['signed in', 'signed out'])(
    'and is %s stays as it is if they have another, and the user is asked',
    async (state) => {
      const { app, b, disk, start } = await four();
      await app.add(b, null, 'kiosk');
      const { id } = app.account('kiosk');
      if (state === 'signed out') await app.list.signOut(id);
      const before = app.lines();
      await app.signIn(id, 'grace');
      expect(app.lines()).toEqual(before);
      expect(app.account('kiosk').question?.theirs).toBe('test');
      // One person has one account at a server.
      await app.list.answer(id, 'replace');
      expect(app.lines()).toEqual(before);
      expect(app.account('kiosk').question).not.toBeNull();
      const { session } = app.account('test');
      await app.list.answer(id, 'keep');
      expect(app.lines()).toEqual(before);
      expect(app.account('kiosk').question).toBeNull();
      expect(app.account('test').session).not.toBe(session);
      const again = start();
      await again.list.start();
      await settle();
      expect(again.lines().slice(0, 4)).toEqual(ALL);
      expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
    },
  );
});

describe('someone else', () => {
  async function strange() {
    const made = await four();
    const { id } = made.app.account('a');
    const before = await made.app.account('a').session.accessToken(0);
    await made.app.signIn(id, 'mallory');
    return { ...made, id, before };
  }

  it('changes nothing until the user answers: the account goes on, and so does a restart', async () => {
    const { app, id, before, a, start } = await strange();
    expect(app.lines()).toEqual(ALL);
    expect(app.account('a').question?.session.holder()).toMatchObject({ name: 'mallory@example.org' });
    expect(await app.account('a').session.accessToken(0)).toBe(before);
    expect(await app.account('a').session.refresh()).toBeNull();
    expect(a.revoked).toEqual([]);
    // Another code would bring another person: the question comes first.
    expect(await app.list.signIn(id)).toBe(id);
    expect(app.account('a').session.state().kind).toBe('signed-in');

    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(ALL);
    expect(again.account('a').question?.session.holder()).toMatchObject({ name: 'mallory@example.org' });
    expect(await again.account('a').session.refresh()).toBeNull();
  });

  it.each(['at once', 'slowly'])(
    'is ended with the account if that is removed while they approve, and the server revokes %s',
    async (how) => {
      const { app, a, disk } = await four();
      const { id } = app.account('a-grace');
      const revoked = Promise.withResolvers<void>();
      if (how === 'slowly') a.holdsRevocation = revoked.promise;
      let removal: Promise<void> | null = null;
      app.whenOpened(() => {
        removal = app.list.remove(id);
      });
      await app.signIn(id, 'mallory');
      revoked.resolve();
      await removal;
      await settle();
      expect(removal).not.toBeNull();
      expect(app.lines()).toEqual(ALL.filter((line) => !line.startsWith('a-grace')));
      expect([...a.live.values()]).toEqual(['ada']);
      expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
    },
  );

  it('is ended if the account has gone by the time that they could be stored', async () => {
    const { app, a, disk, vault } = await four();
    const { id } = app.account('a-grace');
    app.whenOpened((name) => {
      const removal = app.list.remove(id);
      vault(name).load = () => removal.then(() => ({ kind: 'absent' }));
    });
    await app.signIn(id, 'mallory');
    expect(app.lines()).toEqual(ALL.filter((line) => !line.startsWith('a-grace')));
    expect([...a.live.values()]).toEqual(['ada']);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
  });

  it('is noted for the account in whose place they are, until they have their own', async () => {
    const { app, id } = await strange();
    const theirs = app.account('a').question?.session;
    if (!theirs) throw new Error('no question');
    expect(app.list.ownerOf(theirs)).toBe(id);
    await app.list.answer(id, 'keep');
    expect(app.list.ownerOf(theirs)).toBe(app.account('a-mallory').id);
    const { session } = app.account('a');
    await app.list.remove(id);
    expect(app.list.ownerOf(session)).toBeNull();
  });

  it('is kept as another account, and the one that was to be renewed stays', async () => {
    const { app, id, a, start } = await strange();
    await app.list.answer(id, 'keep');
    expect(app.lines()).toEqual([...ALL, 'a-mallory signed-in mallory@example.org']);
    expect(app.account('a').question).toBeNull();
    expect(a.revoked).toEqual([]);
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual([...ALL, 'a-mallory signed-in mallory@example.org']);
  });

  it('replaces the account, which keeps its id and name; the earlier sign-in ends on the server', async () => {
    const { app, id, a, start } = await strange();
    await app.list.answer(id, 'replace');
    expect(app.account('a').id).toBe(id);
    expect(app.lines()).toEqual(['a signed-in mallory@example.org', ...ALL.slice(1)]);
    expect(a.revoked).toHaveLength(1);
    expect([...a.live.values()].sort()).toEqual(['grace', 'mallory']);
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(['a signed-in mallory@example.org', ...ALL.slice(1)]);
    // The next person who approves is compared with the new one.
    await again.signIn(id, 'ada');
    expect(again.account('a').question?.session.holder()).toMatchObject({ name: 'ada@example.org' });
  });

  it('is discarded, and their sign-in ends on the server', async () => {
    const { app, id, a, disk } = await strange();
    await app.list.answer(id, 'discard');
    expect(app.lines()).toEqual(ALL);
    expect(app.account('a').question).toBeNull();
    expect([...a.live.values()].sort()).toEqual(['ada', 'grace']);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
  });

  it('does not keep the account from a new code while their sign-in is still being ended', async () => {
    const { app, id, a } = await strange();
    const held = Promise.withResolvers<void>();
    a.holdsRevocation = held.promise;
    const discarding = app.list.answer(id, 'discard');
    await settle();
    const signingIn = app.list.signIn(id);
    await settle();
    expect(app.account('a').session.state().kind).toBe('awaiting-approval');
    held.resolve();
    await discarding;
    a.person = 'ada';
    await app.approve(signingIn);
    expect(app.lines()).toEqual(ALL);
  });

  it('who was discarded without a connection is revoked by a later start', async () => {
    const { app, id, a, disk, start } = await strange();
    a.isOffline = true;
    await app.list.answer(id, 'discard');
    expect(app.account('a').question).toBeNull();
    a.isOffline = false;
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(ALL);
    expect([...a.live.values()].sort()).toEqual(['ada', 'grace']);
    const third = start();
    await third.list.start();
    await settle();
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
  });

  it('who was discarded without a connection is not forgotten at a start with a locked keyring', async () => {
    const { app, id, a, disk, revokeOnly, start } = await strange();
    a.isOffline = true;
    await app.list.answer(id, 'discard');
    const lock = (locked: boolean) => {
      for (const store of revokeOnly.values()) store.locked = locked;
    };
    a.isOffline = false;
    lock(true);
    await start().list.start();
    await settle();
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toHaveLength(1);
    lock(false);
    await start().list.start();
    await settle();
    expect([...a.live.values()].sort()).toEqual(['ada', 'grace']);
  });

  it.each<[SomeoneElseAnswer, SomeoneElseAnswer]>([
    ['replace', 'keep'],
    ['keep', 'discard'],
    ['discard', 'replace'],
  ])('is answered once: after %s, %s comes too late', async (first, second) => {
    const [one, other] = [await strange(), await strange()];
    await Promise.all([one.app.list.answer(one.id, first), one.app.list.answer(one.id, second)]);
    await other.app.list.answer(other.id, first);
    expect(one.app.lines()).toEqual(other.app.lines());
    expect([...one.a.live.values()]).toEqual([...other.a.live.values()]);
  });

  it.each([true, false])(
    'ends with the account’s sign-out, here and on the server (with a connection: %s)',
    async (online) => {
      const { app, id, a, disk, start } = await strange();
      a.isOffline = !online;
      await app.list.signOut(id);
      expect(app.account('a').question).toBeNull();
      expect(app.lines()).toEqual(['a signed-out -', ...ALL.slice(1)]);
      a.isOffline = false;
      for (let starts = 0; starts < 2; starts += 1) {
        const again = start();
        await again.list.start();
        await again.clock.advance(15 * 60_000);
        expect(again.lines()).toEqual(['a signed-out -', ...ALL.slice(1)]);
      }
      expect([...a.live.values()]).toEqual(['grace']);
      expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
    },
  );

  it('is not forgotten while the server refuses to renew their sign-in, which has not ended', async () => {
    const { disk, vault, start } = await strange();
    const held = disk.records.find(({ insteadOf }) => insteadOf !== null);
    const theirs = vault(held?.id ?? '');
    if (theirs.stored.kind !== 'value') throw new Error('not stored');
    const refused = { times: 3, said: { error: 'temporarily_unavailable', description: null, status: 400 }, at: 1 };
    theirs.stored = { ...theirs.stored, session: { ...theirs.stored.session, refused, accessToken: null } };
    await start().list.start();
    await settle();
    expect(disk.records).toContainEqual(held);
    expect(theirs.stored.kind).toBe('value');
  });

  it('who has an account already is not listed twice', async () => {
    const { app } = await four();
    const { id } = app.account('a');
    await app.signIn(id, 'grace');
    await app.list.answer(id, 'keep');
    expect(app.lines()).toEqual(ALL);
    expect(app.account('a').question).toBeNull();
  });

  it('whose sign-in has ended meanwhile is not asked about', async () => {
    const { a, start } = await strange();
    const app = start();
    await app.list.start();
    await settle();
    a.end('mallory');
    await app.account('a').question?.session.refresh();
    expect(app.account('a').question).toBeNull();
  });

  it.each(['before the tokens were stored', 'after that'])('and a kill %s: the account is whole', async (when) => {
    const { disk, vaults, app, id, start } = await strange();
    const [{ id: other = '' } = {}] = disk.records.filter(({ insteadOf }) => insteadOf === id);
    if (when === 'before the tokens were stored') vaults.delete(other);
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(app.lines());
    expect(again.account('a').question !== null).toBe(when === 'after that');
  });
});

describe('what happens to one account', () => {
  it.each<[string, (over: Awaited<ReturnType<typeof four>>) => Promise<unknown>, string]>([
    ['a sign-out', ({ app }) => app.account('a-grace').session.signOut(), 'a-grace signed-out -'],
    [
      'a revocation on the server',
      ({ app, a }) => {
        a.end('grace');
        return app.account('a-grace').session.refresh();
      },
      'a-grace needs-you -',
    ],
    ['a refresh', ({ app }) => app.account('a-grace').session.refresh(), ALL[1] ?? ''],
    [
      'a full disk',
      ({ app, vault }) => {
        vault(app.account('a-grace').id).full = true;
        return app.account('a-grace').session.refresh();
      },
      ALL[1] ?? '',
    ],
    ['a new sign-in', ({ app }) => app.signIn(app.account('a-grace').id, 'grace'), ALL[1] ?? ''],
  ])('leaves the others exactly as they are: %s', async (_what, happens, line) => {
    const over = await four();
    const { app, vaults } = over;
    const others = app.list.all().filter(({ name }) => name !== 'a-grace');
    const own = app.account('a-grace').id;
    const storedBefore = [...vaults].filter(([name]) => name !== own).map(([, { stored }]) => stored);
    const statesBefore = others.map(({ session }) => session.state());
    await happens(over);
    await settle();
    expect(app.lines()).toEqual([ALL[0], line, ...ALL.slice(2)]);
    expect(others.map(({ session }) => session.state())).toEqual(statesBefore);
    expect([...vaults].filter(([name]) => name !== own).map(([, { stored }]) => stored)).toEqual(storedBefore);
    for (const { session } of others) expect(await session.refresh()).toBeNull();
  });

  it('keeps a locked keyring from one account alone', async () => {
    const { start, vault, app: before } = await four();
    vault(before.account('a-grace').id).stored = { kind: 'unreadable', trouble: 'keyring-locked' };
    const app = start();
    await app.list.start();
    await settle();
    expect(app.lines()).toEqual([ALL[0], 'a-grace storage-unreadable -', ...ALL.slice(2)]);
  });

  it('is a refresh in progress when the app is killed: only its own token is in doubt', async () => {
    const { start, vault, app: before, a } = await four();
    const { id } = before.account('a-grace');
    const stored = vault(id).stored;
    if (stored.kind !== 'value') throw new Error('not stored');
    vault(id).stored = { ...stored, rotationInTheAir: true };
    a.live.delete(stored.session.refreshToken ?? '');
    const app = start();
    await app.list.start();
    for (const { session } of app.list.all()) await session.refresh();
    expect(app.account('a-grace').session.state()).toMatchObject({
      kind: 'needs-you',
      because: { kind: 'interrupted' },
    });
    expect(app.lines().filter((line) => line.includes('signed-in'))).toHaveLength(3);
  });
});

describe('an account that is removed', () => {
  it('is signed out here and on the server, and forgotten; the others stay', async () => {
    const { app, a, disk, start } = await four();
    await app.list.remove(app.account('a-grace').id);
    const left = ALL.filter((line) => !line.startsWith('a-grace'));
    expect(app.lines()).toEqual(left);
    expect([...a.live.values()]).toEqual(['ada']);
    expect(disk.records.map(({ name }) => name)).toEqual(['b', 'test']);
    const again = start();
    await again.list.start();
    await settle();
    expect(again.lines()).toEqual(left);
  });

  it('without a connection is revoked once there is one, and not listed meanwhile', async () => {
    const { app, a, start } = await four();
    a.isOffline = true;
    await app.list.remove(app.account('a-grace').id);
    expect(app.list.all().map(({ name }) => name)).toEqual(['a', 'b', 'test']);
    a.isOffline = false;
    const again = start();
    await again.list.start();
    await settle();
    expect([...a.live.values()]).toEqual(['ada']);
    expect(again.list.all().map(({ name }) => name)).toEqual(['a', 'b', 'test']);
  });

  it('may be the one of the settings', async () => {
    const { app } = await four();
    await app.list.remove(app.account('a').id);
    expect(app.lines()).toEqual(ALL.slice(1));
  });
});

describe('a name', () => {
  it('can be changed, and stays after a restart; the id stays, too', async () => {
    const { app, start } = await four();
    const { id } = app.account('a');
    expect(await app.list.rename(id, ' Work ')).toBeNull();
    expect(app.account('Work').id).toBe(id);
    const again = start();
    expect(again.account('Work').id).toBe(id);
  });

  it.each([
    ['a-grace', 'taken'],
    ['B', 'taken'],
    ['', 'empty'],
    ['two words', 'bad-character'],
  ])('cannot be %j: %s', async (name, problem) => {
    const { app } = await four();
    expect(await app.list.rename(app.account('a').id, name)).toBe(problem);
    expect(app.list.all().map((account) => account.name)).toEqual(['a', 'a-grace', 'b', 'test']);
  });

  it('that cannot be saved is as before', async () => {
    const { app, disk } = await four();
    disk.isFull = true;
    expect(await app.list.rename(app.account('a').id, 'work')).toBe('not-saved');
    expect(app.account('a').name).toBe('a');
  });

  it('does not change when other accounts come and go', async () => {
    const { app } = await four();
    await app.list.remove(app.account('a').id);
    expect(app.list.all().map(({ name }) => name)).toEqual(['a-grace', 'b', 'test']);
  });
});

describe('refreshes', () => {
  it('after a wake-up are spread, one at a time for each server', async () => {
    const { start, a, b } = await four();
    let next = 0;
    const app = start({ random: () => [0.1, 0.4, 0.6, 0.9][next++ % 4] ?? 0 });
    await app.list.start();
    const before = [a.refreshes, b.refreshes];
    app.clock.sleepThrough(25 * 3_600_000);
    app.woke();
    await settle();
    expect([a.refreshes, b.refreshes]).toEqual(before);
    const perMinute: number[] = [];
    for (let minute = 0; minute < 11; minute += 1) {
      const soFar = a.refreshes + b.refreshes;
      await app.clock.advance(60_000);
      perMinute.push(a.refreshes + b.refreshes - soFar);
    }
    expect(perMinute.reduce((sum, count) => sum + count)).toBe(4);
    expect(Math.max(...perMinute)).toBeLessThan(3);
  });

  it('that are asked for at once reach a server one after the other, and another server is not waited for', async () => {
    const { app, a, b } = await four();
    const held = Promise.withResolvers<void>();
    a.holds = held.promise;
    const asked = app.list.all().map(({ session }) => session.refresh());
    await settle();
    expect([a.atOnce, b.atOnce]).toEqual([1, 0]);
    expect(b.refreshes).toBe(2);
    held.resolve();
    await Promise.all(asked);
    expect([a.mostAtOnce, b.mostAtOnce]).toEqual([1, 1]);
    expect(app.lines()).toEqual(ALL);
  });

  it('whose response is lost are repeated before another account is served: the server takes the old token for seconds only', async () => {
    const { app, a } = await four();
    a.seen.length = 0;
    a.losesNext = true;
    await Promise.all(app.list.all().map(({ session }) => session.refresh()));
    const [lost, repeated, other] = a.seen;
    expect(repeated).toBe(lost);
    expect(other).not.toBe(lost);
  });
});
