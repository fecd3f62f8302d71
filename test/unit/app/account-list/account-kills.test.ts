/**
 * Kills the app at every write and every request while it handles an answer about someone else. The next start must reach the
 * same result.
 */
import { describe, expect, it } from 'vitest';
import type { SomeoneElseAnswer } from '../../../../preload/api.ts';
import { settle } from '../../fake-clock.ts';
import { accountsWorld, identifiedLater } from './accounts-world.ts';

/** Far longer than any answer takes. */
const MOST_STEPS = 60;

type World = ReturnType<typeof accountsWorld>;
type App = ReturnType<World['start']>;

/** Ada is signed in. When she had to sign in again, Mallory approved. */
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

/** The user's action, which is repeated after a kill if it isn't done yet. */
interface Act {
  readonly what: string;
  readonly isDone: (app: App, id: string) => boolean;
  readonly act: (app: App, id: string) => Promise<unknown>;
  /** The final accounts, each in one line, and the people whose sign-ins are left at the server. */
  readonly lines: readonly string[];
  readonly people: readonly string[];
}

const isAsked = (app: App, id: string) => app.list.all().some((account) => account.id === id && account.question);

const answers = (answer: SomeoneElseAnswer, lines: readonly string[], people: readonly string[]): Act => ({
  what: `the answer ${answer}`,
  isDone: (app, id) => !isAsked(app, id),
  act: (app, id) => app.list.answer(id, answer),
  lines,
  people,
});

/** Starts the app after the kill. The user repeats the action if necessary. */
async function startAgain(world: World, id: string, { isDone, act }: Act): Promise<App> {
  const app = await world.restart();
  if (!isDone(app, id)) await act(app, id);
  // Tokens that could not be revoked yet are revoked later.
  await app.clock.advance(60 * 60_000);
  await settle();
  return app;
}

describe.each<Act>([
  answers('keep', ['a signed-in ada@example.org', 'a-mallory signed-in mallory@example.org'], ['ada', 'mallory']),
  answers('replace', ['a signed-in mallory@example.org'], ['mallory']),
  answers('discard', ['a signed-in ada@example.org'], ['ada']),
  {
    what: 'a sign-out before the answer',
    isDone: (app, id) => !isAsked(app, id) && app.account('a').session.ownState().kind === 'signed-out',
    act: (app, id) => app.list.signOut(id),
    lines: ['a signed-out -'],
    people: [],
  },
])('$what', (whole) => {
  const { lines, people, act } = whole;

  it('has the same result wherever the app is killed: no sign-in is lost, and none is left on the server', async () => {
    let wasKilled = true;
    for (let steps = 0; wasKilled; steps += 1) {
      expect(steps).toBeLessThan(MOST_STEPS);
      const { world, app, id } = await asked();
      app.killAfter(steps);
      void act(app, id);
      await settle();
      wasKilled = app.wasKilled();
      const at = `killed after ${steps} steps`;
      const again = await startAgain(world, id, whole);
      expect(again.lines(), at).toEqual(lines);
      expect(isAsked(again, id), at).toBe(false);
      expect([...world.a.live.values()].sort(), at).toEqual(people);
      for (const { session } of again.list.all()) if (session.holder()) expect(await session.refresh(), at).toBeNull();
      const third = await startAgain(world, id, whole);
      expect(third.lines(), at).toEqual(lines);
      expect(
        world.disk.records.filter(({ insteadOf }) => insteadOf !== null),
        at,
      ).toEqual([]);
      const kept = [...world.vaults.values()].filter(({ stored }) => stored.kind === 'value');
      expect(kept, at).toHaveLength(people.length);
    }
  });
});

/** Ada is signed in at a server that identifies people only on request. Someone is about to approve for her account. */
async function approving(person: string) {
  const world = await identifiedLater();
  const { app, id } = world;
  await app.add(world.b, 'grace');
  world.a.person = person;
  void app.list.signIn(id);
  await settle();
  return { world, app, id };
}

describe.each<[string, 'approves' | 'approves and cancels']>([
  ['ada', 'approves'],
  ['mallory', 'approves'],
  ['mallory', 'approves and cancels'],
])('%s %s', (person, what) => {
  it('leaves the account with its own person wherever the app is killed, and no one else is in it unasked', async () => {
    let wasKilled = true;
    for (let steps = 0; wasKilled; steps += 1) {
      expect(steps).toBeLessThan(MOST_STEPS);
      const { world, app, id } = await approving(person);
      if (what === 'approves and cancels') world.a.holdsUserinfo = new Promise(() => {});
      app.killAfter(steps);
      await app.clock.advance(6_000);
      await settle();
      app.list.cancel(id);
      await settle();
      wasKilled = app.wasKilled();
      world.a.holdsUserinfo = null;
      const at = `killed after ${steps} steps`;
      const again = await world.restart();
      if (isAsked(again, id)) await again.list.answer(id, 'discard');
      await again.clock.advance(60 * 60_000);
      await settle();
      const third = await world.restart();
      for (const each of [again, third]) {
        expect(each.lines(), at).toEqual(['a signed-in ada@example.org', 'b signed-in grace@example.org']);
        expect(isAsked(each, id), at).toBe(false);
      }
      for (const { session } of third.list.all()) expect(await session.refresh(), at).toBeNull();
      expect(
        world.disk.records.filter(({ insteadOf }) => insteadOf !== null),
        at,
      ).toEqual([]);
      expect(
        [...world.vaults.values()].filter(({ stored }) => stored.kind === 'value'),
        at,
      ).toHaveLength(2);
    }
  });
});
