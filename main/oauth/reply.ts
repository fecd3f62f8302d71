/** Classifies responses by error and status (RFC 8628 §3.5, RFC 6749 §5.2, and what servers do in practice). Pure functions. */
import type { ErrorResponse, NoResponse } from '../../preload/api.ts';
import type { HttpResult } from '../net/http-client.ts';
import { isObject, seconds, texts } from './protocol.ts';
import { sanitize } from './sanitize.ts';

/** What a response, or its absence, means. */
export type Reply =
  /** JSON without an `error`, with a successful status. */
  | { readonly kind: 'success'; readonly body: unknown }
  /** The server refused: an OAuth error or any other 4xx, with or without JSON. */
  | {
      readonly kind: 'refusal';
      /**
       * The error, if it's one that determines what to do next; else null. Not derived from `response`, where sanitizing could make
       * errors look alike.
       */
      readonly code: ErrorCode | null;
      readonly response: ErrorResponse;
      readonly intervalMs: number | null;
      readonly retryAfterMs: number | null;
    }
  /** There is no endpoint at this URL: it is mistyped, or the server is being updated. */
  | {
      readonly kind: 'no-endpoint';
      readonly response: ErrorResponse;
      readonly because: NoResponse;
      readonly retryAfterMs: number | null;
    }
  | {
      readonly kind: 'no-response';
      readonly because: NoResponse;
      readonly retryAfterMs: number | null;
      /** The response may have been lost on its way, so a retry may get it (R4). */
      readonly lost: boolean;
      /** The server may have acted on the request anyway (R4). */
      readonly maybeActed: boolean;
    };

/** RFC 8628's own errors, which count with any status. Not `invalid_grant`, because a failing server must not end a sign-in. */
const DECIDES_AT_ANY_STATUS = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token'] as const;

/** An error that determines what to do next (RFC 8628 §3.5, RFC 6749 §5.2). */
type ErrorCode = (typeof DECIDES_AT_ANY_STATUS)[number] | 'invalid_grant';

/** OAuth errors that report a temporary failure, not a decision. */
const TROUBLE: ReadonlyMap<string, NoResponse['why']> = new Map([
  ['temporarily_unavailable', 'server-trouble'],
  ['server_error', 'server-trouble'],
  ['too_many_requests', 'too-many-requests'],
  ['rate_limited', 'too-many-requests'],
  ['rate_limit_exceeded', 'too-many-requests'],
]);

const NO_ENDPOINT: readonly number[] = [404, 405, 410, 501];

/** A gateway got no complete response (RFC 9110 §15.6.3, §15.6.5). */
const CUT_BEHIND_A_GATEWAY: readonly number[] = [502, 504];

/** Responses that did arrive, although they can't be used. */
const ARRIVED: readonly NoResponse['why'][] = ['redirected', 'too-large'];

const LONGEST_TEXT = 300;

/** Fields that a faulty server might send with an error. Their values are never shown. */
const SECRET_FIELDS = ['device_code', 'access_token', 'refresh_token', 'id_token'];

/** How many secrets to look for. Thousands would be an attack, and searching for all would take too long. */
const MOST_SECRETS = 8;

/**
 * Classifies an exchange, in this order: RFC 8628's four errors with any status; 404, 405, 410 and 501 as a missing endpoint;
 * temporary failures by status or error; any other refusal; everything else is a successful response.
 * @param secrets what was sent, to be blanked out if the server echoes it
 */
export function readReply(exchange: HttpResult, secrets: readonly string[] = []): Reply {
  if (exchange.kind === 'lost') {
    const { because, maybeSent } = exchange;
    const lost = maybeSent && !ARRIVED.includes(because.why);
    return { kind: 'no-response', because, retryAfterMs: null, lost, maybeActed: maybeSent };
  }
  const { status, json, retryAfterMs } = exchange;
  const because = (why: NoResponse['why']): NoResponse => ({ why, code: `HTTP ${status}` });
  // Only proxies send this status, so the request didn't reach the server (RFC 9110 §15.5.8).
  if (status === 407)
    return { kind: 'no-response', because: because('proxy-password'), retryAfterMs, lost: false, maybeActed: false };

  const fields = isObject(json) ? json : {};
  const error = typeof fields['error'] === 'string' && fields['error'] !== '' ? fields['error'] : null;
  const code = knownError(error);
  const response = () => errorResponseOf(exchange, error, secrets);
  const refusal = (): Reply => ({
    kind: 'refusal',
    code,
    response: response(),
    intervalMs: seconds(fields['interval']),
    retryAfterMs,
  });

  if (code !== null && code !== 'invalid_grant') return refusal();
  if (NO_ENDPOINT.includes(status))
    return { kind: 'no-endpoint', response: response(), because: because('no-endpoint'), retryAfterMs };
  const why = troubleOf(status, error, json);
  if (why !== null) {
    const lost = CUT_BEHIND_A_GATEWAY.includes(status) || (status < 300 && json === undefined);
    return { kind: 'no-response', because: because(why), retryAfterMs, lost, maybeActed: true };
  }
  return error !== null || status >= 400 ? refusal() : { kind: 'success', body: json };
}

/**
 * The meaning of a reply to anything but a poll. There, `slow_down` can't refer to an interval, so it reports too many requests, as
 * `too_many_requests` does.
 */
export function unlessPolling(reply: Reply): Reply {
  if (reply.kind !== 'refusal' || reply.code !== 'slow_down') return reply;
  const because: NoResponse = { why: 'too-many-requests', code: `HTTP ${reply.response.status}` };
  return { kind: 'no-response', because, retryAfterMs: reply.retryAfterMs, lost: false, maybeActed: true };
}

function knownError(error: string | null): ErrorCode | null {
  if (error === 'authorization_declined') return 'access_denied';
  if (error === 'invalid_grant') return error;
  return DECIDES_AT_ANY_STATUS.find((known) => known === error) ?? null;
}

/** Why this counts as no response; null if it is one. */
function troubleOf(status: number, error: string | null, json: unknown): NoResponse['why'] | null {
  if (status >= 300 && status < 400) return 'redirected';
  // The network requires its own sign-in first (RFC 6585 §6), so the response isn't the server's.
  if (status === 511) return 'not-json';
  if (status >= 500) return 'server-trouble';
  if (status === 429) return 'too-many-requests';
  if (status === 408) return 'timed-out';
  if (status < 300 && json === undefined) return 'not-json';
  return (error !== null && TROUBLE.get(error)) || null;
}

type Arrived = Extract<HttpResult, { kind: 'arrived' }>;

/** The server's error and description, sanitized for display. */
function errorResponseOf({ status, json }: Arrived, error: string | null, sent: readonly string[]): ErrorResponse {
  const fields = isObject(json) ? json : {};
  const secrets = [...sent, ...SECRET_FIELDS.flatMap((field) => texts(fields[field]).slice(0, MOST_SECRETS))];
  if (error === null) return { status, error, description: detail(json, secrets) };
  const description = describe(fields['error_description'], secrets);
  return { status, error: sanitize(error, LONGEST_TEXT, secrets), description };
}

function describe(text: unknown, secrets: readonly string[]): string | null {
  return (typeof text === 'string' && sanitize(text, LONGEST_TEXT, secrets)) || null;
}

/**
 * A validation error in the style of Django REST framework: `{"detail": "…"}` or `{"field": ["…"]}`. Nothing else is quoted,
 * because a single string in an unknown field may be a token.
 */
function detail(json: unknown, secrets: readonly string[]): string | null {
  if (!isObject(json)) return null;
  if (typeof json['detail'] === 'string') return describe(json['detail'], secrets);
  const lines = Object.entries(json).flatMap(([field, messages]) =>
    Array.isArray(messages) && !SECRET_FIELDS.includes(field) ? texts(messages).map((line) => `${field}: ${line}`) : [],
  );
  return describe(lines.join(' '), secrets);
}
