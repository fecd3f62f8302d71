/** Tokens that a tool reports as rejected: each report refreshes, but no tool can make the app refresh all the time. */
import type { EpochMs } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';
import type { ToolSession } from './tool-session.ts';

/** A tool that reports a rejected token makes the app request a new one this often at most. */
const BETWEEN_SUSPICIONS_MS = 10 * 60_000;

export interface Suspicions {
  /** A tool reports that a server rejected the token of this account. */
  report(suspected: ToolSession): void;
  /** Resolves when the refresh that the last report caused is done; at once if there was none. */
  settled(accountId: string): Promise<unknown>;
}

export function createSuspicions(clock: Clock): Suspicions {
  /** By account: when its token was last suspected, and the refresh that followed. */
  const last = new Map<string, { readonly atMs: number; readonly refreshed: Promise<unknown> }>();

  return {
    report({ account, session, grants }) {
      const before = last.get(account.id);
      if (before && clock.elapsedMs() - before.atMs < BETWEEN_SUSPICIONS_MS) return;
      // Each command without a running app is a run of its own, and git has one for each rejected token.
      if (!before && isRecent(grants.suspectedAt(), clock.now())) return;
      grants.suspect();
      last.set(account.id, { atMs: clock.elapsedMs(), refreshed: session.refresh() });
    },
    settled: async (accountId) => last.get(accountId)?.refreshed,
  };
}

/** Whether an earlier run's suspicion is one of the last minutes. If the clock was set back since, that is unknown. */
function isRecent(suspectedAt: EpochMs | null, now: EpochMs): boolean {
  return suspectedAt !== null && now >= suspectedAt && now - suspectedAt < BETWEEN_SUSPICIONS_MS;
}
