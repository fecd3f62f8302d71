/** A run without a window: a keyring that opens late, and an API that cannot listen. */
import { describe, expect, it } from 'vitest';
import { keepReading, whyNotListening } from '../../../../main/app/run/unattended.ts';
import type { SessionState, StorageTrouble } from '../../../../preload/api.ts';

/** A session that has this storage problem until the keyring has been tried `looks` times. */
function sessionIn(trouble: StorageTrouble, looks: number) {
  let asked = 0;
  return {
    asked: () => asked,
    ownState: (): SessionState =>
      asked < looks ? { kind: 'storage-unreadable', trouble } : { kind: 'signed-out', because: null },
    async keyringMayBeOpen() {
      asked += 1;
    },
  };
}

async function reading(sessions: readonly ReturnType<typeof sessionIn>[], mostWaits = Number.POSITIVE_INFINITY) {
  const waits: number[] = [];
  const accounts = { start: async () => undefined, sessions: () => sessions as never };
  await keepReading(accounts, async (ms) => {
    if (waits.length === mostWaits) throw new Error('the service ends');
    waits.push(ms);
  });
  return { waits, asked: sessions.map(({ asked }) => asked()) };
}

describe('a keyring', () => {
  it.each(['keyring-locked', 'no-keyring'] as const)(
    'that prevents reading (%s) is asked every 30 s',
    async (trouble) => {
      expect(await reading([sessionIn(trouble, 2), sessionIn(trouble, 1)])).toEqual({
        waits: [30_000, 30_000],
        asked: [2, 1],
      });
    },
  );

  it('is not asked about anything else', async () => {
    expect(await reading([sessionIn('damaged', 9), sessionIn('keyring-locked', 0)])).toEqual({
      waits: [],
      asked: [0, 0],
    });
  });

  it('is asked no more once the service ends', async () => {
    expect(await reading([sessionIn('keyring-locked', 9)], 3)).toEqual({ waits: [30_000, 30_000, 30_000], asked: [3] });
  });
});

it.each([
  [{ kind: 'off' }, 'The local API did not start.'],
  [
    { kind: 'trouble', why: 'in-use', path: '/run/s' },
    'The local API cannot listen at /run/s (in-use). See docs/local-tools.md.',
  ],
  [
    { kind: 'trouble', why: 'no-folder', path: null },
    'The local API cannot listen (no-folder). See docs/local-tools.md.',
  ],
])('a service that cannot serve says why: %j', (api, why) => {
  expect(whyNotListening(api as never)).toBe(why);
});
