/** Turns a refresh token into new tokens without ever losing one: rules R1 to R5 of staying signed in. */
import type { Kept, ServerSaid, StorageTrouble } from '../../preload/api.ts';
import type { HttpClient } from '../net/http-client.ts';
import { isSamePerson, personIn } from '../oauth/id-token.ts';
import { malformed, REFRESH_LIMIT_MS, refreshRequest, type Server, type Tokens } from '../oauth/protocol.ts';
import {
  type AfterRefresh,
  afterRefresh,
  hadNoNetwork,
  mayHaveBeenLost,
  mayHaveRotated,
  type NotNow,
} from '../oauth/refresh.ts';
import { type Reply, readReply } from '../oauth/reply.ts';
import type { Awake, Clock } from '../time/clock.ts';
import type { Turn } from '../time/serial-queue.ts';
import { type StoredSession, type Vault, VaultError } from '../vault/types.ts';
import { type Access, accessOf, after, storedAccessOf } from './access-token.ts';

/** A sign-in as it is held in memory while it lives. Secret. */
export interface HeldSession {
  readonly session: StoredSession;
  readonly kept: Kept;
  readonly access: Access | null;
  /** When the refresh token itself ends, by elapsed time; null: it has no end, or the server did not say. */
  readonly refreshEndsAtMs: number | null;
  /** Its token may have been used already: an `invalid_grant` is an interruption, no revocation. */
  readonly doubtful: boolean;
}

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
  /** One refresh at a time: everybody who asks meanwhile gets the same answer (R1). Never aborted. */
  refresh(held: HeldSession): Promise<Refreshed>;
  /** The refresh in the air, if there is one. */
  pendingRequests(): Promise<Refreshed> | null;
}

export function createRefresher(options: {
  readonly server: Server;
  readonly http: HttpClient;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly awake: Awake;
  /** Closes idle connections: Chromium resends a request by itself on a reused one that has died (R4). */
  readonly closeIdleConnections: () => Promise<void>;
  /** Runs the requests for this server one after the other, those of other accounts included. */
  readonly inTurn: Turn;
  /** Whether this sign-in is still the one that is held: tokens of another one are not written. */
  readonly isHeld: (held: HeldSession) => boolean;
}): Refresher {
  const { server, http, vault, clock, awake, closeIdleConnections, inTurn, isHeld } = options;
  let current: { readonly session: StoredSession; readonly answer: Promise<Refreshed> } | null = null;

  function send({ refreshToken, endpoints }: Refreshable): Promise<Reply> {
    return inTurn(async () => {
      await awake(NEVER);
      await closeIdleConnections();
      const form = refreshRequest(server, refreshToken);
      const tokenEndpoint = endpoints?.token ?? server.tokenEndpoint;
      return readReply(await http.post(tokenEndpoint, form, { limitMs: REFRESH_LIMIT_MS }), [refreshToken]);
    });
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

  async function rotate(held: HeldSession, asked = held): Promise<Refreshed> {
    const { refreshToken, endpoints } = held.session;
    if (refreshToken === null) throw new TypeError('a session without a refresh token cannot be refreshed');

    const journal = await orTrouble(vault.beginRotation());
    if (journal.trouble && held.kept.kind !== 'until-quit')
      return { kind: 'not-now', reason: { kind: 'storage', trouble: journal.trouble }, held, unusedAccessToken: null };

    let reply = await send({ refreshToken, endpoints });
    let { doubtful } = held;
    while (mayHaveBeenLost(reply)) {
      doubtful = true;
      const lostAtMs = clock.elapsedMs();
      await awake(NEVER);
      // After a sleep no grace is left that could be used: what is sent then is a first try, with a retry of its own.
      const isFirst = clock.elapsedMs() - lostAtMs > GRACE_MS;
      reply = await (isFirst ? send({ refreshToken, endpoints }) : sendAgain({ refreshToken, endpoints }));
      if (!isFirst) break;
    }
    doubtful ||= mayHaveRotated(reply);

    const outcome = forSamePerson(held, afterRefresh(reply));
    switch (outcome.kind) {
      case 'tokens':
        return { kind: 'renewed', held: await keepTokens(held, outcome.tokens, asked) };
      case 'invalid-grant': {
        const other = isHeld(asked) ? await vault.load() : null;
        if (other?.kind === 'value' && other.session.refreshToken && other.session.refreshToken !== refreshToken)
          return rotate({ ...held, session: other.session, kept: other.kept, doubtful: false }, asked);
        return { kind: 'ended', how: doubtful ? 'interrupted' : 'revoked', said: outcome.said };
      }
      case 'not-now': {
        const { reason, unusedAccessToken } = outcome;
        if (outcome.refreshToken !== null) {
          // Of an answer that is rejected nothing else is believed.
          const session = { ...held.session, refreshToken: outcome.refreshToken, refreshExpiresAt: null };
          const kept = await keep(held, { session, access: held.access, refreshEndsAtMs: null }, asked);
          return { kind: 'not-now', reason, held: kept, unusedAccessToken };
        }
        if (!doubtful) await orTrouble(vault.abandonRotation());
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

  /** None in the answer keeps the old refresh token (R5). */
  function keepTokens(held: HeldSession, tokens: Tokens, asked: HeldSession): Promise<HeldSession> {
    const { identity, name } = personIn(tokens, server, clock.now());
    const { refreshToken, refreshExpiresInMs } = tokens;
    // Nothing said of an old token that is kept changes nothing about its end.
    const endsAsBefore = refreshToken === null && refreshExpiresInMs === null;
    const session = {
      ...held.session,
      refreshToken: refreshToken ?? held.session.refreshToken,
      refreshExpiresAt: endsAsBefore ? held.session.refreshExpiresAt : after(refreshExpiresInMs, clock.now()),
      refused: null,
      accessToken: storedAccessOf(tokens, clock),
      accountName: name ?? held.session.accountName,
      identity: held.session.identity ?? identity,
    };
    const refreshEndsAtMs = endsAsBefore ? held.refreshEndsAtMs : after(refreshExpiresInMs, clock.elapsedMs());
    return keep(held, { session, access: accessOf(tokens, clock), refreshEndsAtMs }, asked);
  }

  /** The new tokens are on disk before anybody goes on with them (R3): a run that is killed leaves both to the next one. */
  async function keep(
    held: HeldSession,
    renewed: Pick<HeldSession, 'session' | 'access' | 'refreshEndsAtMs'>,
    asked: HeldSession,
  ): Promise<HeldSession> {
    if (!isHeld(asked)) return { ...held, ...renewed, access: null };
    const saved = await orTrouble(vault.save(renewed.session));
    if (!saved.trouble) return { ...renewed, kept: saved.value, doubtful: false };
    const isNew = renewed.session.refreshToken !== held.session.refreshToken;
    if (isNew) return { ...renewed, kept: { kind: 'until-quit', because: saved.trouble }, doubtful: false };
    // What is on disk is as good as what is in memory: nothing is lost with the program.
    await orTrouble(vault.abandonRotation());
    return { ...renewed, kept: held.kept, doubtful: false };
  }

  return {
    refresh(held) {
      if (current?.session === held.session) return current.answer;
      // Another sign-in's refresh is not this one's answer: it is only waited for.
      const before: Promise<unknown> = current?.answer.catch(() => undefined) ?? Promise.resolve();
      const own = { session: held.session, answer: before.then(() => rotate(held)) };
      current = own;
      return own.answer.finally(() => {
        if (current === own) current = null;
      });
    },
    pendingRequests: () => current?.answer ?? null,
  };
}

/** A storage promise's value, or the trouble that it had. Anything but storage trouble is a fault and goes on. */
export async function orTrouble<T>(
  promise: Promise<T>,
): Promise<{ readonly value: T; readonly trouble: null } | { readonly value: null; readonly trouble: StorageTrouble }> {
  try {
    return { value: await promise, trouble: null };
  } catch (error) {
    if (error instanceof VaultError) return { value: null, trouble: error.trouble };
    throw error;
  }
}
