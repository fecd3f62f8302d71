/** A sign-in is approved by someone who may not be the account’s person. */
import { describe, expect, it } from 'vitest';
import type { SomeoneElseAnswer } from '../../../../preload/api.ts';
import { settle } from '../../fake-clock.ts';
import { A, ALL, B, fieldsOf, four } from './accounts-world.ts';

/** What is stored of a sign-in that the server has refused to renew three times. */
const REFUSED = { times: 3, response: { error: 'temporarily_unavailable', description: null, status: 400 }, at: 1 };

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
