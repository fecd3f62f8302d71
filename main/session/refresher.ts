/** Exchanges a refresh token for new tokens without ever losing one: rules R1 to R5 of docs/staying-signed-in.md. */
import type { ErrorResponse, Failure, SignedInTrouble, StorageTrouble } from '../../preload/api.ts';
import type { HttpClient } from '../net/http-client.ts';
import { isSamePerson, personIn } from '../oauth/id-token.ts';
import { malformed, REFRESH_LIMIT_MS, refreshRequest, type Server } from '../oauth/protocol.ts';
import {
  type AfterRefresh,
  afterRefresh,
  hadNoNetwork,
  mayHaveBeenLost,
  mayHaveRotated,
  type NotNow,
} from '../oauth/refresh.ts';
import type { Reply } from '../oauth/reply.ts';
import type { AbortableWait, Clock } from '../time/clock.ts';
import type { Turn } from '../time/serial-queue.ts';
import type { StoredSession } from '../vault/types.ts';
import { type HeldSession, refreshedSession } from './held-session.ts';
import type { Rotation } from './rotation.ts';
import type { TokenStore } from './token-store.ts';

/** The result of a refresh. */
export type Refreshed =
  | { readonly kind: 'refreshed'; readonly held: HeldSession }
  | { readonly kind: 'ended'; readonly how: 'revoked' | 'interrupted'; readonly response: ErrorResponse }
  /** `held` is the sign-in to continue with. It may be doubtful now, or have a newer refresh token anyway. */
  | {
      readonly kind: 'not-now';
      readonly reason: NotNow | { readonly kind: 'storage'; readonly trouble: StorageTrouble };
      readonly held: HeldSession;
      /** An access token in a rejected response, which has to be revoked. */
      readonly unusedAccessToken: string | null;
    };

/** The refresh token and where to send it. */
type Refreshable = Pick<StoredSession, 'endpoints'> & { readonly refreshToken: string };

/** A refresh is never aborted, not even when the computer goes to sleep. */
const NEVER = new AbortController().signal;

/** How long servers usually accept a used refresh token again, and how often to retry during that time. */
const GRACE_MS = 30_000;
const AGAIN_MS = 2_000;

export type Refresher = ReturnType<typeof createRefresher>;

export function createRefresher(options: {
  readonly server: Server;
  readonly http: HttpClient;
  readonly tokenStore: Pick<TokenStore, 'rotate'>;
  readonly clock: Clock;
  readonly awake: AbortableWait;
  /** Closes idle connections, because Chromium resends a request by itself if a reused connection turns out to be dead (R4). */
  readonly closeIdleConnections: () => Promise<void>;
  /** Runs the refreshes of all accounts at this server one after another. */
  readonly inTurn: Turn;
}) {
  const { server, http, tokenStore, clock, awake, closeIdleConnections, inTurn } = options;
  let current: { readonly session: StoredSession; readonly result: Promise<Refreshed> } | null = null;

  async function send({ refreshToken, endpoints }: Refreshable): Promise<Reply> {
    const { readReply, unlessPolling } = await import('../oauth/reply.ts');
    await awake(NEVER);
    await closeIdleConnections();
    const form = refreshRequest(server, refreshToken);
    const tokenEndpoint = endpoints?.token ?? server.tokenEndpoint;
    const exchange = await http.post(tokenEndpoint, form, { limitMs: REFRESH_LIMIT_MS });
    return unlessPolling(readReply(exchange, [refreshToken]));
  }

  /** Sends the request once more (R4). The network may just have changed, so an attempt that can't be sent doesn't count. */
  async function sendAgain(held: Refreshable): Promise<Reply> {
    const untilMs = clock.elapsedMs() + GRACE_MS;
    let reply = await send(held);
    while (hadNoNetwork(reply) && clock.elapsedMs() < untilMs) {
      await clock.sleep(AGAIN_MS);
      reply = await send(held);
    }
    return reply;
  }

  /** Sends the request, and once more if the response was lost (R4). */
  async function exchange(held: Refreshable): Promise<{ readonly reply: Reply; readonly wasLost: boolean }> {
    let reply = await send(held);
    const wasLost = mayHaveBeenLost(reply);
    while (mayHaveBeenLost(reply)) {
      const lostAtMs = clock.elapsedMs();
      await awake(NEVER);
      // After a sleep, the server's grace period is over, so this counts as a first attempt with its own retry.
      const isFirst = clock.elapsedMs() - lostAtMs > GRACE_MS;
      reply = await (isFirst ? send(held) : sendAgain(held));
      if (!isFirst) break;
    }
    return { reply, wasLost };
  }

  async function refresh(held: HeldSession, rotation: Rotation): Promise<Refreshed> {
    const { refreshToken, endpoints } = held.session;
    if (refreshToken === null) throw new TypeError('a session without a refresh token cannot be refreshed');

    const trouble = await rotation.begin(held);
    if (trouble) return { kind: 'not-now', reason: { kind: 'storage', trouble }, held, unusedAccessToken: null };

    // Another account's request before the retry would use up the server's grace period.
    const { reply, wasLost } = await inTurn(() => exchange({ refreshToken, endpoints }));
    const doubtful = held.doubtful || wasLost || mayHaveRotated(reply);

    const outcome = forSamePerson(held, afterRefresh(reply));
    switch (outcome.kind) {
      case 'tokens':
        return {
          kind: 'refreshed',
          held: await rotation.persist(held, refreshedSession(held, outcome.tokens, server, clock)),
        };
      case 'invalid-grant': {
        const other = await rotation.reload(held);
        if (other) return refresh(other, rotation);
        return { kind: 'ended', how: doubtful ? 'interrupted' : 'revoked', response: outcome.response };
      }
      case 'not-now': {
        const { reason, unusedAccessToken } = outcome;
        if (outcome.refreshToken !== null) {
          // Nothing else in a rejected response is trusted.
          const session = { ...held.session, refreshToken: outcome.refreshToken, refreshExpiresAt: null };
          const kept = await rotation.persist(held, { session, access: held.access, refreshEndsAtMs: null });
          return { kind: 'not-now', reason, held: kept, unusedAccessToken };
        }
        if (!doubtful) await rotation.abandon();
        return { kind: 'not-now', reason, held: { ...held, doubtful }, unusedAccessToken };
      }
      default:
        return outcome satisfies never;
    }
  }

  /** Rejects the response if its id_token names another person (OpenID Connect Core §12.2). */
  function forSamePerson({ session }: HeldSession, outcome: AfterRefresh): AfterRefresh {
    if (outcome.kind !== 'tokens') return outcome;
    const { identity } = personIn(outcome.tokens, server, clock.now());
    if (isSamePerson(session.identity, identity) !== false) return outcome;
    const reason = malformed('id_token', 'must name the person who signed in');
    const { refreshToken, accessToken } = outcome.tokens;
    return { kind: 'not-now', reason, refreshToken, unusedAccessToken: accessToken };
  }

  return {
    /** Refreshes once at a time: calls during a refresh get its result (R1). Never aborted. */
    refresh(held: HeldSession): Promise<Refreshed> {
      if (current?.session === held.session) return current.result;
      // A refresh of another sign-in is in progress: wait for it, but don't use its result.
      const before: Promise<unknown> = current?.result.catch(() => undefined) ?? Promise.resolve();
      const result = before.then(() => tokenStore.rotate(held, (rotation) => refresh(held, rotation)));
      const own = { session: held.session, result };
      current = own;
      return own.result.finally(() => {
        if (current === own) current = null;
      });
    },
    /** The refresh in progress; null if there is none. */
    inProgress: (): Promise<Refreshed> | null => current?.result ?? null,
  };
}

/** Why there is no new token, for display. */
export function failureOf({
  reason,
  held,
}: Extract<Refreshed, { kind: 'not-now' }>): SignedInTrouble | Extract<Failure, { kind: 'unreachable' }> {
  switch (reason.kind) {
    case 'no-response':
      return { kind: 'unreachable', because: reason.because, during: 'asking' };
    case 'refused':
      return { kind: 'refused', response: reason.response, interrupted: held.doubtful };
    case 'malformed':
    case 'storage':
      return reason;
    default:
      return reason satisfies never;
  }
}
