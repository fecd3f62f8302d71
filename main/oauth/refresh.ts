/** Decides what the reply to a refresh means (RFC 6749 §6). Only `invalid_grant` ends a session. */
import type { ErrorResponse, NoResponse } from '../../preload/api.ts';
import { type Issued, issuedIn, type Malformed, parseTokens, type Tokens } from './protocol.ts';
import type { Reply } from './reply.ts';

/** The three outcomes (R2): tokens, ended, or not now. */
export type AfterRefresh =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  | { readonly kind: 'invalid-grant'; readonly response: ErrorResponse }
  | {
      readonly kind: 'not-now';
      readonly reason: NotNow;
      /** A refresh token in a rejected response, which replaces the old one anyway (R5). Null: the old one is kept. */
      readonly refreshToken: string | null;
      /** An access token in a rejected response. No one will use it, so it has to be revoked. */
      readonly unusedAccessToken: string | null;
    };

/** Why there is no new access token yet. */
export type NotNow =
  | { readonly kind: 'no-response'; readonly because: NoResponse; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly response: ErrorResponse; readonly retryAfterMs: number | null }
  | Malformed;

export function afterRefresh(reply: Reply): AfterRefresh {
  switch (reply.kind) {
    case 'success': {
      const tokens = parseTokens(reply.body);
      return 'kind' in tokens ? notNow(tokens, issuedIn(reply.body)) : { kind: 'tokens', tokens };
    }
    case 'refusal':
      return reply.code === 'invalid_grant'
        ? { kind: 'invalid-grant', response: reply.response }
        : notNow({ kind: 'refused', response: reply.response, retryAfterMs: reply.retryAfterMs });
    // The endpoint may be missing for a while during an update of the server, so this is not final.
    case 'no-endpoint':
    case 'no-response':
      return notNow({ kind: 'no-response', because: reply.because, retryAfterMs: reply.retryAfterMs });
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
 * Whether the response was lost and may have consumed the token. Then retry at once, because servers may accept the old token
 * for a moment (R4), unless the server demands a pause.
 */
export function mayHaveBeenLost(reply: Reply): boolean {
  return reply.kind === 'no-response' && reply.lost && reply.retryAfterMs === null;
}

/** Whether there was no network on which the request could have been sent. */
export function hadNoNetwork(reply: Reply): boolean {
  return reply.kind === 'no-response' && !reply.maybeActed && WITHOUT_NETWORK.includes(reply.because.why);
}

/** `refused` is not included, because a server that refuses connections may be starting and shouldn't be hurried. */
const WITHOUT_NETWORK: readonly NoResponse['why'][] = ['offline', 'name-not-found'];

/** Whether the server may have rotated the token although the reply contains none. A later `invalid_grant` is then expected. */
export function mayHaveRotated(reply: Reply): boolean {
  if (reply.kind === 'no-response') return reply.maybeActed && reply.because.why !== 'redirected';
  return reply.kind === 'success' && afterRefresh(reply).kind === 'not-now';
}
