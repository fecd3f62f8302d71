/** Handles tools' reports of rejected tokens. A report causes a refresh, but no tool can cause refreshes all the time. */
import type { EpochMs } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';
import type { ToolSession } from './tool-session.ts';

/** The shortest time between refreshes because of reports. */
const BETWEEN_REFRESHES_MS = 10 * 60_000;

export function createRejectedTokens(clock: Clock) {
  /** The last report for each account, and the refresh that it caused. */
  const last = new Map<string, { readonly atMs: number; readonly refreshed: Promise<unknown> }>();

  return {
    /** A tool reports that a server rejected the token of this account. */
    report({ account, session, grants }: ToolSession): void {
      const before = last.get(account.id);
      if (before && clock.elapsedMs() - before.atMs < BETWEEN_REFRESHES_MS) return;
      // Earlier runs count too, because each command without a running app is a separate run,
      // and git starts one for each rejected token.
      if (!before && isRecent(grants.rejectedAt(), clock.now())) return;
      grants.noteRejected();
      last.set(account.id, { atMs: clock.elapsedMs(), refreshed: session.refresh() });
    },
    /** Resolves when the refresh that the last report caused is done. */
    settled: async (accountId: string) => last.get(accountId)?.refreshed,
  };
}

/** Whether an earlier run's report is only minutes old. If the clock was set back, that's unknown. */
function isRecent(rejectedAt: EpochMs | null, now: EpochMs): boolean {
  return rejectedAt !== null && now >= rejectedAt && now - rejectedAt < BETWEEN_REFRESHES_MS;
}
