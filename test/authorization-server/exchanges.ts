/** Records the exchanges between the server and its clients for tests, and adds `interval` and `slow_down`. */
import type Provider from 'oidc-provider';
import type { OIDCContext } from 'oidc-provider';
import { connectionOf } from './arrival.ts';

/** How much each `slow_down` adds to the interval (RFC 8628 §3.5). */
const SLOW_DOWN_S = 5;
/** A poll that is early by at most this much counts as punctual, because timers and sockets are imprecise. */
const TOLERANCE_MS = 50;
const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** One request and its outcome. It contains no secrets and may be printed. */
export interface HttpResult {
  readonly path: string;
  /** Milliseconds since the epoch at which the request arrived. */
  readonly at: number;
  readonly status: number;
  readonly grantType: string | null;
  /** The user_code that a poll is about; null for any other request. */
  readonly userCode: string | null;
  /** `codes`, `tokens`, an OAuth error such as `authorization_pending`, or `other`. */
  readonly outcome: string;
  /** When the whole response was handed to the socket; null if it was not. `arrivalOf` determines whether it arrived. */
  readonly respondedAt: number | null;
  /** When either side ended the connection; null while it lasts. */
  readonly connectionEndedAt: number | null;
}

export interface Exchanges {
  readonly log: readonly HttpResult[];
  /** Every token and device_code issued so far. */
  secrets(): readonly string[];
  /** Every user_code issued so far, in order. */
  userCodes(): readonly string[];
  /** The interval for device codes that are issued from now on. */
  setInterval(seconds: number): void;
  /** Responds to the next `times` polls with `slow_down`, even if they come late. */
  slowDown(times?: number): void;
}

export interface ExchangeOptions {
  readonly intervalS: number;
  readonly offersCompleteUri: boolean;
  /** The approval page that clients are sent to; null: the one at the address of their request. */
  readonly approvalPage: string | null;
}

/** Watches `provider` and returns what it saw. */
export function watchExchanges(provider: Provider, options: ExchangeOptions): Exchanges {
  const log: HttpResult[] = [];
  const secrets: string[] = [];
  const userCodes: string[] = [];
  const polls = new Map<string, { readonly userCode: string; intervalS: number; lastAt: number }>();
  let { intervalS } = options;
  let slowDownsDue = 0;

  function noteCodes(body: Fields, at: number): void {
    body['interval'] = intervalS;
    if (options.approvalPage !== null) {
      body['verification_uri'] = options.approvalPage;
      body['verification_uri_complete'] = `${options.approvalPage}?user_code=${body['user_code']}`;
    }
    if (!options.offersCompleteUri) delete body['verification_uri_complete'];
    const userCode = String(body['user_code']);
    polls.set(String(body['device_code']), { userCode, intervalS, lastAt: at });
    userCodes.push(userCode);
  }

  /** oidc-provider never sends `slow_down`, which is a variant of `authorization_pending` (RFC 8628 §3.5). */
  function slowDownIfHasty(body: Fields, deviceCode: unknown, at: number): void {
    const poll = polls.get(String(deviceCode));
    if (!poll) return;
    const hasty = at < poll.lastAt + poll.intervalS * 1000 - TOLERANCE_MS;
    poll.lastAt = at;
    if (!hasty && slowDownsDue === 0) return;
    if (slowDownsDue > 0) slowDownsDue -= 1;
    poll.intervalS += SLOW_DOWN_S;
    body['error'] = 'slow_down';
    body['error_description'] = 'polling too quickly';
  }

  provider.use(async (ctx, next) => {
    const at = Date.now();
    const connection = connectionOf(ctx.req.socket);
    await next();
    // oidc-provider's router sets this, and only on routes that it knows.
    const oidc = ctx['oidc'] as OIDCContext | undefined;
    const body = fields(ctx.body);
    const grantType = oidc?.params?.['grant_type'];
    if (body && 'user_code' in body) noteCodes(body, at);
    if (body?.['error'] === 'authorization_pending') slowDownIfHasty(body, oidc?.params?.['device_code'], at);
    for (const name of SECRETS) if (typeof body?.[name] === 'string') secrets.push(body[name]);
    const entry: HttpResult & { respondedAt: number | null } = {
      path: ctx.path,
      at,
      status: ctx.status,
      grantType: typeof grantType === 'string' ? shortGrant(grantType) : null,
      userCode: polls.get(String(oidc?.params?.['device_code']))?.userCode ?? null,
      outcome: outcomeOf(body),
      respondedAt: null,
      get connectionEndedAt() {
        return connection.endedAt;
      },
    };
    log.push(entry);
    ctx.res.once('finish', () => {
      entry.respondedAt = Date.now();
    });
  });

  return {
    log,
    secrets: () => [...secrets],
    userCodes: () => [...userCodes],
    setInterval: (seconds) => {
      intervalS = seconds;
    },
    slowDown: (times = 1) => {
      slowDownsDue += times;
    },
  };
}

const SECRETS = ['device_code', 'access_token', 'refresh_token', 'id_token'] as const;

type Fields = Record<string, unknown>;

function fields(body: unknown): Fields | null {
  const isObject = typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
  // A plain object has string keys, and its values are checked before use.
  return isObject ? (body as Fields) : null;
}

function outcomeOf(body: Fields | null): string {
  if (typeof body?.['error'] === 'string') return body['error'];
  if (body && 'user_code' in body) return 'codes';
  return body && 'access_token' in body ? 'tokens' : 'other';
}

function shortGrant(grantType: string): string {
  return grantType === DEVICE_CODE_GRANT ? 'device_code' : grantType;
}
