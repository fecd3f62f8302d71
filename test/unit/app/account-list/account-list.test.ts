/** Several accounts: signing in, reading them at a start, refreshing. */
import { describe, expect, it } from 'vitest';
import { blankRecord } from '../../../../main/app/account-list/account-entry.ts';
import { nameOfBinding } from '../../../../main/vault/layout.ts';
import { settle } from '../../fake-clock.ts';
import { A, ALL, accountsWorld, B, fieldsOf, four } from './accounts-world.ts';

describe('accounts', () => {
  it('are all signed in at the same time, two on one server and two on two, and are so after a restart', async () => {
    const { app, restart } = await four();
    expect(app.lines()).toEqual(ALL);
    const again = await restart();
    expect(again.lines()).toEqual(ALL);
  });

  it('are read once the window has been painted, if there are several; a single one is ready before that', async () => {
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
    await one.list.start(new Promise(() => {}));
    expect(one.lines()).toEqual(['a signed-in ada@example.org']);
  });

  it('are read before someone else’s sign-in to them, which waits until the window has been painted', async () => {
    const world = accountsWorld();
    const before = world.start();
    await before.list.start();
    await before.signIn(before.account('a').id, 'ada');
    await before.signIn(before.account('a').id, 'mallory');
    const painted = Promise.withResolvers<void>();
    const app = world.start();
    const starting = app.list.start(painted.promise);
    await settle();
    expect([app.lines(), app.account('a').question]).toEqual([['a signed-in ada@example.org'], null]);
    painted.resolve();
    await starting;
    expect(app.account('a').question).not.toBeNull();
  });

  it('can be read one by one', async () => {
    const { start } = await four();
    const again = start();
    const [first, second] = again.list.all();
    await again.list.read(first?.id ?? '');
    expect([first, second].map((each) => each?.session.state().kind)).toEqual(['signed-in', 'loading']);
  });

  it('never send a server the tokens of another one', async () => {
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
    const { start, disk } = await four();
    const app = start({ loaded: { kind: 'unreadable', trouble: 'no-permission' } });
    await app.list.start();
    expect(app.lines()).toEqual([]);
    await app.list.readAgain();
    await settle();
    expect([app.list.trouble(), app.lines()]).toEqual([null, ALL]);
    const [first] = app.list.all();
    // What is read once stays, whatever is on the disk since.
    disk.records = [...disk.records, { ...blankRecord('9'.repeat(16)), name: 'late', server: fieldsOf(A) }];
    await app.list.readAgain();
    expect(app.list.all()[0]?.session).toBe(first?.session);
    expect(app.lines()).toEqual(ALL);
  });

  it.each(['replaced', 'signed out'])(
    'hold no sign-in any more that was %s and has nothing to revoke, even if the disk is full',
    async (how) => {
      const { a, start, disk, vault, restart } = accountsWorld();
      const app = start();
      await app.list.start();
      await app.add(a, 'grace');
      const before = await restart();
      expect(before.list.hasSeveral()).toBe(true);
      // A sign-in that names itself is not an account.
      disk.records = disk.records.map((record) =>
        record.server === null ? record : { ...record, insteadOf: record.id },
      );
      const name = disk.records.find(({ server }) => server !== null)?.id ?? '';
      if (how === 'signed out') vault(name).stored = { kind: 'absent' };
      disk.isFull = true;
      const again = await restart();
      expect(again.list.hasSeveral()).toBe(false);
    },
  );

  it('that can be read again are shown, even if there are none', async () => {
    const app = accountsWorld().start({ configured: [], loaded: { kind: 'unreadable', trouble: 'no-permission' } });
    await app.list.start();
    let changes = 0;
    app.whenChanged(() => changes++);
    await app.list.readAgain();
    expect([app.list.trouble(), changes]).toEqual([null, 1]);
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

  it('that users added are not taken for the one that the settings name, even if they have its id', async () => {
    const world = accountsWorld();
    const app = world.start();
    await app.list.start();
    const { id } = app.account('a');
    await app.signIn(id, 'ada');
    world.disk.records = [{ id, name: 'thief', vault: '9'.repeat(16), server: fieldsOf(B), insteadOf: null }];
    const again = await world.restart();
    expect(again.lines()).toEqual(['a signed-in ada@example.org']);
  });

  it('that the settings name are listed once, however many there are', async () => {
    const world = accountsWorld();
    const configured = [fieldsOf(A), fieldsOf(B)];
    const app = world.start({ configured });
    await app.list.rename(app.account('a').id, 'one');
    await app.list.rename(app.account('b').id, 'two');
    const again = world.start({ configured });
    await again.list.rename(again.account('two').id, 'second');
    expect(world.disk.records.map(({ name }) => name)).toEqual(['one', 'second']);
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
    // This sign-in is from a time when the server was the only one.
    const alone = world.start();
    await alone.list.start();
    await alone.signIn(alone.account('a').id, 'ada');

    const app = await world.restart({ listed: [work, test] });
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
      const again = await world.restart({ listed });
      expect(again.lines()).toEqual(lines);
    }
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
    const { restart, vault, app: before } = await four();
    vault(before.account('a-grace').id).stored = { kind: 'unreadable', trouble: 'keyring-locked' };
    const app = await restart();
    expect(app.lines()).toEqual([ALL[0], 'a-grace storage-unreadable -', ...ALL.slice(2)]);
  });

  it('is a refresh in progress when the app is killed: only its own token is in doubt', async () => {
    const { start, vault, app: before, a } = await four();
    const { id } = before.account('a-grace');
    const stored = vault(id).stored;
    if (stored.kind !== 'value') throw new Error('not stored');
    vault(id).stored = { ...stored, rotationPending: true };
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

it('an account that was just added stays when it is read again before anyone signs in', async () => {
  const { app } = await four();
  const id = await app.list.add(fieldsOf(A), 'third');
  if (typeof id !== 'string') throw new Error(id.kind);
  await app.list.read(id);
  expect(app.account('third').id).toBe(id);
});
