/** A sign-in is approved by someone who may not be the account’s person. */
import { describe, expect, it } from 'vitest';
import { nameOfBinding } from '../../../../main/vault/layout.ts';
import type { SomeoneElseAnswer } from '../../../../preload/api.ts';
import { settle } from '../../fake-clock.ts';
import { A, ALL, approved, B, fieldsOf, four, identifiedLater } from './accounts-world.ts';

/** What is stored of a sign-in that the server has refused to renew three times. */
const REFUSED = { times: 3, response: { error: 'temporarily_unavailable', description: null, status: 400 }, at: 1 };

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

describe('someone else', () => {
  async function strange() {
    const made = await four();
    const { id } = made.app.account('a');
    const before = await made.app.account('a').session.accessToken(0);
    await made.app.signIn(id, 'mallory');
    return { ...made, id, before };
  }

  it.each([
    ['', {}],
    [', although the server refuses to renew it', { refused: REFUSED, accessToken: null }],
  ])('is forgotten at the next start if their sign-in was replaced before a kill%s', async (_, changes) => {
    const { app, disk, vault, a, restart } = await four();
    const id = '7'.repeat(16);
    const { stored } = vault(app.account('a-grace').id);
    if (stored.kind !== 'value') throw new Error('not stored');
    vault(id).stored = { ...stored, session: { ...stored.session, ...changes } };
    disk.records = [...disk.records, { id, name: null, vault: null, server: fieldsOf(A), insteadOf: id }];
    const again = await restart();
    await settle();
    expect(again.lines()).toEqual(ALL);
    expect([vault(id).stored.kind, disk.records.filter((record) => record.id === id)]).toEqual(['absent', []]);
    // Revoking it could end the one that has replaced it.
    expect(a.revoked).toEqual([]);
  });

  it('changes nothing until the user answers: the account continues, also after a restart', async () => {
    const { app, id, before, a, restart } = await strange();
    expect(app.lines()).toEqual(ALL);
    expect(app.account('a').question?.session.holder()).toMatchObject({ name: 'mallory@example.org' });
    expect(await app.account('a').session.accessToken(0)).toBe(before);
    expect(await app.account('a').session.refresh()).toBeNull();
    expect(a.revoked).toEqual([]);
    // Another code could bring yet another person, so the question has to be answered first.
    expect(await app.list.signIn(id)).toBe(id);
    expect(app.account('a').session.state().kind).toBe('signed-in');

    const { refreshes } = a;
    const again = await restart();
    // The server has already reported who it is.
    expect(a.refreshes).toBe(refreshes);
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

  it('is ended if the account is gone by the time they could be stored', async () => {
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

  it('is not kept if the administrator allows no other account, and the question stays', async () => {
    const { disk, restart } = await strange();
    const again = await restart({ mayAdd: () => false });
    const { id } = again.account('a');
    await again.list.answer(id, 'keep');
    expect(again.lines()).toEqual([ALL[0]]);
    expect(again.account('a').question).not.toBeNull();
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toHaveLength(1);
  });

  it('is not kept beside twenty accounts', async () => {
    const { app, id } = await strange();
    for (let n = 4; n < 20; n += 1) await app.list.add(fieldsOf(A), null);
    await app.list.answer(id, 'keep');
    expect(app.list.all()).toHaveLength(20);
    expect(app.account('a').question).not.toBeNull();
  });

  it('at a server that is not the account’s any more is not opened, and not lost', async () => {
    const { disk, restart } = await strange();
    disk.records = disk.records.map((record) =>
      record.insteadOf === null ? record : { ...record, server: fieldsOf(B) },
    );
    const again = await restart();
    expect(again.account('a').question).toBeNull();
    expect(again.list.sessions()).toHaveLength(4);
    await again.list.rename(again.account('a').id, 'work');
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toHaveLength(1);
  });

  it('is kept as another account, and the one that was to be renewed stays', async () => {
    const { app, id, a, restart } = await strange();
    await app.list.answer(id, 'keep');
    expect(app.lines()).toEqual([...ALL, 'a-mallory signed-in mallory@example.org']);
    expect(app.account('a').question).toBeNull();
    expect(a.revoked).toEqual([]);
    const again = await restart();
    expect(again.lines()).toEqual([...ALL, 'a-mallory signed-in mallory@example.org']);
  });

  it('replaces the account, which keeps its id and name; the earlier sign-in ends on the server', async () => {
    const { app, id, a, restart } = await strange();
    await app.list.answer(id, 'replace');
    expect(app.account('a').id).toBe(id);
    expect(app.lines()).toEqual(['a signed-in mallory@example.org', ...ALL.slice(1)]);
    expect(a.revoked).toHaveLength(1);
    expect([...a.live.values()].sort()).toEqual(['grace', 'mallory']);
    const again = await restart();
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

  it('is discarded for good although the list could not be saved then', async () => {
    const { app, id, disk } = await strange();
    disk.isFull = true;
    await app.list.answer(id, 'discard');
    disk.isFull = false;
    await app.list.rename(id, 'work');
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
    const { app, id, a, disk, restart } = await strange();
    a.isOffline = true;
    await app.list.answer(id, 'discard');
    expect(app.account('a').question).toBeNull();
    a.isOffline = false;
    const again = await restart();
    expect(again.lines()).toEqual(ALL);
    expect([...a.live.values()].sort()).toEqual(['ada', 'grace']);
    await restart();
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
    theirs.stored = { ...theirs.stored, session: { ...theirs.stored.session, refused: REFUSED, accessToken: null } };
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

  it('whose sign-in has ended meanwhile is not asked about, and is forgotten by the next start', async () => {
    const { a, restart, disk } = await strange();
    const app = await restart();
    a.end('mallory');
    await app.account('a').question?.session.refresh();
    expect(app.account('a').question).toBeNull();
    await restart();
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toEqual([]);
  });

  it.each(['before the tokens were stored', 'after that'])('and a kill %s: the account is whole', async (when) => {
    const { disk, vaults, app, id, restart } = await strange();
    const [{ id: other = '' } = {}] = disk.records.filter(({ insteadOf }) => insteadOf === id);
    if (when === 'before the tokens were stored') vaults.delete(other);
    const again = await restart();
    expect(again.lines()).toEqual(app.lines());
    expect(again.account('a').question !== null).toBe(when === 'after that');
  });
});

it('a fault of our own while a new sign-in takes its place is shown', async () => {
  const { app, id } = await identifiedLater();
  app.account('a').tools.read = () => Promise.reject(new TypeError('a fault'));
  await app.signIn(id, 'ada');
  expect(app.account('a').session.state()).toMatchObject({ kind: 'failed', failure: { name: 'TypeError' } });
});
