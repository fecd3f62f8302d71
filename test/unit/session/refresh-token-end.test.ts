/** Whether a refresh extends the refresh token's lifetime, or the sign-in ends with it. */
import { expect, it } from 'vitest';
import type { HeldSession } from '../../../main/session/held-session.ts';
import { createRefreshTokenEnd } from '../../../main/session/refresh-token-end.ts';
import { fakeClock } from '../fake-clock.ts';

it.each([
  [59_999, 0, false, false],
  [60_000, 29_999, false, true],
  [60_000, 30_000, false, false],
  [59_999, 59_999, true, true],
])(
  '%i ms after the last one, an end that is %i ms later (fixed before: %s) is fixed: %s',
  (sinceMs, movedMs, before, expected) => {
    const clock = fakeClock();
    const endingAt = (refreshEndsAtMs: number) => ({ refreshEndsAtMs }) as HeldSession;
    const endMs = clock.elapsedMs() + 600_000;
    const tokenEnd = createRefreshTokenEnd({ clock, tokenStore: { current: () => endingAt(endMs) } });
    tokenEnd.begin(before);
    clock.sleepThrough(sinceMs);
    expect(tokenEnd.isFixedBy(endingAt(endMs + movedMs))).toBe(expected);
  },
);
