/** Start at login: the system's response to the user's choice. */
import { expect, it } from 'vitest';
import { type LoginItem, openLoginItem } from '../../../main/settings/at-login.ts';

type Known = Awaited<ReturnType<LoginItem['state']>>;

/** A system that has this state after a change. */
async function systemThat(becomes: Known, set: LoginItem['set'] = async () => 'done') {
  let state: Known = 'off';
  const item = await openLoginItem({
    state: async () => state,
    set(start) {
      state = becomes;
      return set(start);
    },
  });
  return item;
}

it.each<[boolean, Known, boolean]>([
  [true, 'on', true],
  [true, 'needs-approval', true],
  [true, 'off', false],
  [false, 'off', true],
  [false, 'on', false],
])('a wish for %s, after which the system says %s, is granted: %s', async (start, becomes, isGranted) => {
  const item = await systemThat(becomes);
  expect(await item.set(start ? { hidden: true } : null)).toEqual(
    isGranted ? null : { kind: 'not-applied', trouble: 'io' },
  );
  expect(item.state()).toBe(becomes);
});

it('an entry of someone else’s is left alone, and trouble is named', async () => {
  expect(await (await systemThat('off', async () => 'not-ours')).set({ hidden: false })).toEqual({ kind: 'not-ours' });
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  expect(await (await systemThat('off', () => Promise.reject(full))).set({ hidden: false })).toEqual({
    kind: 'not-applied',
    trouble: 'disk-full',
  });
});
