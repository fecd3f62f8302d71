/** What is reported about an uncaught error: its class and its position. */
import { afterEach, expect, it, vi } from 'vitest';
import { onFault } from '../../../main/system/uncaught-errors.ts';

afterEach(() => vi.restoreAllMocks());

/** The app's listeners by event. The test calls them, because a real event would end the test run. */
function listenersOf(listener: Parameters<typeof onFault>[0]) {
  const added = new Map<string | symbol, (error: unknown) => void>();
  vi.spyOn(process, 'on').mockImplementation((event, report) => {
    added.set(event, report);
    return process;
  });
  onFault(listener);
  return added;
}

it.each(['uncaughtException', 'unhandledRejection'])('an %s is reported without its message', (event) => {
  const reported: unknown[] = [];
  const listeners = listenersOf((...report) => reported.push(report));
  listeners.get(event)?.(new TypeError('with a secret'));
  expect(reported).toEqual([['TypeError', null]]);
  expect(JSON.stringify(reported)).not.toContain('secret');
});

it('a failure of the report itself starts no other one', () => {
  const listeners = listenersOf(() => {
    throw new Error('the disk is full');
  });
  expect([...listeners.keys()]).toEqual(['uncaughtException', 'unhandledRejection']);
  expect(() => listeners.get('uncaughtException')?.(new Error('x'))).not.toThrow();
});
