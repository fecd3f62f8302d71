import { expect, it } from 'vitest';
import { createWorkQueue } from '../../../main/local-tools/work-queue.ts';
import { settle } from '../fake-clock.ts';

const patient = () => new AbortController().signal;

/** A task that ends when the test ends it. */
function task<T>(result: T) {
  const { promise, resolve } = Promise.withResolvers<T>();
  const made = {
    started: false,
    end: () => resolve(result),
    run() {
      made.started = true;
      return promise;
    },
  };
  return made;
}

it('works on a limited number at a time, on the others in their order, and turns callers away while it is full', async () => {
  const queue = createWorkQueue(1, 2);
  const [first, second, third] = [task('first'), task('second'), task('third')];
  const results = [first, second, third].map(({ run }) => queue.run(run, patient()));
  expect(await queue.run(async () => 'fourth', patient())).toBe('full');
  expect([first.started, second.started, third.started]).toEqual([true, false, false]);
  first.end();
  await settle();
  expect([second.started, third.started]).toEqual([true, false]);
  second.end();
  third.end();
  expect(await Promise.all(results)).toEqual(['first', 'second', 'third']);
  // The queue has room again.
  expect(await queue.run(async () => 'fifth', patient())).toBe('fifth');
});

it('forgets those who leave before their turn, and gives their place to others', async () => {
  const queue = createWorkQueue(1, 1);
  const first = task('first');
  const leaving = new AbortController();
  const working = queue.run(first.run, patient());
  const left = queue.run(async () => 'never', leaving.signal);
  leaving.abort();
  expect(await left).toBe('gone');
  const next = queue.run(async () => 'next', patient());
  first.end();
  expect(await Promise.all([working, next])).toEqual(['first', 'next']);
});

it('does not begin for someone who has left already', async () => {
  const queue = createWorkQueue(1, 1);
  expect(await queue.run(async () => 'never', AbortSignal.abort())).toBe('gone');
  expect(await queue.run(async () => 'next', patient())).toBe('next');
});

it('continues after a task that fails', async () => {
  const queue = createWorkQueue(1, 1);
  await expect(queue.run(() => Promise.reject(new Error('broken')), patient())).rejects.toThrow('broken');
  expect(await queue.run(async () => 'next', patient())).toBe('next');
});
