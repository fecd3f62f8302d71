/** Gets an access token that is valid for long enough, or the reason why there is none. */
import type { Session } from '../session/session.ts';
import type { Clock } from '../time/clock.ts';
import { isSameHolder, type SignInMark } from './grants-record.ts';
import { SIGN_IN_CHANGED } from './refusals.ts';
import type { ToolSession } from './tool-session.ts';
import type { IssuedToken, Refusal } from './types.ts';
import { whyUnusable } from './usable.ts';

/** The remaining lifetime if a tool requests none, unless the server's tokens are shorter-lived. */
const USUAL_MIN_VALID_MS = 60_000;

/**
 * @param holder the person whose token the tool may have
 * @param minValidMs null: the default
 */
export async function issue(
  { session, grants }: Pick<ToolSession, 'session' | 'grants'>,
  holder: SignInMark,
  minValidMs: number | null,
  clock: Clock,
): Promise<Omit<IssuedToken, 'account'> | Refusal> {
  const before = session.heldAccess();
  // The server's tokens don't live that long, so a new one wouldn't either.
  if (before && minValidMs !== null && before.lifetimeMs !== null && before.lifetimeMs <= minValidMs)
    return tooShort(before.lifetimeMs);
  const lastFailure = grants.lastFailure();
  if (lastFailure && leftOf(before, clock) <= neededMs(session, minValidMs)) return lastFailure;
  await session.accessToken(neededMs(session, minValidMs));
  // During the refresh, someone may have signed out or in.
  const now = session.holder();
  if (!now || !isSameHolder(now, holder)) return whyUnusable(session) ?? SIGN_IN_CHANGED;
  const access = session.heldAccess();
  const leftMs = leftOf(access, clock);
  if (access && access !== before) grants.succeeded();
  if (access && leftMs > neededMs(session, minValidMs))
    return {
      accessToken: access.token,
      expiresAt: access.endsAtMs === null ? null : clock.now() + leftMs,
      scope: access.scope,
    };
  const refusal = whyNone(session, leftMs > 0, access?.lifetimeMs ?? null);
  if (isOfServer(refusal)) grants.failed(refusal);
  return refusal;
}

/** Whether a request to the server failed. */
function isOfServer({ problem }: Refusal): boolean {
  return problem === 'server-unreachable' || problem === 'server-refused';
}

/** How long the token is still valid; infinite if unknown. */
function leftOf(access: ReturnType<Session['heldAccess']>, clock: Clock): number {
  if (access === null) return 0;
  return access.endsAtMs === null ? Number.POSITIVE_INFINITY : access.endsAtMs - clock.elapsedMs();
}

/** The required lifetime. For short-lived tokens it's half their lifetime, because a minute could cause a refresh each time. */
function neededMs(session: Session, minValidMs: number | null): number {
  if (minValidMs !== null) return minValidMs;
  const lifetimeMs = session.heldAccess()?.lifetimeMs ?? null;
  return lifetimeMs === null ? USUAL_MIN_VALID_MS : Math.min(USUAL_MIN_VALID_MS, lifetimeMs / 2);
}

function whyNone(session: Session, lives: boolean, lifetimeMs: number | null): Refusal {
  const state = session.ownState();
  if (state.kind !== 'signed-in') return whyUnusable(session) ?? NO_TOKEN;
  if (state.connection.kind === 'retrying')
    return {
      problem: 'server-unreachable',
      detail: `The server cannot be reached now (${state.connection.because.code}).`,
      retryAfterMs: 10_000,
    };
  switch (state.trouble?.kind) {
    case undefined:
      return lives ? tooShort(lifetimeMs) : NO_TOKEN;
    case 'refused':
      return {
        problem: 'server-refused',
        detail: 'The server refused to issue a token. Transparenc Companion shows why.',
      };
    case 'malformed':
      return {
        problem: 'server-refused',
        detail: "The server's response is not valid. Transparenc Companion shows why.",
      };
    case 'storage':
      return {
        problem: 'storage-unreadable',
        detail: 'A new token could not be stored. Transparenc Companion shows why.',
      };
    case 'unforeseen':
      return { problem: 'internal', detail: 'This is a bug in Transparenc Companion.' };
    default:
      return state.trouble satisfies never;
  }
}

const NO_TOKEN: Refusal = {
  problem: 'server-unreachable',
  detail: 'The server has not issued a token yet. Try again in a few seconds.',
  retryAfterMs: 10_000,
};

function tooShort(lifetimeMs: number | null): Refusal {
  const known = lifetimeMs === null ? '' : ` The server's tokens are valid for ${Math.round(lifetimeMs / 1000)} s.`;
  return { problem: 'lifetime-unavailable', detail: `No token is valid for as long as requested.${known}` };
}
