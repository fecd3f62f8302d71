/** An account's grants, in memory and, encrypted with the vault's key, on disk. */
import type { EpochMs, Grant, GrantDuration } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import type { ToolRecord } from '../vault/types.ts';
import { createEvents } from './events.ts';
import { isSameHolder, NOTHING, readRecord, type SignInMark, writeRecord } from './grants-record.ts';
import type { GrantKey, Refusal } from './types.ts';

/**
 * How long a failed refresh is not repeated. A session ensures that by itself; commands without a running app read it from the
 * record, because each is a separate run.
 */
const FAILURE_LASTS_MS = 10_000;

/** How long to collect uses and events before writing them, so that a busy tool doesn't keep the disk busy. */
const WRITE_AFTER_MS = 60_000;

export type Grants = ReturnType<typeof createGrants>;

export function createGrants(parts: {
  readonly store: ToolRecord;
  readonly clock: Clock;
  readonly onChange: () => void;
}) {
  const { store, clock, onChange } = parts;
  const turn = createSerialQueue();
  let grants: readonly Grant[] = [];
  let mark: SignInMark | null = null;
  let remembered = NOTHING;
  /** Ends the wait before the next write; null if everything is on disk. */
  let dirty: AbortController | null = null;
  const events = createEvents(() => {
    writeLater();
    onChange();
  });

  const find = (key: GrantKey) => grants.find((grant) => isSame(grant, key));

  function set(next: readonly Grant[]) {
    grants = next;
    onChange();
  }

  function writeLater() {
    if (dirty || !mark) return;
    const own = new AbortController();
    dirty = own;
    void clock.sleep(WRITE_AFTER_MS, own.signal).then(flush, () => undefined);
  }

  function flush(): Promise<void> {
    dirty?.abort();
    dirty = null;
    return turn(write);
  }

  async function write(): Promise<void> {
    if (!mark) return;
    const written = grants.filter(({ duration }) => duration === 'always');
    const kept = await writeRecord(store, { mark, grants: written, events: events.all(), remembered });
    if (written.some((grant) => grant.kept !== kept))
      set(grants.map((grant) => (grant.duration === 'always' ? { ...grant, kept } : grant)));
  }

  return {
    events,
    list: () => grants,
    /** Reads the record for this sign-in. Grants of another person end. */
    open: (now: SignInMark): Promise<void> =>
      turn(async () => {
        if (mark && isSameHolder(mark, now)) {
          mark = now;
          return;
        }
        const isFirst = mark === null;
        mark = now;
        if (!isFirst) {
          remembered = NOTHING;
          set([]);
          // Otherwise the previous person's grants would return when they sign in again.
          void flush();
          return;
        }
        const record = await readRecord(store, now);
        if (!record) return;
        events.restore(record.events);
        ({ remembered } = record);
        set(record.grants);
      }),
    /** Ends all grants, because the sign-in has ended. */
    end(): void {
      if (!mark) return;
      mark = null;
      remembered = NOTHING;
      dirty?.abort();
      dirty = null;
      events.restore([]);
      set([]);
    },
    /** Null if there is no grant. */
    durationOf: (key: GrantKey): GrantDuration | null => find(key)?.duration ?? null,
    has: (key: GrantKey): boolean => find(key) !== undefined,
    /** Whether the tool may have a token without asking. Counts as a use of the grant. */
    use(key: GrantKey): boolean {
      const grant = find(key);
      if (!grant) return false;
      const used = { ...grant, uses: grant.uses + 1, lastUsedAt: clock.now() };
      grants = grants.map((each) => (each === grant ? used : each));
      return true;
    },
    /** Resolves when the grant is on disk, if it's a permanent one. */
    add(key: GrantKey, duration: GrantDuration): Promise<void> {
      const { tool, accountId, host } = key;
      const grant: Grant = {
        tool,
        accountId,
        host,
        duration,
        kept: false,
        grantedAt: clock.now(),
        lastUsedAt: null,
        uses: 0,
      };
      set([...grants.filter((each) => !isSame(each, key)), grant]);
      return flush();
    },
    /** Resolves with the number of removed grants once that is on disk. */
    async remove(fits: (grant: Grant) => boolean): Promise<number> {
      const left = grants.filter((grant) => !fits(grant));
      const removed = grants.length - left.length;
      if (removed === 0) return 0;
      set(left);
      await flush();
      return removed;
    },
    /** When a tool last reported that a server had rejected the token, by the wall clock; null: not for this sign-in. */
    rejectedAt: (): EpochMs | null => remembered.rejectedAt,
    /** Notes that a tool has just reported a rejected token. */
    noteRejected(): void {
      remembered = { ...remembered, rejectedAt: clock.now() };
      writeLater();
    },
    /** Why the last refresh brought no token, if that was within the last seconds, even in an earlier run; else null. */
    lastFailure(): Refusal | null {
      if (remembered.failure === null) return null;
      const { at, problem, detail } = remembered.failure;
      const sinceMs = clock.now() - at;
      // If the clock was set back, the time since then is unknown.
      if (sinceMs < 0 || sinceMs >= FAILURE_LASTS_MS) return null;
      return { problem, detail, retryAfterMs: FAILURE_LASTS_MS - sinceMs };
    },
    /** Notes that a refresh has just brought no token. */
    failed({ problem, detail }: Refusal): void {
      remembered = { ...remembered, failure: { at: clock.now(), problem, detail } };
      writeLater();
    },
    /** Notes that a refresh has just brought a token, which makes an earlier failure obsolete. */
    succeeded(): void {
      if (remembered.failure === null) return;
      remembered = { ...remembered, failure: null };
      writeLater();
    },
    /** The screen was locked. Returns the grants that ended. */
    locked(): readonly Grant[] {
      const ended = grants.filter(({ duration }) => duration === 'until-lock');
      if (ended.length > 0) set(grants.filter((grant) => !ended.includes(grant)));
      return ended;
    },
    /** Whether there are changes that are not on disk yet. */
    isDirty: () => dirty !== null,
    /** Writes all changes to disk. */
    flush: (): Promise<void> => (dirty ? flush() : turn(async () => undefined)),
  };
}

/** Whether tool, account and host are the same. */
export function isSame(grant: GrantKey, { tool, accountId, host }: GrantKey): boolean {
  return grant.tool === tool && grant.accountId === accountId && grant.host === host;
}
