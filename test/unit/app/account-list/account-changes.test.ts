/** Accounts are added, named and removed. */
import { describe, expect, it } from 'vitest';
import { VaultError } from '../../../../main/vault/types.ts';
import { settle } from '../../fake-clock.ts';
import { A, ALL, accountsWorld, four } from './accounts-world.ts';

describe('an account that is removed', () => {
  it('is signed out here and on the server, and forgotten; the others stay', async () => {
    const { app, a, disk, restart } = await four();
    await app.list.remove(app.account('a-grace').id);
    const left = ALL.filter((line) => !line.startsWith('a-grace'));
    expect(app.lines()).toEqual(left);
    expect([...a.live.values()]).toEqual(['ada']);
    expect(disk.records.map(({ name }) => name)).toEqual(['b', 'test']);
    const again = await restart();
    expect(again.lines()).toEqual(left);
  });

  it('without a connection is revoked once there is one, and not listed meanwhile', async () => {
    const { app, a, restart } = await four();
    a.isOffline = true;
    await app.list.remove(app.account('a-grace').id);
    expect(app.list.all().map(({ name }) => name)).toEqual(['a', 'b', 'test']);
    a.isOffline = false;
    const again = await restart();
    expect([...a.live.values()]).toEqual(['ada']);
    expect(again.list.all().map(({ name }) => name)).toEqual(['a', 'b', 'test']);
  });

  it('cancels its pending code: a later approval leaves nothing behind', async () => {
    const { app, a } = await four();
    const { id } = app.account('a-grace');
    await app.account('a-grace').session.signOut();
    await settle();
    const { session } = app.account('a-grace');
    void app.list.signIn(id);
    await settle();
    expect(session.state().kind).toBe('awaiting-approval');
    await app.list.remove(id);
    a.person = 'grace';
    await app.clock.advance(60_000);
    expect(session.state().kind).toBe('signed-out');
    expect([...a.live.values()]).toEqual(['ada']);
  });

  it('stays listed, signed out, if the settings that name it cannot be saved', async () => {
    const { app, disk } = await four();
    const { id } = app.account('a');
    disk.isFull = true;
    await app.list.remove(id);
    expect(app.lines()).toEqual(['a signed-out -', ...ALL.slice(1)]);
    expect(app.account('a').id).toBe(id);
  });

  it('stays listed, with the reason, if its sign-in cannot be deleted', async () => {
    const { app, vault } = await four();
    const { id } = app.account('a-grace');
    vault(id).destroy = () => Promise.reject(new VaultError('io'));
    await app.list.remove(id);
    expect(app.lines()).toContain('a-grace failed -');
  });

  it('cannot be one that the administrator has set', async () => {
    const { a, start } = accountsWorld();
    const app = start({ listed: [{ name: 'work', serverUrl: A }] });
    await app.list.start();
    const { id } = app.account('work');
    await app.signIn(id, 'ada');
    await app.list.remove(id);
    expect(app.lines()).toEqual(['work signed-in ada@example.org']);
    expect(a.revoked).toEqual([]);
  });

  it('may be the one from the settings', async () => {
    const { app } = await four();
    await app.list.remove(app.account('a').id);
    expect(app.lines()).toEqual(ALL.slice(1));
  });
});

describe('an account that only a flag names', () => {
  it('stays in the list by its name beside one that was added at its server, even once it is signed out', async () => {
    const { a, b, start, disk } = accountsWorld();
    const app = start({ byFlag: true });
    await app.list.start();
    const { id } = app.account('a');
    const listed = () => disk.records.filter((record) => record.id === id).map(({ name }) => name);
    await app.add(b, 'ada');
    await app.signIn(id, 'ada');
    expect(listed()).toEqual([]);
    await app.add(a, 'grace');
    await app.list.signOut(id);
    expect(listed()).toEqual(['a']);
  });

  it('is not in the list if no one has signed in to it', async () => {
    const { a, start, disk } = accountsWorld();
    const app = start({ byFlag: true });
    await app.list.start();
    await app.add(a, 'grace');
    expect(disk.records.map(({ name }) => name)).toEqual(['a-grace']);
  });

  it('is listed by the next start if an earlier version has not done that', async () => {
    const { a, start, restart, disk } = accountsWorld();
    const app = start();
    await app.list.start();
    await app.signIn(app.account('a').id, 'ada');
    await app.add(a, 'grace');
    expect(disk.records.map(({ name }) => name)).toEqual(['a-grace']);
    await restart({ byFlag: true });
    expect(disk.records.map(({ name }) => name)).toEqual(['a', 'a-grace']);
  });
});

describe('a name', () => {
  it('can be changed, and stays after a restart; the id stays, too', async () => {
    const { app, start } = await four();
    const { id } = app.account('a');
    let changes = 0;
    app.whenChanged(() => changes++);
    expect(await app.list.rename(id, ' Work ')).toBeNull();
    expect(changes).toBe(1);
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
