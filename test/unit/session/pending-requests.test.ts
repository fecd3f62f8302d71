/** Requests that delay a quit. */
import { describe, expect, it } from 'vitest';
import { createPendingRequests } from '../../../main/session/pending-requests.ts';

describe('requests in progress', () => {
  it('are empty at first, so there is nothing to wait for', async () => {
    const pendingRequests = createPendingRequests();
    expect(pendingRequests.isEmpty()).toBe(true);
    await pendingRequests.settled();
  });

  it('are waited for until the last has settled, failed ones and those sent meanwhile included', async () => {
    const pendingRequests = createPendingRequests();
    const [first, failing, later] = [0, 1, 2].map(() => Promise.withResolvers<string>());
    if (!first || !failing || !later) throw new Error('three promises');
    const order: string[] = [];
    expect(pendingRequests.track(first.promise)).toBe(first.promise);
    pendingRequests.track(failing.promise).catch(() => order.push('failed'));
    const settled = pendingRequests.settled().then(() => order.push('settled'));
    first.resolve('first');
    await first.promise;
    void pendingRequests.track(later.promise).then(() => order.push('later'));
    failing.reject(new Error('offline'));
    await expect(failing.promise).rejects.toThrow('offline');
    expect(pendingRequests.isEmpty()).toBe(false);
    later.resolve('later');
    await settled;
    expect(order).toEqual(['failed', 'later', 'settled']);
    expect(pendingRequests.isEmpty()).toBe(true);
  });

  it('are waited for again after all had settled once', async () => {
    const pendingRequests = createPendingRequests();
    await pendingRequests.track(Promise.resolve());
    await pendingRequests.settled();
    const next = Promise.withResolvers<void>();
    void pendingRequests.track(next.promise);
    const order: string[] = [];
    const settled = pendingRequests.settled().then(() => order.push('settled'));
    order.push('answered');
    next.resolve();
    await settled;
    expect(order).toEqual(['answered', 'settled']);
  });
});
