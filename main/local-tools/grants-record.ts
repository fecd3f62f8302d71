/** The record of local tools on disk, for the person who is signed in. */
import * as v from 'valibot';
import type { EpochMs, Grant, ToolEvent, ToolProblem } from '../../preload/api.ts';
import type { TokenHolder } from '../session/types.ts';
import type { ToolRecord } from '../vault/types.ts';
import { EventsSchema } from './events.ts';
import { isProblemType } from './problems.ts';

/** Identifies the person a grant is for. The time distinguishes one unknown person from the next. */
export type SignInMark = Pick<TokenHolder, 'identity' | 'signedInAt'>;

/** What commands without a running app learn from earlier commands, because each is a separate run. */
interface Remembered {
  /** When a tool last reported a rejected token of this sign-in, by the wall clock; null: never. */
  readonly rejectedAt: EpochMs | null;
  /** Why the last refresh brought no token; null if it did, or there was no refresh. */
  readonly failure: { readonly at: EpochMs; readonly problem: ToolProblem; readonly detail: string } | null;
}

export const NOTHING: Remembered = { rejectedAt: null, failure: null };

interface GrantsRecord {
  readonly mark: SignInMark;
  /** The permanent grants. */
  readonly grants: readonly Grant[];
  readonly events: readonly ToolEvent[];
  readonly remembered: Remembered;
}

const Stored = v.object({
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
  // When a tool last reported a rejected token.
  suspectedAt: v.nullable(v.number()),
  // If it's invalid, drop only this field.
  failure: v.fallback(
    v.nullable(v.object({ at: v.number(), problem: v.custom<ToolProblem>(isProblemType), detail: v.string() })),
    null,
  ),
});

/** Reads the record of this person; null if there is none. Never rejects. */
export async function readRecord(store: ToolRecord, mark: SignInMark): Promise<GrantsRecord | null> {
  const read = v.safeParse(Stored, await store.read());
  if (!read.success || !isSameHolder(read.output.mark, mark)) return null;
  const { grants, events, suspectedAt, failure } = read.output;
  const kept = grants.map((grant) => ({ ...grant, duration: 'always', kept: true }) as const);
  return { mark, grants: kept, events, remembered: { rejectedAt: suspectedAt, failure } };
}

/** Replaces the record durably. False: it was not stored. Never rejects. */
export function writeRecord(store: ToolRecord, { mark, grants, events, remembered }: GrantsRecord): Promise<boolean> {
  const { rejectedAt, failure } = remembered;
  return store.write({
    mark,
    grants: grants.map(({ duration: _duration, kept: _kept, ...grant }) => grant),
    events,
    suspectedAt: rejectedAt,
    ...(failure && { failure }),
  });
}

/** Whether it's certainly the same person. Without an identity, only the same sign-in is. */
export function isSameHolder(a: SignInMark, b: SignInMark): boolean {
  return a.signedInAt === b.signedInAt || (a.identity !== null && a.identity === b.identity);
}
