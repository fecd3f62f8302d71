/** What signing in, staying signed in and signing out share: the parts of one session, created and connected. */
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
 * Reads nothing and sends nothing by itself.
 * @param on.fault a fault of our own is about to be shown: what is under way ends
 * @param on.tooOld the sign-in has reached the age that an administrator allows
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
  const pending = createPendingRevocations({
    ...parts,
    pendingRequests,
    onDiscovered: knownServer.note,
    onDone: view.revoked,
  });
  const superseded = createSuperseded({ clock, tokenStore, refresher, pending });
  const autoRefresh = createAutoRefresh({
    ...parts,
    tokenStore,
    refresher,
    pendingRequests,
    onAlive(held, renewing) {
      view.signedIn(held, renewing);
      superseded.settle();
    },
    onEnded: (kind, said) => end({ kind, said, at: clock.now() }),
    onGivenUp: ({ said, at }) => view.needsYou({ kind: 'refused', said, at }),
    onUnused: revokeWhenThere,
  });
  const ageLimit = createAgeLimit({ clock, maxAgeMs: parts.maxAgeMs, onDue: on.tooOld });
  let keeping: Kept | null = null;
  let proven: Promise<unknown> = Promise.resolve();

  /** Renews nothing and ends nothing by itself any more. */
  function stop() {
    autoRefresh.stop();
    ageLimit.stop();
  }

  /** The sign-in has come to its end without the user. */
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

  /** The log of an organization holds nothing up but the end of the app. */
  function audit(event: AuditEvent, of = person()) {
    pendingRequests.track(parts.audit(event, of));
  }

  /**
   * Asks the server to revoke tokens that it has issued and no one will use. Quitting waits for that, but not as long as a
   * poll may hang.
   */
  function revokeWhenThere(tokens: Promise<Issued | null>) {
    const there = new AbortController();
    const revoked = tokens
      .then((issued) => issued && pendingRequests.track(revokeUnused(server, issued, http)))
      .finally(() => there.abort());
    const patience = clock.sleep(SIGN_IN_LIMIT_MS, there.signal).catch(() => undefined);
    pendingRequests.track(Promise.race([revoked, patience]));
  }

  /** Proves how a sign-in would be kept. */
  async function prove(): Promise<Kept> {
    const proof = tokenStore.prove();
    proven = Promise.allSettled([proven, proof]);
    keeping = await proof;
    onChange();
    return keeping;
  }

  /** A fault of our own is shown and logged by its name; its message could hold anything. */
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
    pending,
    superseded,
    autoRefresh,
    ageLimit,
    stop,
    end,
    person,
    audit,
    revokeWhenThere,
    prove,
    /** How a sign-in would be kept; null until that was proven. */
    keeping: () => keeping,
    /** Resolves when the proofs of the storage so far have ended. */
    proven: () => proven,
    guarded,
  };
}

/** In the words of the log of an organization. */
const REASONS = { revoked: 'server', interrupted: 'interrupted', 'ran-out': 'expired', refused: 'server' } as const;
