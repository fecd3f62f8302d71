/** What the answer to a refresh means: RFC 6749 §6. Only `invalid_grant` ends a session. */
import type { NoAnswer, ServerSaid } from '../../preload/api.ts';
import { type Issued, issuedIn, type Malformed, parseTokens, type Tokens } from './protocol.ts';
import type { Reply } from './reply.ts';

/** The three outcomes (R2): tokens, ended, and not now, which may come with the server's or our own reason. */
export type AfterRefresh =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  | { readonly kind: 'invalid-grant'; readonly said: ServerSaid }
  | {
      readonly kind: 'not-now';
      readonly reason: NotNow;
      /** Came with an answer that was rejected: it replaces the old one anyway (R5). Null: the old one is kept. */
      readonly refreshToken: string | null;
      /** Came with an answer that was rejected, to be revoked: no one will use it. */
      readonly unusedAccessToken: string | null;
    };

/** Why there is no new access token yet. */
export type NotNow =
  | { readonly kind: 'no-answer'; readonly because: NoAnswer; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly said: ServerSaid; readonly retryAfterMs: number | null }
  | Malformed;

export function afterRefresh(reply: Reply): AfterRefresh {
  switch (reply.kind) {
    case 'answer': {
      const tokens = parseTokens(reply.body);
      return 'kind' in tokens ? notNow(tokens, issuedIn(reply.body)) : { kind: 'tokens', tokens };
    }
    case 'refusal':
      return reply.code === 'invalid_grant'
        ? { kind: 'invalid-grant', said: reply.said }
        : notNow({ kind: 'refused', said: reply.said, retryAfterMs: reply.retryAfterMs });
    // A server that is being replaced has no endpoint for a while: that decides nothing.
    case 'no-endpoint':
    case 'no-answer':
      return notNow({ kind: 'no-answer', because: reply.because, retryAfterMs: reply.retryAfterMs });
    default:
      return reply satisfies never;
  }
}

function notNow(reason: NotNow, issued: Issued | null = null): AfterRefresh {
  return {
    kind: 'not-now',
    reason,
    refreshToken: issued?.refreshToken ?? null,
    unusedAccessToken: issued?.accessToken ?? null,
  };
}

/**
 * A response that was lost on its way may have consumed the token: ask once more at once, servers may allow it (R4).
 * A server that demands a pause is not asked at once.
 */
export function mayHaveBeenLost(reply: Reply): boolean {
  return reply.kind === 'no-answer' && reply.lost && reply.retryAfterMs === null;
}

/** Whether there was no network on which the request could have been sent. */
export function hadNoNetwork(reply: Reply): boolean {
  return reply.kind === 'no-answer' && !reply.maybeActed && WITHOUT_NETWORK.includes(reply.because.why);
}

/** A server that refuses connections is not asked in haste: it may be starting. */
const WITHOUT_NETWORK: readonly NoAnswer['why'][] = ['offline', 'name-not-found'];

/** Whether the server may have rotated the token although its answer brought none: `invalid_grant` is no surprise then. */
export function mayHaveRotated(reply: Reply): boolean {
  if (reply.kind === 'no-answer') return reply.maybeActed && reply.because.why !== 'redirected';
  return reply.kind === 'answer' && afterRefresh(reply).kind === 'not-now';
}
