/** Turns a refresh token into new tokens without ever losing one: rules R1 to R5 of docs/staying-signed-in.md. */
import type { Failure, ServerSaid, StorageTrouble } from '../../preload/api.ts';
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
import type { Awake, Clock } from '../time/clock.ts';
import type { Turn } from '../time/serial-queue.ts';
import type { StoredSession } from '../vault/types.ts';
import { type HeldSession, renewedSession } from './held-session.ts';
import type { Rotation } from './rotation.ts';
import type { TokenStore } from './token-store.ts';

/** What came of a refresh. */
export type Refreshed =
  | { readonly kind: 'renewed'; readonly held: HeldSession }
  | { readonly kind: 'ended'; readonly how: 'revoked' | 'interrupted'; readonly said: ServerSaid }
  /** `held` is what to go on with: it may have become doubtful, or have a newer refresh token anyway. */
  | {
      readonly kind: 'not-now';
      readonly reason: NotNow | { readonly kind: 'storage'; readonly trouble: StorageTrouble };
      readonly held: HeldSession;
      /** Came with an answer that was rejected, to be revoked. */
      readonly unusedAccessToken: string | null;
    };

/** What a refresh sends, and where to. */
type Refreshable = Pick<StoredSession, 'endpoints'> & { readonly refreshToken: string };

/** A refresh is never aborted, not even by falling asleep. */
const NEVER = new AbortController().signal;

/** What servers usually allow between a token's use and its second use, and how often to try meanwhile whether anything gets through. */
const GRACE_MS = 30_000;
const AGAIN_MS = 2_000;

export interface Refresher {
  /** One refresh at a time: all who ask meanwhile get the same result (R1). Never aborted. */
  refresh(held: HeldSession): Promise<Refreshed>;
  /** The refresh in progress, if there is one. */
  inProgress(): Promise<Refreshed> | null;
}

export function createRefresher(options: {
  readonly server: Server;
  readonly http: HttpClient;
  readonly tokenStore: Pick<TokenStore, 'rotate'>;
  readonly clock: Clock;
  readonly awake: Awake;
  /** Closes idle connections: Chromium resends a request by itself on a reused one that has died (R4). */
  readonly closeIdleConnections: () => Promise<void>;
  /** Runs the refreshes at this server one after the other, those of other accounts included. */
  readonly inTurn: Turn;
}): Refresher {
  const { server, http, tokenStore, clock, awake, closeIdleConnections, inTurn } = options;
  let current: { readonly session: StoredSession; readonly answer: Promise<Refreshed> } | null = null;

  async function send({ refreshToken, endpoints }: Refreshable): Promise<Reply> {
    const { readReply } = await import('../oauth/reply.ts');
    await awake(NEVER);
    await closeIdleConnections();
    const form = refreshRequest(server, refreshToken);
    const tokenEndpoint = endpoints?.token ?? server.tokenEndpoint;
    return readReply(await http.post(tokenEndpoint, form, { limitMs: REFRESH_LIMIT_MS }), [refreshToken]);
  }

  /** Asks once more (R4). What took the answer away may be a network that changes: a request that cannot be sent yet is not that once. */
  async function sendAgain(held: Refreshable): Promise<Reply> {
    const untilMs = clock.elapsedMs() + GRACE_MS;
    let reply = await send(held);
    while (hadNoNetwork(reply) && clock.elapsedMs() < untilMs) {
      await clock.sleep(AGAIN_MS);
      reply = await send(held);
    }
    return reply;
  }

  /** Asks, and once more if the response was lost (R4). */
  async function exchange(held: Refreshable): Promise<{ readonly reply: Reply; readonly wasLost: boolean }> {
    let reply = await send(held);
    const wasLost = mayHaveBeenLost(reply);
    while (mayHaveBeenLost(reply)) {
      const lostAtMs = clock.elapsedMs();
      await awake(NEVER);
      // After a sleep no grace is left that could be used: what is sent then is a first try, with a retry of its own.
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

    // Another account's request between the lost response and the retry would use up the server's grace.
    const { reply, wasLost } = await inTurn(() => exchange({ refreshToken, endpoints }));
    const doubtful = held.doubtful || wasLost || mayHaveRotated(reply);

    const outcome = forSamePerson(held, afterRefresh(reply));
    switch (outcome.kind) {
      case 'tokens':
        return {
          kind: 'renewed',
          held: await rotation.persist(held, renewedSession(held, outcome.tokens, server, clock)),
        };
      case 'invalid-grant': {
        const other = await rotation.reload(held);
        if (other) return refresh(other, rotation);
        return { kind: 'ended', how: doubtful ? 'interrupted' : 'revoked', said: outcome.said };
      }
      case 'not-now': {
        const { reason, unusedAccessToken } = outcome;
        if (outcome.refreshToken !== null) {
          // Nothing else of a rejected response is trusted.
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

  /** The id_token of a refresh names the person who signed in, or the answer is not used (OpenID Connect Core §12.2). */
  function forSamePerson({ session }: HeldSession, outcome: AfterRefresh): AfterRefresh {
    if (outcome.kind !== 'tokens') return outcome;
    const { identity } = personIn(outcome.tokens, server, clock.now());
    if (isSamePerson(session.identity, identity) !== false) return outcome;
    const reason = malformed('id_token', 'must name the person who signed in');
    const { refreshToken, accessToken } = outcome.tokens;
    return { kind: 'not-now', reason, refreshToken, unusedAccessToken: accessToken };
  }

  return {
    refresh(held) {
      if (current?.session === held.session) return current.answer;
      // Another sign-in's refresh does not answer for this one, which only waits for it.
      const before: Promise<unknown> = current?.answer.catch(() => undefined) ?? Promise.resolve();
      const answer = before.then(() => tokenStore.rotate(held, (rotation) => refresh(held, rotation)));
      const own = { session: held.session, answer };
      current = own;
      return own.answer.finally(() => {
        if (current === own) current = null;
      });
    },
    inProgress: () => current?.answer ?? null,
  };
}

/** Why there is no new token, as it is shown. */
export function failureOf(reason: Extract<Refreshed, { kind: 'not-now' }>['reason']): Failure {
  switch (reason.kind) {
    case 'no-answer':
      return { kind: 'unreachable', because: reason.because, during: 'asking' };
    case 'refused':
      return { kind: 'refused', said: reason.said };
    case 'malformed':
    case 'storage':
      return reason;
    default:
      return reason satisfies never;
  }
}
