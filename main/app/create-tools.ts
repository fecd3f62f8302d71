/** Local tools over the real parts: the broker, its grants, the consent, and the API that serves them. */
import { randomUUID } from 'node:crypto';
import type { ToolAccount } from '../../preload/api.ts';
import { idOfBinding } from '../accounts/account-id.ts';
import { createConsent } from '../local-tools/consent.ts';
import { createGrants, type Grants } from '../local-tools/grants.ts';
import { openLocalApi } from '../local-tools/local-api.ts';
import type { SocketPathParts } from '../local-tools/socket-path.ts';
import { createTokenBroker } from '../local-tools/token-broker.ts';
import type { ConsentPrompt, ServedBy } from '../local-tools/types.ts';
import type { Server } from '../oauth/protocol.ts';
import { serverName } from '../oauth/server-name.ts';
import type { Session } from '../session/types.ts';
import type { Clock } from '../time/clock.ts';
import type { ToolRecord } from '../vault/types.ts';
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
  /** The server of a session, and where its grants are kept. */
  readonly aboutSession: (session: Session) => { readonly server: Server; readonly record: ToolRecord };
  readonly allowedTools: readonly string[] | null;
  readonly clock: Clock;
}

/** Opens the API. To be called once, after the first paint. Never rejects for what lies in the socket's way. */
export async function createTools(parts: ToolsParts): Promise<LocalTools> {
  const { companion, clock, prompt, lockIsKnown } = parts;
  const { snapshot, subscribe } = companion;
  const stopping = new AbortController();
  const known = new Map<Session, { readonly account: Omit<ToolAccount, 'user'>; readonly grants: Grants }>();
  let drawing = false;

  function drawSoon() {
    if (drawing) return;
    drawing = true;
    void clock.sleep(DRAW_AFTER_MS).then(() => {
      drawing = false;
      companion.changed();
    });
  }

  function about(session: Session) {
    const there = known.get(session);
    if (there) return there;
    const { server, record } = parts.aboutSession(session);
    const account = { id: idOfBinding(server), name: serverName(server), server: server.baseUrl };
    const made = { account, grants: createGrants({ store: record, clock, onChange: drawSoon }) };
    known.set(session, made);
    return made;
  }

  function sessions() {
    const session = companion.open();
    if (!session) return [];
    const { account, grants } = about(session);
    return [{ account: { ...account, user: session.holder()?.name ?? null }, grants, session }];
  }

  /** What was allowed belongs to the person who is signed in. */
  async function follow(): Promise<void> {
    for (const { session, grants } of sessions()) {
      const holder = session.holder();
      if (holder) await grants.open(holder);
      else if (['signed-out', 'signing-out'].includes(session.resting().kind)) grants.end();
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
    const { screenLocked, session } = snapshot();
    return screenLocked || session.kind === 'awaiting-approval' || session.kind === 'requesting-code';
  }

  const broker = createTokenBroker({
    sessions,
    localTools: () => snapshot().settings.localTools.value,
    allowedTools: parts.allowedTools,
    consent,
    clock,
    canKeep: () => sessions().some(({ session }) => isProtected(session)),
    lockIsKnown,
    nextChange,
    stopping: stopping.signal,
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
      const [own] = sessions();
      return {
        api: api.state(),
        account: own?.account ?? null,
        grants: own?.grants.list() ?? [],
        events: page === 'tools' ? (own?.grants.events.all() ?? []) : [],
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
      for (const { grants } of known.values()) grants.locked();
    },
    isBusy: () => api.isBusy() || [...known.values()].some(({ grants }) => grants.isDirty()),
    async close() {
      unfollow();
      stopping.abort();
      consent.stop();
      await api.close();
      await Promise.all([...known.values()].map(({ grants }) => grants.flush()));
    },
  };
  companion.serveTools(tools);
  return tools;
}

function isProtected(session: Session): boolean {
  const state = session.resting();
  return state.kind === 'signed-in' && state.kept.kind === 'keychain';
}
