/** Local tools over the real parts: the broker, its grants, the consent, and the API that serves them. */
import { randomUUID } from 'node:crypto';
import type { ToolEvent } from '../../preload/api.ts';
import { whyUnreadable } from '../accounts/accounts-file.ts';
import type { Audit } from '../audit/audit.ts';
import type { AuditEvent } from '../audit/record.ts';
import { createConsent } from '../local-tools/consent.ts';
import { MOST_EVENTS } from '../local-tools/events.ts';
import { createGrants, type Grants } from '../local-tools/grants.ts';
import { openLocalApi } from '../local-tools/local-api.ts';
import type { SocketPathParts } from '../local-tools/socket-path.ts';
import { createTokenBroker } from '../local-tools/token-broker.ts';
import type { ToolSession } from '../local-tools/tool-session.ts';
import type { ConsentPrompt, ServedBy } from '../local-tools/types.ts';
import { wasEndedHere } from '../local-tools/usable.ts';
import { serverName } from '../oauth/server-name.ts';
import type { Session } from '../session/types.ts';
import type { Clock } from '../time/clock.ts';
import type { Account } from './account-list.ts';
import type { Companion, LocalTools } from './app-store.ts';

/** Many tokens a second are one change to draw. */
const DRAW_AFTER_MS = 250;

/** What the way of running lends to local tools. */
export interface ToolsDesktop {
  readonly servedBy: ServedBy;
  readonly prompt: ConsentPrompt;
  /** Whether this system reports that the screen was locked. */
  readonly lockIsKnown: () => boolean;
  /** Another process wants the profile. False: this one keeps it. */
  readonly handOver: () => boolean;
}

export interface ToolsParts extends ToolsDesktop {
  readonly profile: string;
  readonly place: SocketPathParts;
  readonly companion: Companion;
  readonly allowedTools: readonly string[] | null;
  readonly clock: Clock;
  /** The log of an organization; null: none is wanted. */
  readonly audit: Audit | null;
}

/** Opens the API. To be called once, after the first paint. Never rejects for what lies in the socket's way. */
export async function createTools(parts: ToolsParts): Promise<LocalTools> {
  const { companion, clock, prompt, lockIsKnown } = parts;
  const { snapshot, subscribe } = companion;
  const stopping = new AbortController();
  /** A grant belongs to an account as long as it has this sign-in, whatever the account is called. */
  const known = new Map<Session, Grants>();
  let drawing = false;

  function drawSoon() {
    if (drawing) return;
    drawing = true;
    void clock.sleep(DRAW_AFTER_MS).then(() => {
      drawing = false;
      companion.changed();
    });
  }

  function grantsOf({ session, tools }: Account): Grants {
    const grants = known.get(session) ?? createGrants({ store: tools, clock, onChange: drawSoon });
    known.set(session, grants);
    return grants;
  }

  function sessions(): readonly ToolSession[] {
    return companion.accounts.all().map((account) => {
      const { id, name, server, session } = account;
      const user = session.holder()?.name ?? null;
      const own = { id, name, host: serverName(server), server: server.baseUrl, user };
      return { account: own, grants: grantsOf(account), session };
    });
  }

  /** Notes what a user has allowed, or what ended, in the log of an organization. */
  function note(event: AuditEvent, session: Session) {
    const account = companion.accounts.all().find((each) => each.session === session);
    const holder = session.holder();
    if (!account) return;
    const { id, server } = account;
    const subject = holder?.identity?.replace(/^\S+ /, '') ?? null;
    const of = { id, name: holder?.name ?? null, subject, server: server.baseUrl, clientId: server.clientId };
    void parts.audit?.note(event, of);
  }

  /** What was allowed belongs to the person who is signed in. */
  async function follow(): Promise<void> {
    for (const { session, grants } of sessions()) {
      const holder = session.holder();
      if (holder) await grants.open(holder);
      else if (wasEndedHere(session)) grants.end();
    }
  }

  function nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        unsubscribe();
        reject(signal.reason);
      };
      const unsubscribe = subscribe(() => {
        unsubscribe();
        signal.removeEventListener('abort', stop);
        resolve();
      });
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
  }

  const consent = createConsent({
    prompt,
    clock,
    newId: randomUUID,
    onChange: () => companion.changed(),
    async mayShow(signal) {
      while (isCovered()) await nextChange(signal);
    },
  });
  /** A code on the screen and a locked screen come first. */
  function isCovered(): boolean {
    const { screenLocked, accounts } = snapshot();
    return (
      screenLocked || accounts.some(({ session }) => ['awaiting-approval', 'requesting-code'].includes(session.kind))
    );
  }

  const broker = createTokenBroker({
    sessions,
    localTools: () => snapshot().settings.localTools.value,
    policyProblem: () => snapshot().policyProblem,
    listTrouble: companion.accounts.trouble && whyUnreadable(companion.accounts.trouble),
    allowedTools: parts.allowedTools,
    consent,
    clock,
    canKeep: isProtected,
    lockIsKnown,
    nextChange,
    stopping: stopping.signal,
    audit: note,
  });

  // The first request may be for what was allowed before.
  await follow();
  const api = await openLocalApi(parts.profile, parts.place, {
    broker,
    handOver: parts.handOver,
    status: () => ({
      version: snapshot().version,
      servedBy: parts.servedBy,
      localTools: snapshot().settings.localTools.value,
      accounts: broker.accounts(),
      consentPending: consent.waiting() !== null,
    }),
  });

  const unfollow = subscribe(() => void follow());
  const tools: LocalTools = {
    get api() {
      return api.state();
    },
    view(page) {
      const all = sessions();
      return {
        api: api.state(),
        account: all[0]?.account ?? null,
        grants: all.flatMap(({ grants }) => grants.list()),
        events: page === 'tools' ? newestOf(all.map(({ grants }) => grants.events.all())) : [],
        question: consent.waiting(),
        lockIsKnown: lockIsKnown(),
        mayAsk: parts.allowedTools,
      };
    },
    remove: (grant) => void broker.removeGrant(grant),
    async renew() {
      const before = api.state();
      await api.renew();
      if (api.state() !== before) companion.changed();
    },
    locked() {
      for (const [session, grants] of known)
        for (const { tool, host } of grants.locked())
          note({ event: 'consent-withdrawn', reason: 'ended', tool, host }, session);
    },
    isBusy: () => api.isBusy() || [...known.values()].some((grants) => grants.isDirty()),
    async close() {
      unfollow();
      stopping.abort();
      consent.stop();
      await api.close();
      await Promise.all([...known.values()].map((grants) => grants.flush()));
    },
  };
  companion.serveTools(tools);
  return tools;
}

/** The events of all accounts, the newest first. */
function newestOf(histories: readonly (readonly ToolEvent[])[]): readonly ToolEvent[] {
  return histories
    .flat()
    .sort((one, other) => other.at - one.at)
    .slice(0, MOST_EVENTS);
}

function isProtected(session: Session): boolean {
  const state = session.resting();
  return state.kind === 'signed-in' && state.kept.kind === 'keychain';
}
