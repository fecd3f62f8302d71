/** Creates the parts that serve local tools: grants, consent, the token broker and the local API. */
import { randomUUID } from 'node:crypto';
import { whyUnreadable } from '../../accounts/accounts-file.ts';
import type { Audit } from '../../audit/audit.ts';
import { createConsent } from '../../local-tools/consent.ts';
import { openLocalApi } from '../../local-tools/local-api.ts';
import type { SocketPathParts } from '../../local-tools/socket-path.ts';
import { createTokenBroker } from '../../local-tools/token-broker.ts';
import type { ConsentPrompt, OwnCommand, ServedBy } from '../../local-tools/types.ts';
import type { Session } from '../../session/session.ts';
import type { Clock } from '../../time/clock.ts';
import { nextEvent } from '../../time/event.ts';
import type { Companion, LocalTools } from '../state/app-store.ts';
import { createToolSessions } from './tool-sessions.ts';

/** Many tokens issued within this time cause one new snapshot. */
const DRAW_AFTER_MS = 250;

/** What depends on how the app runs. */
export interface ToolsDesktop {
  readonly servedBy: ServedBy;
  readonly prompt: ConsentPrompt;
  /** Whether this system reports when the screen is locked. */
  readonly lockIsKnown: () => boolean;
  /** Another process wants the profile. False: this process keeps it. */
  readonly handOver: () => boolean;
}

interface ToolsParts extends ToolsDesktop {
  readonly profile: string;
  readonly socketParts: SocketPathParts;
  /** The commands to recommend; null if this system has none. */
  readonly ownCommand: OwnCommand | null;
  readonly companion: Companion;
  readonly allowedTools: readonly string[] | null;
  readonly clock: Clock;
  /** The log of an organization; null: none is wanted. */
  readonly audit: Audit | null;
}

/** Opens the API. Call once, after the first paint. If the socket can't be created, the result's `api` shows why. */
export async function createTools(parts: ToolsParts): Promise<LocalTools> {
  const { companion, clock, prompt, lockIsKnown } = parts;
  const { snapshot, subscribe } = companion;
  const stopping = new AbortController();
  let drawing = false;

  function drawSoon() {
    if (drawing) return;
    drawing = true;
    void clock.sleep(DRAW_AFTER_MS).then(() => {
      drawing = false;
      companion.changed();
    });
  }

  const sessions = createToolSessions({
    accounts: companion.accounts.all,
    clock,
    audit: parts.audit,
    onChange: drawSoon,
  });
  const nextChange = (signal: AbortSignal) => nextEvent(subscribe, signal);

  /** Whether the consent prompt has to wait, because a code is on the screen or the screen is locked. */
  function isCovered(): boolean {
    const { screenLocked, accounts } = snapshot();
    return (
      screenLocked || accounts.some(({ session }) => ['awaiting-approval', 'requesting-code'].includes(session.kind))
    );
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
  const broker = createTokenBroker({
    sessions: sessions.all,
    localTools: () => snapshot().settings.localTools.value,
    policyProblem: () => snapshot().policyProblem,
    listTrouble() {
      const trouble = companion.accounts.trouble();
      return trouble && whyUnreadable(trouble);
    },
    allowedTools: parts.allowedTools,
    consent,
    clock,
    canKeep: isProtected,
    lockIsKnown,
    ownCommand: parts.ownCommand,
    nextChange,
    stopping: stopping.signal,
    audit: sessions.note,
  });

  // Load the grants before the first request.
  await sessions.follow();
  const api = await openLocalApi(parts.profile, parts.socketParts, {
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

  const unfollow = subscribe(() => void sessions.follow());
  const tools: LocalTools = {
    get api() {
      return api.state();
    },
    view: (page) => ({
      api: api.state(),
      account: sessions.all()[0]?.account ?? null,
      grants: broker.grants(),
      events: page === 'tools' ? sessions.events() : [],
      question: consent.waiting(),
      lockIsKnown: lockIsKnown(),
      mayAsk: parts.allowedTools,
    }),
    remove: (grant) => void broker.removeGrant(grant),
    async renew() {
      const before = api.state();
      await api.renew();
      if (api.state() !== before) companion.changed();
    },
    locked: sessions.locked,
    isBusy: () => api.isBusy() || sessions.isDirty(),
    async close() {
      unfollow();
      stopping.abort();
      consent.stop();
      await api.close();
      await sessions.flush();
    },
  };
  companion.serveTools(tools);
  return tools;
}

function isProtected(session: Session): boolean {
  const state = session.ownState();
  return state.kind === 'signed-in' && state.kept.kind === 'keychain';
}
