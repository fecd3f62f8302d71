/** A sign-in is approved by someone whom the server names only when it is asked. */
import { describe, expect, it } from 'vitest';
import { nameOfBinding } from '../../../../main/vault/layout.ts';
import { settle } from '../../fake-clock.ts';
import { approved, identifiedLater } from './accounts-world.ts';

describe('someone whom the server identifies only when it is asked', () => {
  async function besideGrace() {
    const world = await identifiedLater();
    await world.app.add(world.a, 'grace');
    return world;
  }

  const BOTH = ['a signed-in ada@example.org', 'a-grace signed-in grace@example.org'];

  it('renews their account, which continues with only the new sign-in, also after a restart', async () => {
    const { app, id, a, restart, disk, vaults } = await besideGrace();
    const before = await app.account('a').session.accessToken(0);
    expect(await app.signIn(id, 'ada')).toBe(id);
    expect(app.lines()).toEqual(BOTH);
    expect(app.account('a').question).toBeNull();
    expect(await app.account('a').session.accessToken(0)).not.toEqual(before);
    // Revoking the earlier one could end the new one, too.
    expect(a.revoked).toEqual([]);
    expect([...vaults.values()].filter(({ stored }) => stored.kind === 'value')).toHaveLength(2);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
    const again = await restart();
    expect(again.lines()).toEqual(BOTH);
    expect(await again.account('a').session.refresh()).toBeNull();
  });

  it('keeps the consent for tools, which belongs to the account', async () => {
    const { app, id, start } = await besideGrace();
    await app.account('a').tools.write({ grants: ['git'] });
    await app.signIn(id, 'ada');
    expect(await app.account('a').tools.read()).toEqual({ grants: ['git'] });
    const again = start();
    await again.list.start();
    expect(await again.account('a').tools.read()).toEqual({ grants: ['git'] });
    await again.list.answer(id, 'discard');
    expect(await again.account('a-grace').tools.read()).toBeNull();
  });

  it('loses neither sign-in if the list cannot be saved', async () => {
    const { app, id, disk, restart } = await besideGrace();
    disk.isFull = true;
    await app.signIn(id, 'ada');
    disk.isFull = false;
    const again = await restart();
    expect(again.lines()).toEqual(BOTH);
    expect(await again.account('a').session.refresh()).toBeNull();
  });

  it('does not replace a sign-in that cannot be read now', async () => {
    const { id, a, vault, vaults, start, app: before } = await besideGrace();
    const unread = vault(nameOfBinding(before.account('a').server));
    unread.stored = { kind: 'unreadable', trouble: 'keyring-locked' };
    const app = start();
    await app.list.start();
    const known = vaults.size;
    await app.signIn(id, 'ada');
    expect(app.account('a').session.state()).toMatchObject({ kind: 'signed-in' });
    expect([...vaults.values()].slice(known).filter(({ stored }) => stored.kind === 'value')).toEqual([]);
    expect(a.revoked).toEqual([]);
  });

  it('is signed out too if the account is signed out while the server is asked', async () => {
    const { app, id, a, disk } = await besideGrace();
    const held = Promise.withResolvers<void>();
    a.holdsUserinfo = held.promise;
    a.person = 'ada';
    const { signingIn } = await approved(app, id);
    const ended = app.list.signOut(id);
    await settle();
    held.resolve();
    await Promise.all([ended, signingIn]);
    await settle();
    expect([...a.live.values()]).toEqual(['grace']);
    expect(app.lines()).toEqual(['a signed-out -', BOTH[1]]);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
  });

  it('is asked about if it is someone else', async () => {
    const { app, id } = await besideGrace();
    let seen: unknown = null;
    app.whenChanged(() => {
      seen = app.account('a').question?.session.holder()?.name;
    });
    await app.signIn(id, 'mallory');
    expect(app.lines()).toEqual(BOTH);
    expect(app.account('a').question?.session.holder()).toMatchObject({ name: 'mallory@example.org' });
    expect(app.account('a-grace').question).toBeNull();
    // So it is on the screen, too.
    expect(seen).toBe('mallory@example.org');
  });

  it('is asked about if the server does not identify them this time', async () => {
    const { app, id, restart } = await besideGrace();
    await app.signIn(id, null);
    expect(app.lines()).toEqual(BOTH);
    expect(app.account('a').question?.session.identity()).toBeNull();
    const again = await restart();
    expect(again.account('a').question?.session.identity()).toBeNull();
    await again.list.answer(id, 'replace');
    expect(again.lines()).toEqual(['a signed-in -', BOTH[1]]);
    // From then on, the server identifies no one, so there is no question to ask.
    await again.signIn(id, null);
    expect(again.account('a').question).toBeNull();
  });

  it.each(['ada', 'mallory'])('%s: their sign-in survives a kill while the server is asked', async (person) => {
    const { app, id, a, restart, disk } = await besideGrace();
    const held = Promise.withResolvers<void>();
    a.holdsUserinfo = held.promise;
    a.person = person;
    const { signingIn } = await approved(app, id);
    // The user isn't asked before it is known who approved.
    expect(app.account('a').question).toBeNull();
    a.holdsUserinfo = null;
    const again = await restart();
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

  it('whom a kill left unidentified is identified once their sign-in can be read again', async () => {
    const { app, id, a, vault, restart, disk } = await besideGrace();
    a.holdsUserinfo = new Promise(() => {});
    a.person = 'ada';
    await approved(app, id);
    a.holdsUserinfo = null;
    const other = vault(disk.records.find(({ insteadOf }) => insteadOf === id)?.id ?? '');
    const { stored } = other;
    other.stored = { kind: 'unreadable', trouble: 'keyring-locked' };
    const locked = await restart();
    expect([locked.lines(), locked.account('a').question]).toEqual([BOTH, null]);
    other.stored = stored;
    const again = await restart();
    expect([again.lines(), again.account('a').question]).toEqual([BOTH, null]);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
  });

  it('is dropped immediately if the user cancels: their tokens are revoked, and a restart asks nothing', async () => {
    const { app, id, a, restart, disk, vaults } = await besideGrace();
    const held = Promise.withResolvers<void>();
    a.holdsUserinfo = held.promise;
    a.person = 'mallory';
    const before = [...a.live.keys()];
    const { signingIn } = await approved(app, id);
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
    const again = await restart();
    expect(again.lines()).toEqual(BOTH);
    expect(again.account('a').question).toBeNull();
  });

  it('is left out of it also when the user cancels before their tokens are on the disk', async () => {
    const { app, id, a, vault, vaults, disk } = await besideGrace();
    const known = new Set(vaults.keys());
    const written = Promise.withResolvers<void>();
    app.whenOpened((name) => {
      const its = vault(name);
      if (!known.has(name)) its.replace = (session) => written.promise.then(() => its.save(session));
    });
    a.person = 'mallory';
    const before = [...a.live.keys()];
    const { signingIn } = await approved(app, id);
    app.list.cancel(id);
    expect(await signingIn).toBe(id);
    expect(app.lines()).toEqual(BOTH);
    written.resolve();
    await settle();
    expect([...a.live.keys()]).toEqual(before);
    expect([...vaults.values()].filter(({ stored }) => stored.kind === 'value')).toHaveLength(2);
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
  });

  it('is not lost if the app quits just after the user cancels, while their sign-in is being listed', async () => {
    const { app, id, a, vault, vaults } = await identifiedLater();
    const known = new Set(vaults.keys());
    const read = Promise.withResolvers<void>();
    app.whenOpened((name) => {
      if (!known.has(name)) vault(name).load = () => read.promise.then(() => ({ kind: 'absent' }));
    });
    a.person = 'mallory';
    const before = [...a.live.keys()];
    const { signingIn } = await approved(app, id);
    app.list.cancel(id);
    await signingIn;
    // The quit guard calls this.
    expect(app.list.sessions().some((session) => session.isBusy())).toBe(true);
    const finished = Promise.all(app.list.sessions().map((session) => session.finish()));
    read.resolve();
    await finished;
    expect([...a.live.keys()]).toEqual(before);
  });

  it('is released when their sign-in has ended, so that open sign-ins don’t accumulate', async () => {
    const { app, id } = await besideGrace();
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

  it('is released also while another account waits for the server', async () => {
    const { app, id, a } = await besideGrace();
    const open = app.list.sessions().length;
    await app.signIn(id, 'mallory');
    const held = Promise.withResolvers<void>();
    a.holds = held.promise;
    const refreshing = app.account('a-grace').session.refresh();
    await settle();
    await app.list.answer(id, 'discard');
    await settle();
    expect(app.list.sessions()).toHaveLength(open);
    held.resolve();
    await refreshing;
  });

  it('renews the account in memory if there is no room to store their sign-in', async () => {
    const { app, id, a, vault, vaults } = await besideGrace();
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

it('a fault of our own while a new sign-in takes its place is shown', async () => {
  const { app, id } = await identifiedLater();
  app.account('a').tools.read = () => Promise.reject(new TypeError('a fault'));
  await app.signIn(id, 'ada');
  expect(app.account('a').session.state()).toMatchObject({ kind: 'failed', failure: { name: 'TypeError' } });
});
