/** What a session is made of, and what it gives to the rest of the app. */
import type { EpochMs } from '../../preload/api.ts';
import type { AuditEvent, AuditPerson } from '../audit/record.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { Identity } from '../oauth/id-token.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Log } from '../system/log.ts';
import type { AbortableWait } from '../time/clock.ts';
import type { ClockSkew } from '../time/clock-skew.ts';
import type { Turn } from '../time/serial-queue.ts';
import type { RevokeOnlyStore, Vault } from '../vault/types.ts';
import type { AttemptParts } from './sign-in-attempt.ts';

export interface SessionParts extends AttemptParts {
  /**
   * False: refreshes only for callers that need a token. For commands, which run only briefly: of a hundred in a row, some would
   * otherwise reach the random time of the refresh after a start.
   */
  readonly autoRefresh?: boolean;
  /** False: no new sign-in starts. An existing one is refreshed and ended as usual. */
  readonly maySignIn: boolean;
  /** Has its own connections, which are closed before each refresh. */
  readonly refreshHttp: HttpClient;
  readonly closeIdleConnections: () => Promise<void>;
  /** Runs the refreshes of all accounts at one server one after another. */
  readonly inTurn: Turn;
  /** Resolves when the network was away and has come back; rejects with the signal's reason when that fires first. */
  readonly networkBack: AbortableWait;
  readonly vault: Vault;
  readonly revokeOnly: RevokeOnlyStore;
  /** Based on the responses of both HTTP clients. */
  readonly clockSkew: Pick<ClockSkew, 'offMs'>;
  /** Whether another account has, or may have, this person. Null: the id_token identifies no one. */
  readonly mayBeAnothers: (person: Identity | null) => boolean;
  /**
   * Called if someone approved who may not be this account's person, or who has another account. Stores their sign-in elsewhere
   * before identifying them. This account doesn't change. Never rejects.
   */
  readonly onSomeoneElse: (approved: Approved) => Promise<unknown>;
  /** The administrator's limit on a sign-in's age; null: none. */
  readonly maxAgeMs: number | null;
  /** Writes an event to the audit log, if there is one. Never rejects. Only the end of the app waits for it. */
  readonly audit: (event: AuditEvent, person: AuditPerson) => Promise<void>;
  /** Called after every change of `state()` or `keeping()`. */
  readonly onChange: () => void;
  readonly log: Log;
}

/** An approved sign-in that isn't stored yet. Secret. */
export interface Approved {
  readonly tokens: Tokens;
  /** With the endpoints and scope that were used. */
  readonly server: Server;
}

/** The person who is signed in. */
export interface TokenHolder {
  /** For display only. */
  readonly name: string | null;
  /** Issuer and subject; null: unknown. */
  readonly identity: string | null;
  readonly signedInAt: EpochMs;
}
