/** A vault has one open session, for as long as an account uses it. */
import { expect, it } from 'vitest';
import type { Entry, OpenedSession } from '../../../../main/app/account-list/account-entry.ts';
import { createOpenedSessions } from '../../../../main/app/account-list/opened-sessions.ts';
import type { Server } from '../../../../main/oauth/protocol.ts';

/** Two accounts with open sessions, which have finished what they started. */
function two() {
  const settled = async () => undefined;
  // Only these members are used.
  const made = () => ({ session: { settled, storageTested: settled } }) as unknown as OpenedSession;
  const rules = { accountOf: () => undefined, mayBeAnothers: () => false, onSomeoneElse: settled };
  const { of, all, closeUnlisted } = createOpenedSessions(made, rules);
  const server = {} as Server;
  const entryOf = (vault: string) => ({ opened: of(server, vault) }) as Entry;
  return { a: entryOf('a'), b: entryOf('b'), entryOf, all, closeUnlisted };
}

it('a session that is still listed is the only one of its vault', async () => {
  const { a, b, entryOf, all, closeUnlisted } = two();
  await closeUnlisted([a, b], () => [a, b]);
  expect([entryOf('a'), entryOf('b'), all().length]).toEqual([a, b, 2]);
  expect(entryOf('a').opened).toBe(a.opened);
});

it.each(['settled', 'storageTested'] as const)('a session is not forgotten before it has %s', async (end) => {
  const { a, all, closeUnlisted } = two();
  const ended = Promise.withResolvers<void>();
  Object.assign(a.opened.session, { [end]: () => ended.promise });
  const closing = closeUnlisted([a], () => []);
  await new Promise(setImmediate);
  expect(all()).toContain(a.opened.session);
  ended.resolve();
  await closing;
  expect(all()).not.toContain(a.opened.session);
});

it('a session that is not listed any more is forgotten, unless it is listed again while it finishes', async () => {
  const { a, b, entryOf, all, closeUnlisted } = two();
  const lists = [[b], [a, b]];
  await closeUnlisted([a], () => lists.shift() ?? []);
  expect(entryOf('a').opened).toBe(a.opened);
  await closeUnlisted([a, b], () => [b]);
  expect(all()).toEqual([b.opened.session]);
  expect(entryOf('a').opened).not.toBe(a.opened);
});
