import { afterEach, expect, it, vi } from 'vitest';
import whenExit from '../../../main/system/when-exit.ts';

afterEach(() => vi.restoreAllMocks());

it('cleans up when the process ends, unless that is called off, and takes no signal', () => {
  const before = process.eventNames();
  const listening = process.listenerCount('exit');
  const cleanUp = vi.fn();
  const off = whenExit(cleanUp);
  expect(process.listeners('exit')).toContain(cleanUp);
  expect(process.eventNames().filter((event) => event !== 'exit')).toEqual(before.filter((event) => event !== 'exit'));
  off();
  expect([process.listenerCount('exit'), process.eventNames()]).toEqual([listening, before]);
});
