/** Creates and connects the parts that signing in, refreshing and signing out share. */
import type { Kept } from '../../preload/api.ts';
import type { AuditEvent, AuditPerson } from '../audit/record.ts';
import { type Issued, SIGN_IN_LIMIT_MS } from '../oauth/protocol.ts';
import { revokeUnused } from '../oauth/revoke.ts';
import { codeLocation, errorName } from '../system/error-name.ts';
import type { EndedOnItsOwn } from '../vault/types.ts';
import { createAgeLimit } from './age-limit.ts';
import { createAutoRefresh } from './auto-refresh.ts';
import { createKnownServer } from './known-server.ts';
import { createPendingRequests } from './pending-requests.ts';
import { createPendingRevocations } from './pending-revocations.ts';
import { createRefresher } from './refresher.ts';
import { createSuperseded } from './superseded.ts';
import { createTokenStore } from './token-store.ts';
import type { SessionParts } from './types.ts';
import { createViewState } from './view-state.ts';

export type Core = ReturnType<typeof createCore>;

/**
 * Reads and sends nothing by itself.
 * @param on.fault called before a bug of our own is shown, to end what is in progress
 * @param on.tooOld called when the sign-in reaches the administrator's age limit
 */
export function createCore(parts: SessionParts, on: { readonly fault: () => void; readonly tooOld: () => void }) {
  const { server, http, clock, log, onChange } = parts;
  const pendingRequests = createPendingRequests();
  const knownServer = createKnownServer(server);
  const view = createViewState({ ...parts, held: () => tokenStore.current() });
  const tokenStore = createTokenStore({
    ...parts,
    onKept(kept) {
      view.kept(kept);
      superseded.settle();
    },
    onRanOut: () => end({ kind: 'ran-out', at: clock.now() }),
  });
  const refresher = createRefresher({ ...parts, http: parts.refreshHttp, tokenStore });
  const revocations = createPendingRevocations({
    ...parts,
    pendingRequests,
    onDiscovered: knownServer.note,
    onDone: view.revoked,
  });
  const superseded = createSuperseded({ clock, tokenStore, refresher, revocations });
  const autoRefresh = createAutoRefresh({
    ...parts,
    tokenStore,
    refresher,
    pendingRequests,
    onAlive(held, status) {
      view.signedIn(held, status);
      superseded.settle();
    },
    onEnded: (kind, response) => end({ kind, response, at: clock.now() }),
    onGivenUp: ({ response, at }, interrupted) => view.needsYou({ kind: 'refused', response, at, interrupted }),
    onUnused: revokeOnArrival,
  });
  const ageLimit = createAgeLimit({ clock, maxAgeMs: parts.maxAgeMs, onDue: on.tooOld });
  let keeping: Kept | null = null;
  let storageTested: Promise<unknown> = Promise.resolve();

  /** Stops all timers. */
  function stop() {
    autoRefresh.stop();
    ageLimit.stop();
  }

  /** The sign-in has ended, but not because the user signed out. */
  function end(because: EndedOnItsOwn) {
    stop();
    audit({ event: 'session-ended', reason: REASONS[because.kind] });
    pendingRequests.track(tokenStore.end(because));
    view.needsYou(because);
  }

  function person(): AuditPerson {
    const session = tokenStore.current()?.session;
    return { name: session?.accountName ?? null, subject: session?.identity?.subject ?? null };
  }

  /** Writes to the audit log. Only the end of the app waits for that. */
  function audit(event: AuditEvent, of = person()) {
    pendingRequests.track(parts.audit(event, of));
  }

  /**
   * Revokes tokens that no one will use, once they arrive. Quitting waits for this, but not as long as a poll may hang.
   */
  function revokeOnArrival(tokens: Promise<Issued | null>) {
    const arrived = new AbortController();
    const revoked = tokens
      .then((issued) => issued && pendingRequests.track(revokeUnused(server, issued, http)))
      .finally(() => arrived.abort());
    const patience = clock.sleep(SIGN_IN_LIMIT_MS, arrived.signal).catch(() => undefined);
    pendingRequests.track(Promise.race([revoked, patience]));
  }

  /** Tests how a sign-in would be kept. */
  async function testStorage(): Promise<Kept> {
    const test = tokenStore.testStorage();
    storageTested = Promise.allSettled([storageTested, test]);
    keeping = await test;
    onChange();
    return keeping;
  }

  /** Shows and logs a bug of our own by the error's name only, because its message may contain a secret. */
  async function guarded<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (error) {
      const name = errorName(error);
      log('unforeseen', { name, at: codeLocation(error) });
      on.fault();
      view.fail({ kind: 'unforeseen', name });
      return null;
    }
  }

  return {
    pendingRequests,
    knownServer,
    view,
    tokenStore,
    refresher,
    revocations,
    superseded,
    autoRefresh,
    ageLimit,
    stop,
    end,
    person,
    audit,
    revokeOnArrival,
    testStorage,
    /** How a sign-in would be kept; null until tested. */
    keeping: () => keeping,
    /** Resolves when all storage tests so far have ended. */
    storageTested: () => storageTested,
    guarded,
  };
}

/** The audit log's names. */
const REASONS = { revoked: 'server', interrupted: 'interrupted', 'ran-out': 'expired', refused: 'server' } as const;
