/** How often a page may send requests that have effects outside main. */
import { expect, it } from 'vitest';
import { createRateLimit } from '../../../main/desktop/rate-limit.ts';
import { fakeClock } from '../fake-clock.ts';

it('a page gets ten sign-ins a minute, and again as many when those are a minute old', async () => {
  const clock = fakeClock();
  const mayAsk = createRateLimit(clock);
  const ask = (times: number) => Array.from({ length: times }, () => mayAsk('signIn')).filter(Boolean).length;
  expect(ask(7)).toBe(7);
  await clock.advance(30_000);
  expect(ask(100)).toBe(3);
  await clock.advance(29_999);
  expect(ask(100)).toBe(0);
  await clock.advance(1);
  expect(ask(100)).toBe(7);
});

it.each(['openInBrowser', 'signOut', 'answerProxy', 'checkForUpdates', 'saveReport'] as const)(
  'each request has its own limit: %s',
  (name) => {
    const mayAsk = createRateLimit(fakeClock());
    while (mayAsk('signIn'));
    expect(mayAsk(name)).toBe(true);
    expect(Array.from({ length: 100 }, () => mayAsk(name)).filter(Boolean).length).toBeLessThan(30);
  },
);

it('requests that only change the view have no limit', () => {
  const mayAsk = createRateLimit(fakeClock());
  expect(Array.from({ length: 1000 }, () => mayAsk('showPage')).every(Boolean)).toBe(true);
});
