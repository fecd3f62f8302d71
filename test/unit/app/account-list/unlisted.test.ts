/** Between an approval and its entry in the list: a sign-in that the user ends then is ended completely. */
import { describe, expect, it } from 'vitest';
import { settle } from '../../fake-clock.ts';
import { accountsWorld, approved, fieldsOf } from './accounts-world.ts';

/** Two people are signed in at a server that identifies people only on request. */
async function two() {
  const world = accountsWorld();
  world.a.hasUserinfo = true;
  const app = world.start();
  await app.list.start();
  await app.signIn(app.account('a').id, 'ada');
  await app.add(world.a, 'grace');
  return { ...world, app, id: app.account('a').id };
}

describe('an approval by someone else that is not listed yet', () => {
  it('is ended by a sign-out', async () => {
    const { app, id, a, vault, vaults } = await two();
    const known = new Set(vaults.keys());
    const read = Promise.withResolvers<void>();
    app.whenOpened((name) => {
      if (!known.has(name)) vault(name).load = () => read.promise.then(() => ({ kind: 'absent' }));
    });
    a.person = 'mallory';
    const { signingIn } = await approved(app, id);
    const signingOut = app.list.signOut(id);
    await settle();
    read.resolve();
    await Promise.all([signingOut, signingIn]);
    await settle();
    expect(app.lines()[0]).toBe('a signed-out -');
    expect([...a.live.values()]).toEqual(['grace']);
  });

  it('leaves one record to revoke if it is canceled and signed out without a connection', async () => {
    const { app, id, a, disk } = await two();
    const named = Promise.withResolvers<void>();
    a.holdsUserinfo = named.promise;
    a.person = 'mallory';
    const { signingIn } = await approved(app, id);
    a.isOffline = true;
    app.list.cancel(id);
    await Promise.all([app.list.signOut(id), signingIn]);
    await settle();
    expect(disk.records.filter(({ insteadOf }) => insteadOf !== null)).toHaveLength(1);
  });
});

it('an account that is removed while its first approval is being stored leaves no sign-in behind', async () => {
  const { app, b, vault, vaults } = await two();
  const listed = app.list.all().length;
  b.person = 'linus';
  const written = Promise.withResolvers<void>();
  app.whenOpened((name) => {
    const its = vault(name);
    its.replace = (session) => written.promise.then(() => its.save(session));
  });
  const id = await app.list.add(fieldsOf(b.baseUrl), null);
  if (typeof id !== 'string') throw new Error('the account was not added');
  const { signingIn } = await approved(app, id);
  const removal = app.list.remove(id);
  await settle();
  written.resolve();
  await Promise.all([removal, signingIn]);
  await settle();
  expect(app.list.all()).toHaveLength(listed);
  expect([...b.live.keys()]).toEqual([]);
  expect([...vaults.values()].filter(({ stored }) => stored.kind === 'value')).toHaveLength(listed);
});
