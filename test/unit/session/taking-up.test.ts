/** The moments between an approval and the stored tokens: a sign-out, or the end of the app. */
import { expect, it } from 'vitest';
import { settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, stored, TOKENS } from './parts.ts';

/** A session that has received the approval while the vault is still writing. */
async function takingUp(vault: ReturnType<typeof memoryVault>) {
  const world = scriptedServer();
  world.offersRevocation();
  world.on('/start/', () => Response.json(GRANT));
  world.on('/token', () => Response.json(TOKENS));
  const over = sessionOver({ world, vault });
  await over.session.start();
  const signingIn = over.session.signIn();
  await over.clock.advance(5_000);
  await settle();
  return { ...over, signingIn, revoked: () => world.at('/revoke').map(({ form }) => form['token']) };
}

it.each(['while', 'after'])(
  'a sign-out revokes tokens whose unreadable vault is set aside %s it runs',
  async (when) => {
    const vault = memoryVault({ kind: 'unreadable', trouble: 'damaged' });
    const aside = Promise.withResolvers<undefined>();
    vault.setAside = () => aside.promise;
    const { session, signingIn, revoked } = await takingUp(vault);
    // Quitting waits for this as well.
    expect(session.isBusy()).toBe(true);
    const signingOut = session.signOut();
    if (when === 'after') await settle();
    aside.resolve(undefined);
    await Promise.all([signingIn, signingOut]);
    await settle();
    expect(session.state().kind).toBe('signed-out');
    expect(vault.stored.kind).not.toBe('value');
    expect(revoked()).toEqual(['refresh-secret-1']);
  },
);

it('a quit leaves a sign-in that is kept as it is, here and on the server', async () => {
  const made = scriptedServer();
  made.offersRevocation();
  const { session, vault } = sessionOver({ world: made, vault: memoryVault(stored()) });
  await session.start();
  await session.quit();
  expect([made.at('/revoke'), vault.stored.kind]).toEqual([[], 'value']);
  expect(session.holder()).toMatchObject({ name: 'Ada' });
});

it('a quit ends a sign-in at the server if the disk turns out to be full while it is stored', async () => {
  const vault = memoryVault();
  const written = Promise.withResolvers<void>();
  const { save } = vault;
  vault.replace = (session) => written.promise.then(() => save(session));
  const { session, signingIn, revoked } = await takingUp(vault);
  vault.full = true;
  const quitting = session.quit();
  written.resolve();
  await Promise.all([quitting, signingIn]);
  expect(revoked()).toEqual(['refresh-secret-1']);
});
