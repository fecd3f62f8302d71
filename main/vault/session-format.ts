/** Format 1 of the encrypted store, and its conversion to a session and back. Times are in milliseconds since 1970. */
import * as v from 'valibot';
import { BindingRecord, FORMAT, IdentityRecord, identityRecord } from './format.ts';
import type { Binding, EndedOnItsOwn, RefusalCount, StoredSession } from './types.ts';

/** A session with an ID that is new for each write, which the rotation journal names. */
export interface Copy {
  readonly id: string;
  readonly session: StoredSession;
}

/** An error response (RFC 6749, section 5.2). */
const Response = v.object({
  status: v.number(),
  error: v.nullable(v.string()),
  errorDescription: v.nullable(v.string()),
});
const Ended = v.variant('reason', [
  v.object({ reason: v.picklist(['revoked', 'interrupted', 'refused']), response: Response, at: v.number() }),
  v.object({ reason: v.literal('expired'), at: v.number() }),
]);
const Refusals = v.object({ count: v.number(), lastResponse: Response, lastAt: v.number() });
const AccessTokenRecord = v.object({
  value: v.string(),
  issuedAt: v.number(),
  expiresAt: v.nullable(v.number()),
  scope: v.nullable(v.string()),
});
const SessionRecord = v.object({
  refreshToken: v.nullable(v.string()),
  refreshTokenExpiresAt: v.nullable(v.number()),
  accessToken: v.nullable(AccessTokenRecord),
  endpoints: v.nullable(v.object({ deviceAuthorization: v.string(), token: v.string() })),
  identity: v.nullable(IdentityRecord),
  accountName: v.nullable(v.string()),
  signedInAt: v.number(),
  refusals: v.nullable(Refusals),
  ended: v.nullable(Ended),
});
const StoreRecord = v.object({
  format: v.literal(FORMAT),
  id: v.string(),
  binding: BindingRecord,
  session: SessionRecord,
});

/** Encodes the store's content. */
export function encodeCopy({ id, session }: Copy, binding: Binding): v.InferInput<typeof StoreRecord> {
  const { refreshToken, accessToken, endpoints, accountName, signedInAt } = session;
  return {
    format: FORMAT,
    id,
    binding,
    session: {
      refreshToken,
      refreshTokenExpiresAt: session.refreshExpiresAt,
      accessToken,
      endpoints,
      identity: identityRecord(session.identity),
      accountName,
      signedInAt,
      refusals: session.refused && encodeRefusals(session.refused),
      ended: session.ended && encodeEnded(session.ended),
    },
  };
}

/** Decodes a copy and its binding; null if the value isn't in this format. Never throws. */
export function decodeCopy(value: unknown): { readonly copy: Copy; readonly binding: Binding } | null {
  const parsed = v.safeParse(StoreRecord, value);
  if (!parsed.success) return null;
  const { id, binding, session } = parsed.output;
  const { refreshTokenExpiresAt, refusals, ended, ...same } = session;
  return {
    binding,
    copy: {
      id,
      session: {
        ...same,
        refreshExpiresAt: refreshTokenExpiresAt,
        refused: refusals && decodeRefusals(refusals),
        ended: ended && decodeEnded(ended),
      },
    },
  };
}

type ResponseRecord = v.InferOutput<typeof Response>;

function encodeResponse({ status, error, description }: RefusalCount['response']): ResponseRecord {
  return { status, error, errorDescription: description };
}

function decodeResponse({ status, error, errorDescription }: ResponseRecord): RefusalCount['response'] {
  return { status, error, description: errorDescription };
}

function encodeRefusals({ times, response, at }: RefusalCount): v.InferInput<typeof Refusals> {
  return { count: times, lastResponse: encodeResponse(response), lastAt: at };
}

function decodeRefusals({ count, lastResponse, lastAt }: v.InferOutput<typeof Refusals>): RefusalCount {
  return { times: count, response: decodeResponse(lastResponse), at: lastAt };
}

function encodeEnded(ended: EndedOnItsOwn): v.InferInput<typeof Ended> {
  const { at } = ended;
  return ended.kind === 'ran-out'
    ? { reason: 'expired', at }
    : { reason: ended.kind, response: encodeResponse(ended.response), at };
}

function decodeEnded(ended: v.InferOutput<typeof Ended>): EndedOnItsOwn {
  const { at } = ended;
  return ended.reason === 'expired'
    ? { kind: 'ran-out', at }
    : { kind: ended.reason, response: decodeResponse(ended.response), at };
}
