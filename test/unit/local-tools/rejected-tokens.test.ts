/** A token that a server rejected: it is refreshed once, and not again for a while. */
import { describe, expect, it } from 'vitest';
import { createRejectedTokens } from '../../../main/local-tools/rejected-tokens.ts';
import type { ToolSession } from '../../../main/local-tools/tool-session.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { memoryVault, stored, TOKENS } from '../session/parts.ts';
import { asks, fakeUser, memoryRecord, NEVER } from './parts.ts';
import { signedIn, tokenOf } from './signed-in-broker.ts';

describe('a token that a server rejected', () => {
  it('is refreshed once, at most every ten minutes, and the next caller gets the new one', async () => {
    const { broker, world, refreshes, clock } = await signedIn();
    await broker.token(asks(), NEVER);
    await clock.advance(60_000);
    world.on('/token', () => Response.json({ ...TOKENS, access_token: 'access-2', refresh_token: 'refresh-2' }));
    for (let n = 0; n < 50; n += 1) broker.reportRejected(asks());
    expect(tokenOf(await broker.token(asks(), NEVER))).toBe('access-2');
    await clock.advance(9 * 60_000);
    broker.reportRejected(asks());
    await settle();
    expect(refreshes()).toBe(2);
    await clock.advance(60_000);
    broker.reportRejected(asks());
    await settle();
    expect(refreshes()).toBe(3);
  });

  it('is refreshed at most every ten minutes, even if each report comes to a separate run', async () => {
    const user = fakeUser();
    user.always = 'always';
    const record = memoryRecord();
    const vault = memoryVault(stored());
    /** Runs a command without a running app, this many minutes after the start of the test. */
    const report = async (minutes: number) => {
      const run = await signedIn({ user, record, vault });
      await run.clock.advance(minutes * 60_000);
      await run.broker.token(asks(), NEVER);
      const before = run.refreshes();
      run.broker.reportRejected(asks());
      await settle();
      await run.grants.flush();
      return run.refreshes() - before;
    };
    expect([await report(1), await report(2), await report(10), await report(11)]).toEqual([1, 0, 0, 1]);
    // The clock was set back in between, so the time since then is unknown.
    expect(await report(5)).toBe(1);
  });

  it('is not refreshed once the app quits', async () => {
    const made = await signedIn();
    await made.broker.token(asks(), NEVER);
    await made.clock.advance(60_000);
    made.stop();
    made.broker.reportRejected(asks());
    await settle();
    expect(made.refreshes()).toBe(1);
  });

  it('is not doubted by a tool that was not allowed to have one', async () => {
    const { broker, refreshes, clock } = await signedIn();
    await broker.token(asks(), NEVER);
    await clock.advance(60_000);
    broker.reportRejected(asks({ tool: 'stranger' }));
    await settle();
    expect(refreshes()).toBe(1);
  });
});

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
