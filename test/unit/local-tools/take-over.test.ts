/** Takes over a profile from another process that gives it back, keeps it, or doesn't respond. */
import { describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../main/local-tools/client.ts';
import { type TakeOverParts, takeOver } from '../../../main/local-tools/take-over.ts';
import { fakeClock, settle } from '../fake-clock.ts';

const OK: ApiResponse = { kind: 'ok', status: 202, body: {} };
const ASKING: ApiResponse = { kind: 'ok', status: 200, body: { consent_pending: true } };
const BUSY: ApiResponse = { kind: 'problem', problem: 'busy', detail: '' };
const HANGS: TakeOverParts['call'] = (_address, _path, _body, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** @param locksAt the attempt at which the lock is free; null if it never is */
async function taking({
  call = async () => OK,
  locksAt = 1 as number | null,
  listens = true,
  canWait = false,
}: Partial<Pick<TakeOverParts, 'call'>> & { locksAt?: number | null; listens?: boolean; canWait?: boolean } = {}) {
  const clock = fakeClock();
  const asked: string[] = [];
  let tries = 0;
  const taken = takeOver(
    {
      clock,
      find: async () => (listens ? { path: '/run/s', secret: null } : null),
      call(address, path, ...rest) {
        asked.push(path);
        return call(address, path, ...rest);
      },
      lock: () => ++tries === locksAt,
    },
    { canWait },
  );
  const startedAtMs = clock.elapsedMs();
  let endedAtMs: number | null = null;
  void taken.then(() => {
    endedAtMs = clock.elapsedMs();
  });
  for (let times = 0; times < 700 && endedAtMs === null; times += 1) await clock.advance(50);
  await settle();
  return { taken: await taken, asked, tookMs: (endedAtMs ?? Number.NaN) - startedAtMs };
}

describe('a profile that another process has', () => {
  it('is taken over from one that gives it back, once it has ended', async () => {
    expect(await taking({ locksAt: 4 })).toMatchObject({ taken: 'taken', asked: Array(4).fill('/v1/hand-over') });
  });

  it('is kept by one with a window', async () => {
    expect(await taking({ call: async () => BUSY })).toMatchObject({ taken: 'kept', asked: ['/v1/hand-over'] });
  });

  it('is kept by one that is asking the user, if this start can wait', async () => {
    expect(await taking({ call: async () => ASKING, canWait: true })).toMatchObject({
      taken: 'kept',
      asked: ['/v1/status'],
    });
  });

  it('is taken over even from one that is asking the user, if nothing else is wanted', async () => {
    const asked: string[] = [];
    const call: TakeOverParts['call'] = async (_address, path) => {
      asked.push(path);
      return ASKING;
    };
    const find = async () => ({ path: '/run/s', secret: null });
    expect(await takeOver({ clock: fakeClock(), find, call, lock: () => true })).toBe('taken');
    expect(asked).toEqual(['/v1/hand-over']);
  });

  it('is kept by one whose socket is gone by the time it is asked, after three seconds', async () => {
    const { taken, tookMs } = await taking({ call: async () => ({ kind: 'no-response', sent: false }), locksAt: null });
    expect([taken, tookMs]).toEqual(['kept', 3_000]);
  });

  it('is kept by one that serves no tools, after three seconds', async () => {
    const { taken, tookMs } = await taking({ listens: false, locksAt: null });
    expect([taken, tookMs]).toEqual(['kept', 3_000]);
  });

  it.each([false, true])(
    'is waited for ten seconds if nothing comes back from the socket (can wait: %j)',
    async (canWait) => {
      const { taken, tookMs } = await taking({ call: HANGS, locksAt: null, canWait });
      expect([taken, tookMs]).toEqual(['silent', 10_000]);
    },
  );

  it('gets all of its time to end, even if it was slow to respond', async () => {
    const clock = fakeClock();
    let asked = 0;
    const call = async () => {
      // The computer is busy: nine seconds pass before the first response.
      if (asked++ === 0) await clock.sleep(9_000);
      return OK;
    };
    const startedAtMs = clock.elapsedMs();
    const lock = () => clock.elapsedMs() - startedAtMs > 9_000 + 12_000;
    const taken = takeOver({ clock, find: async () => ({ path: '/run/s', secret: null }), call, lock });
    for (let times = 0; times < 500; times += 1) await clock.advance(50);
    expect(await taken).toBe('taken');
  });

  it('is waited for fifteen seconds if it was promised, and the other process does not end', async () => {
    const { taken, tookMs } = await taking({ locksAt: null });
    expect([taken, tookMs]).toEqual(['silent', 15_000]);
  });
});
