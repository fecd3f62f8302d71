/** When the app is idle, so that it may check for updates. */
import { describe, expect, it } from 'vitest';
import { createIdleGate } from '../../../main/updates/idle-gate.ts';
import type { SessionState } from '../../../preload/api.ts';
import { signedIn } from '../../renderer/snapshots.ts';
import { settle } from '../fake-clock.ts';

const CODE: SessionState = { kind: 'requesting-code' };
const IDLE = signedIn().session;

function program(shown: SessionState = IDLE) {
  const listeners = new Set<(shown: { session: SessionState }) => void>();
  let state = shown;
  let busy: PromiseWithResolvers<void> | null = null;
  let asked = 0;
  const session = {
    isBusy: () => busy !== null,
    settled: async () => {
      asked += 1;
      // A loop that never pauses would keep even a test's timeout from firing.
      if (asked > 100) throw new Error('the session was asked 100 times whether it had settled');
      await busy?.promise;
    },
  };
  return {
    whileIdle: createIdleGate({
      sessions: () => [session],
      snapshot: () => ({ session: state }),
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    }),
    listeners,
    show(next: SessionState) {
      state = next;
      for (const listener of [...listeners]) listener({ session: state });
    },
    send() {
      busy = Promise.withResolvers();
    },
    answer() {
      const answered = busy;
      busy = null;
      answered?.resolve();
    },
  };
}

const never = new AbortController().signal;

describe('work that waits until the app is idle', () => {
  it('is done at once while nothing happens, and leaves no listener', async () => {
    const { whileIdle, listeners } = program();
    expect(await whileIdle(async () => 'done', never)).toBe('done');
    expect(listeners.size).toBe(0);
  });

  it.each([
    [
      'a code is on the screen',
      (it: ReturnType<typeof program>) => it.show(CODE),
      (it: ReturnType<typeof program>) => it.show(IDLE),
    ],
    [
      'a refresh is in progress',
      (it: ReturnType<typeof program>) => it.send(),
      (it: ReturnType<typeof program>) => it.answer(),
    ],
  ])('waits while %s', async (_, begin, end) => {
    const it = program();
    const order: string[] = [];
    begin(it);
    const done = it.whileIdle(async () => order.push('work'), never);
    order.push('idle');
    end(it);
    await done;
    expect(order).toEqual(['idle', 'work']);
    expect(it.listeners.size).toBe(0);
  });

  it('waits for a refresh that begins as another one ends', async () => {
    const it = program();
    const order: string[] = [];
    it.send();
    const done = it.whileIdle(async () => order.push('work'), never);
    it.answer();
    it.send();
    await settle();
    order.push('quiet');
    it.answer();
    await done;
    expect(order).toEqual(['quiet', 'work']);
  });

  it('is interrupted by a code, and repeated once the code is gone', async () => {
    const it = program();
    const begun = Promise.withResolvers<void>();
    let times = 0;
    const done = it.whileIdle(async (signal) => {
      times += 1;
      if (times > 1) return 'done';
      begun.resolve();
      return new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }, never);
    await begun.promise;
    it.show(CODE);
    it.show(IDLE);
    expect(await done).toBe('done');
    expect([times, it.listeners.size]).toEqual([2, 0]);
  });

  it('is given up with the reason of its signal, even while it waits', async () => {
    const it = program(CODE);
    const quit = new AbortController();
    const done = it.whileIdle(async () => 'done', quit.signal);
    quit.abort(new Error('quitting'));
    await expect(done).rejects.toThrow('quitting');
    expect(it.listeners.size).toBe(0);
  });

  it('fails with its own error, and is not tried again for that', async () => {
    const { whileIdle } = program();
    let times = 0;
    const failing = whileIdle(async () => {
      times += 1;
      throw new Error('offline');
    }, never);
    await expect(failing).rejects.toThrow('offline');
    expect(times).toBe(1);
  });
});
