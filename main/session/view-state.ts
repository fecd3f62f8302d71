/**
 * Decides which state is shown: the session's own,
 * or one that covers it (a sign-in in progress, or a failure until it's dismissed).
 */
import type { Account, EndAtServer, Ended, ErrorResponse, Failure, Kept, SessionState } from '../../preload/api.ts';
import { isSamePerson } from '../oauth/id-token.ts';
import type { Server } from '../oauth/protocol.ts';
import type { Revocation } from '../oauth/revoke.ts';
import { serverName } from '../oauth/server-name.ts';
import type { Log } from '../system/log.ts';
import type { StoredSession } from '../vault/types.ts';
import type { RefreshStatus } from './auto-refresh.ts';
import { endAtServer, errorResponseTo } from './end-at-server.ts';
import { endOf, type HeldSession } from './held-session.ts';

/** The session's own state: no sign-in is in progress and no failure is shown. */
export type OwnState = Exclude<
  SessionState,
  { kind: 'requesting-code' | 'awaiting-approval' | 'failed' | 'someone-else' }
>;

/** Who was signed in before a sign-in. */
type Before = Pick<StoredSession, 'accountName' | 'identity'>;

/** @param parts.held returns the current sign-in; null if there is none */
export function createViewState(parts: {
  readonly server: Server;
  readonly held: () => HeldSession | null;
  readonly log: Log;
  /** Called when the shown state may have changed. */
  readonly onChange: () => void;
}) {
  const { held } = parts;
  const server = serverName(parts.server);
  let ownState: OwnState = { kind: 'loading', keyring: 'quick' };
  let overlay: SessionState | (() => SessionState) | null = null;
  /** Who was signed in before; null if it was the same person as far as known. */
  let former: Before | null = null;

  const now = (): SessionState => (overlay instanceof Function ? overlay() : (overlay ?? ownState));
  /** Who was signed in before, if it was a different person. The current person may be identified later. */
  function formerly(): string | null {
    const { accountName = null, identity = null } = held()?.session ?? {};
    const isSame = former && (isSamePerson(former.identity, identity) ?? former.accountName === accountName);
    if (isSame) former = null;
    return former?.accountName ?? null;
  }

  /** The person and the server. */
  const account = (): Account => ({ name: held()?.session.accountName ?? null, server });

  function changed() {
    parts.log('state', { kind: now().kind });
    parts.onChange();
  }

  function show(next: typeof overlay) {
    overlay = next;
    changed();
  }

  /** Sets the session's own state, which is shown unless something covers it. */
  function setOwnState(state: OwnState) {
    ownState = state;
    if (!overlay) changed();
  }

  function signedIn(held: HeldSession, { connection, trouble, overdue, endsWithToken }: RefreshStatus = NO_TROUBLE) {
    const { kept, session } = held;
    const until = endsWithToken || session.refreshToken === null ? endOf(held) : null;
    const since = session.signedInAt;
    setOwnState({
      kind: 'signed-in',
      account: account(),
      formerly: formerly(),
      kept,
      since,
      until,
      overdue,
      connection,
      trouble,
    });
  }

  /** @param name who was signed in */
  function signedOut(end: EndAtServer, name: string | null, response: ErrorResponse | null = null) {
    setOwnState({
      kind: 'signed-out',
      because: { kind: 'signed-out-here', server: end, account: { name, server }, response },
    });
  }

  return {
    now,
    ownState: () => ownState,
    account,
    before: (): Before => ({
      accountName: account().name ?? formerly(),
      identity: held()?.session.identity ?? null,
    }),
    /** Shows a step of a sign-in or a failure until `clearOverlay`. Pass a function if the step changes over time. */
    showOverlay: show,
    /** Shows the session's own state again. */
    clearOverlay: () => show(null),
    fail: (failure: Failure) =>
      show({ kind: 'failed', failure, signedInAs: ownState.kind === 'signed-in' ? account() : null }),
    setOwnState,
    signedIn,
    /** Someone has just signed in. Shows who was signed in before, if it was a different person. */
    newlySignedIn(held: HeldSession, before: Before) {
      former = before;
      signedIn(held);
    },
    /** The person has been identified. */
    identified() {
      // A sign-in that has been dropped meanwhile names no one any more.
      if (ownState.kind === 'signed-in' && held())
        setOwnState({ ...ownState, account: account(), formerly: formerly() });
    },
    /** The way the sign-in is kept has changed. */
    kept(kept: Kept) {
      if (ownState.kind === 'signed-in') setOwnState({ ...ownState, kept });
    },
    signingOut() {
      former = null;
      ownState = { kind: 'signing-out' };
      show(null);
    },
    signedOut,
    /** An earlier sign-out has now reached the server. */
    revoked(revocation: Revocation) {
      const because = ownState.kind === 'signed-out' ? ownState.because : null;
      if (because?.kind !== 'signed-out-here' || because.server !== 'later') return;
      signedOut(endAtServer(revocation), because.account.name, errorResponseTo(revocation));
    },
    needsYou(because: Exclude<Ended, { kind: 'signed-out-here' }>, of = account()) {
      setOwnState({ kind: 'needs-you', because, account: of });
      // A failure that is still shown could state that the user is signed in.
      if (now().kind === 'failed') show(null);
    },
  };
}

/** Refreshing works, or has not been tried yet. */
const NO_TROUBLE: RefreshStatus = { connection: { kind: 'ok' }, trouble: null, overdue: false, endsWithToken: false };
