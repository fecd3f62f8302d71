/** What tools were allowed, in memory and, encrypted by the vault's key, on disk. It belongs to one account. */
import * as v from 'valibot';
import type { EpochMs, Grant, GrantDuration, ToolProblem } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import type { ToolRecord } from '../vault/types.ts';
import { createEvents, type Events, EventsSchema } from './events.ts';
import { isProblemType } from './problems.ts';
import type { GrantKey, Refusal } from './types.ts';

/**
 * A refresh that failed is not repeated for so long. A session keeps to that by itself; commands without a running app are each a
 * session of their own, and learn it from the record.
 */
const FAILURE_LASTS_MS = 10_000;

/** Uses and events are written this long after the first that is not on disk yet: a busy tool must not keep the disk busy. */
const WRITE_AFTER_MS = 60_000;

/** Which person of an account a grant was made for. */
export interface SignInMark {
  /** Issuer and subject; null: unknown. */
  readonly identity: string | null;
  /** When this sign-in began, by the wall clock: it alone distinguishes one unknown person from the next. */
  readonly signedInAt: number;
}

export interface Grants {
  readonly events: Events;
  list(): readonly Grant[];
  /** Reads what was kept for this sign-in. What was allowed to another person ends. */
  open(mark: SignInMark): Promise<void>;
  /** The sign-in has ended, and with it everything that was allowed. */
  end(): void;
  /** Whether the tool may have a token without asking. Counts as a use. */
  use(key: GrantKey): boolean;
  has(key: GrantKey): boolean;
  /** Null: the tool was not allowed. */
  durationOf(key: GrantKey): GrantDuration | null;
  /** Resolves when it is on disk, as far as it is kept at all. */
  add(key: GrantKey, duration: GrantDuration): Promise<void>;
  /** How many ended. Resolves when that is on disk. */
  remove(fits: (grant: Grant) => boolean): Promise<number>;
  /** When a tool last reported that a server had rejected the token, by the wall clock; null: not for this sign-in. */
  suspectedAt(): EpochMs | null;
  /** A tool reports that now. */
  suspect(): void;
  /** Why the last refresh brought no token, if it was a moment ago, in this run or the one before; null: it was not. */
  lastFailure(): Refusal | null;
  /** A refresh brought no token now. */
  failed(refusal: Refusal): void;
  /** The screen was locked. What ended with that. */
  locked(): readonly Grant[];
  /** Whether something is not on disk yet. */
  isDirty(): boolean;
  /** Writes what is not on disk yet. */
  flush(): Promise<void>;
}

const Record = v.object({
  mark: v.object({ identity: v.nullable(v.string()), signedInAt: v.number() }),
  grants: v.array(
    v.object({
      tool: v.string(),
      accountId: v.string(),
      host: v.nullable(v.string()),
      grantedAt: v.number(),
      lastUsedAt: v.nullable(v.number()),
      uses: v.number(),
    }),
  ),
  events: EventsSchema,
  suspectedAt: v.nullable(v.number()),
  // Rarely there, and nothing else is lost with it.
  failure: v.fallback(
    v.nullable(v.object({ at: v.number(), problem: v.custom<ToolProblem>(isProblemType), detail: v.string() })),
    null,
  ),
});

type Failure = v.InferOutput<typeof Record>['failure'];

export function createGrants(parts: {
  readonly store: ToolRecord;
  readonly clock: Clock;
  readonly onChange: () => void;
}): Grants {
  const { store, clock, onChange } = parts;
  const turn = createSerialQueue();
  let grants: readonly Grant[] = [];
  let mark: SignInMark | null = null;
  let suspectedAt: EpochMs | null = null;
  let failure: Failure = null;
  /** Ends the wait before the next write; null: everything is on disk. */
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
    const kept = await store.write({
      mark,
      grants: written.map(({ duration: _duration, kept: _kept, ...grant }) => grant),
      events: events.all(),
      suspectedAt,
      ...(failure && { failure }),
    });
    if (written.some((grant) => grant.kept !== kept))
      set(grants.map((grant) => (grant.duration === 'always' ? { ...grant, kept } : grant)));
  }

  return {
    events,
    list: () => grants,
    open: (now) =>
      turn(async () => {
        if (mark && isSamePerson(mark, now)) {
          mark = now;
          return;
        }
        const isFirst = mark === null;
        mark = now;
        if (!isFirst) {
          suspectedAt = null;
          failure = null;
          set([]);
          // Else what the person before allowed would be there again when that person is.
          void flush();
          return;
        }
        const read = v.safeParse(Record, await store.read());
        if (!read.success || !isSamePerson(read.output.mark, now)) return;
        events.restore(read.output.events);
        ({ suspectedAt, failure } = read.output);
        set(read.output.grants.map((grant) => ({ ...grant, duration: 'always', kept: true })));
      }),
    end() {
      if (!mark) return;
      mark = null;
      suspectedAt = null;
      failure = null;
      dirty?.abort();
      dirty = null;
      events.restore([]);
      set([]);
    },
    durationOf: (key) => find(key)?.duration ?? null,
    has: (key) => find(key) !== undefined,
    use(key) {
      const grant = find(key);
      if (!grant) return false;
      const used = { ...grant, uses: grant.uses + 1, lastUsedAt: clock.now() };
      grants = grants.map((each) => (each === grant ? used : each));
      return true;
    },
    add(key, duration) {
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
    async remove(fits) {
      const left = grants.filter((grant) => !fits(grant));
      const removed = grants.length - left.length;
      if (removed === 0) return 0;
      set(left);
      await flush();
      return removed;
    },
    suspectedAt: () => suspectedAt,
    suspect() {
      suspectedAt = clock.now();
      writeLater();
    },
    lastFailure() {
      if (failure === null) return null;
      const { at, problem, detail } = failure;
      const sinceMs = clock.now() - at;
      // Of a clock that was set back since, nothing is known.
      if (sinceMs < 0 || sinceMs >= FAILURE_LASTS_MS) return null;
      return { problem, detail, retryAfterMs: FAILURE_LASTS_MS - sinceMs };
    },
    failed({ problem, detail }) {
      failure = { at: clock.now(), problem, detail };
      writeLater();
    },
    locked() {
      const ended = grants.filter(({ duration }) => duration === 'until-lock');
      if (ended.length > 0) set(grants.filter((grant) => !ended.includes(grant)));
      return ended;
    },
    isDirty: () => dirty !== null,
    flush: () => (dirty ? flush() : turn(async () => undefined)),
  };
}

/** Whether it is the same tool, account and host. */
export function isSame(grant: GrantKey, { tool, accountId, host }: GrantKey): boolean {
  return grant.tool === tool && grant.accountId === accountId && grant.host === host;
}

/** Without an identity only the same sign-in is certainly the same person's. */
function isSamePerson(a: SignInMark, b: SignInMark): boolean {
  return a.signedInAt === b.signedInAt || (a.identity !== null && a.identity === b.identity);
}
