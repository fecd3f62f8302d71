/** A rejected token is refreshed, but not again for each command that reports it. */
import { expect, it } from 'vitest';
import { createRejectedTokens } from '../../../main/local-tools/rejected-tokens.ts';
import type { ToolSession } from '../../../main/local-tools/tool-session.ts';
import { fakeClock } from '../fake-clock.ts';

it.each([
  [null, 1],
  [0, 0],
  [10 * 60_000 - 1, 0],
  [10 * 60_000, 1],
  // The clock was set back.
  [-1, 1],
])('after an earlier run’s report %j ms ago, there are %i refreshes', (agoMs, expected) => {
  const clock = fakeClock();
  let refreshes = 0;
  // Only these members are used.
  const account = {
    account: { id: 'a' },
    session: { refresh: async () => void refreshes++ },
    grants: { rejectedAt: () => (agoMs === null ? null : clock.now() - agoMs), noteRejected: () => undefined },
  } as unknown as ToolSession;
  createRejectedTokens(clock).report(account);
  expect(refreshes).toBe(expected);
});
