/** The app is killed at every write and every request of an answer about someone else: the next start comes to the same end. */
import { describe, expect, it } from 'vitest';
import type { SomeoneElseAnswer } from '../../../../preload/api.ts';
import { settle } from '../../fake-clock.ts';
import { accountsWorld } from './accounts-world.ts';

/** Far more than any answer takes. */
const MOST_STEPS = 60;

type World = ReturnType<typeof accountsWorld>;
type App = ReturnType<World['start']>;

/** Ada is signed in, and Mallory has approved when she was to sign in again. */
async function asked() {
  const world = accountsWorld();
  const app = world.start();
  await app.list.start();
  const { id } = app.account('a');
  await app.signIn(id, 'ada');
  await app.signIn(id, 'mallory');
  expect(app.account('a').question).not.toBeNull();
  return { world, app, id };
}

/** A start after the kill, in which the user gives the answer again if they are asked again. */
async function startAgain(world: World, id: string, answer: SomeoneElseAnswer): Promise<App> {
  const app = world.start();
  await app.list.start();
  await settle();
  if (app.list.all().find((account) => account.id === id)?.question) await app.list.answer(id, answer);
  // What could not be revoked is revoked by and by.
  await app.clock.advance(60 * 60_000);
  await settle();
  return app;
}

describe.each<[SomeoneElseAnswer, readonly string[], readonly string[]]>([
  ['keep', ['a signed-in ada@example.org', 'a-mallory signed-in mallory@example.org'], ['ada', 'mallory']],
  ['replace', ['a signed-in mallory@example.org'], ['mallory']],
  ['discard', ['a signed-in ada@example.org'], ['ada']],
])('the answer %j', (answer, lines, people) => {
  it('has the same result wherever the app is killed: no sign-in is lost, and none is left on the server', async () => {
    let isDone = false;
    for (let steps = 0; !isDone; steps += 1) {
      expect(steps).toBeLessThan(MOST_STEPS);
      const { world, app, id } = await asked();
      app.killAfter(steps);
      const answering = app.list.answer(id, answer).then(() => true);
      await settle();
      isDone = await Promise.race([answering, Promise.resolve(false)]);
      const again = await startAgain(world, id, answer);
      const at = `killed after ${steps} steps`;
      expect(again.lines(), at).toEqual(lines);
      expect(
        again.list.all().map(({ question }) => question),
        at,
      ).toEqual(lines.map(() => null));
      expect([...world.a.live.values()].sort(), at).toEqual(people);
      for (const { session } of again.list.all()) expect(await session.refresh(), at).toBeNull();
      const third = await startAgain(world, id, answer);
      expect(third.lines(), at).toEqual(lines);
      expect(
        world.disk.records.filter(({ insteadOf }) => insteadOf !== null),
        at,
      ).toEqual([]);
      const kept = [...world.vaults.values()].filter(({ stored }) => stored.kind === 'value');
      expect(kept, at).toHaveLength(lines.length);
    }
  });
});
