/** One request of a tool from validated to answered: which account, whether the user allows it, and the token itself. */
import type { Grant, ToolAccount, ToolProblem } from '../../preload/api.ts';
import type { Session } from '../session/types.ts';
import type { Clock } from '../time/clock.ts';
import type { Asked, Consent } from './consent.ts';
import type { Grants } from './grants.ts';
import { issue } from './issue-token.ts';
import {
  type AccountSummary,
  type AllowAnswer,
  type GrantKey,
  type Refusal,
  refused,
  type TokenAnswer,
  type TokenBroker,
  type TokenRequest,
} from './types.ts';
import { createWorkQueue } from './work-queue.ts';

/** So many requests are at work at a time, and so many wait. Those that await consent count as neither. */
const MOST_AT_WORK = 64;
const MOST_WAITING = 2048;
/** A request waits this long for a sign-in that is still being read: a keyring may have to be unlocked first. */
const LOADING_LIMIT_MS = 20_000;
/** A tool that says that a token was rejected makes the app ask for a new one this often at most. */
const BETWEEN_SUSPICIONS_MS = 10 * 60_000;

/** One account as the broker needs it. */
export interface ToolSession {
  readonly account: ToolAccount;
  readonly session: Session;
}

export interface BrokerParts {
  /** Every account that a tool may ask for. */
  readonly sessions: () => readonly ToolSession[];
  readonly localTools: () => 'ask' | 'off';
  /** The tools that the administrator lets ask; null: every tool. */
  readonly allowedTools: readonly string[] | null;
  readonly consent: Consent;
  readonly grants: Grants;
  readonly clock: Clock;
  /** Whether what is allowed for ever is kept on disk. */
  readonly canKeep: () => boolean;
  readonly lockIsKnown: () => boolean;
  /** Resolves at the next change of any session; rejects when the signal fires. */
  readonly nextChange: (signal: AbortSignal) => Promise<void>;
  /** Fires when the app quits. */
  readonly stopping: AbortSignal;
}

export function createTokenBroker(parts: BrokerParts): TokenBroker {
  const { sessions, localTools, allowedTools, consent, grants, clock, canKeep, lockIsKnown, nextChange, stopping } =
    parts;
  const queue = createWorkQueue(MOST_AT_WORK, MOST_WAITING);
  /** By account: when its token was last doubted, and the refresh that followed. */
  const suspicions = new Map<string, { readonly atMs: number; readonly refreshed: Promise<unknown> }>();

  const summaries = () => sessions().map(summaryOf);

  /** Why this tool may not even ask; null: it may. */
  function forbidden({ tool }: TokenRequest): Refusal | null {
    if (stopping.aborted) return QUITTING;
    if (localTools() === 'off')
      return { problem: 'tools-off', detail: 'Local tools are off in the settings of Transparenc Companion.' };
    if (allowedTools && !allowedTools.includes(tool))
      return {
        problem: 'not-allowed-by-policy',
        detail: 'The administrator of this computer does not allow this tool.',
      };
    return null;
  }

  /** The account that a request means. */
  function choose({ account, server }: TokenRequest): ToolSession | Refusal {
    const fits = sessions().filter(
      ({ account: own }) =>
        (account === null || account === own.id || account === own.name || account === own.user) &&
        (server === null || server === own.server),
    );
    const [first, second] = fits;
    if (second) {
      const names = fits.map(({ account: own }) => own.name).join(', ');
      return { problem: 'ambiguous-account', detail: `Name one of these accounts: ${names}.` };
    }
    if (first) return first;
    if (account === null && server === null)
      return { problem: 'not-signed-in', detail: 'No server is set up. Open Transparenc Companion and sign in.' };
    const names = sessions()
      .map(({ account: own }) => own.name)
      .join(', ');
    return {
      problem: 'unknown-account',
      detail: names ? `No account matches. There is ${names}.` : 'There is no account.',
    };
  }

  /** Waits for a sign-in that is being read, and says why it cannot be used; null: it can. */
  async function unusable({ session }: ToolSession, gone: AbortSignal): Promise<Refusal | null> {
    const limit = new AbortController();
    const over = AbortSignal.any([gone, stopping, limit.signal]);
    const done = new AbortController();
    try {
      if (session.resting().kind === 'loading')
        void clock.sleep(LOADING_LIMIT_MS, done.signal).then(
          () => limit.abort(),
          () => undefined,
        );
      while (session.resting().kind === 'loading' && !over.aborted) await nextChange(over).catch(() => undefined);
    } finally {
      done.abort();
    }
    return stopping.aborted ? QUITTING : whyUnusable(session);
  }

  async function permitted(asked: TokenRequest, chosen: ToolSession, gone: AbortSignal): Promise<Refusal | null> {
    const { account, session } = chosen;
    const key: GrantKey = { tool: asked.tool, accountId: account.id, host: asked.host };
    const holder = session.holder();
    if (holder) await grants.open(holder);
    if (grants.use(key)) return null;
    const answer = await consent.ask(questionOf(asked, account), gone);
    const refusal = refusalOf(answer);
    if (refusal) return refusal;
    // Another person may have signed in while the question was open.
    if (session.holder()?.signedInAt !== holder?.signedInAt)
      return { problem: 'no-consent', detail: 'The account changed. Ask again.' };
    if (answer === 'always' || answer === 'until-lock') {
      if (!grants.has(key)) {
        await grants.add(key, answer);
        note(asked, account, 'allowed', null);
      }
      grants.use(key);
    }
    return null;
  }

  function questionOf({ tool, host, reason, startedBy, folder }: TokenRequest, account: ToolAccount) {
    return { tool, account, host, reason, startedBy, folder, canKeep: canKeep(), lockIsKnown: lockIsKnown() };
  }

  function note(
    { tool, host }: Pick<TokenRequest, 'tool' | 'host'>,
    account: ToolAccount | null,
    what: 'token' | 'refused' | 'allowed' | 'removed',
    problem: ToolProblem | null,
  ) {
    grants.events.note({ at: clock.now(), tool, accountId: account?.id ?? null, host, what, problem });
  }

  /** Everything before the token: who asks, for which account, and whether the user allows it. */
  async function prepare(asked: TokenRequest, gone: AbortSignal): Promise<ToolSession | Refusal> {
    const ban = forbidden(asked);
    if (ban) return ban;
    const chosen = choose(asked);
    if ('problem' in chosen) return chosen;
    return (await unusable(chosen, gone)) ?? (await permitted(asked, chosen, gone)) ?? chosen;
  }

  async function answer(
    asked: TokenRequest,
    gone: AbortSignal,
  ): Promise<TokenAnswer & { readonly account: ToolAccount | null }> {
    const chosen = await prepare(asked, gone);
    if ('problem' in chosen) return { kind: 'refused', refusal: chosen, account: null };
    const { account, session } = chosen;
    const issued = await queue.run(async () => {
      await suspicions.get(account.id)?.refreshed;
      return issue(session, asked.minValidMs, clock);
    }, gone);
    if (issued === 'full')
      return { ...refused('busy', 'Too many requests are waiting. Try again in a moment.', 1_000), account };
    if (issued === 'gone') return { ...refused('busy', 'The caller is gone.'), account };
    if ('problem' in issued) return { kind: 'refused', refusal: issued, account };
    return { kind: 'token', issued: { ...issued, account: summaryOf(chosen) }, account };
  }

  return {
    accounts: summaries,
    grants: grants.list,
    async token(asked, gone) {
      const answered = await answer(asked, gone);
      if (answered.kind === 'token') note(asked, answered.account, 'token', null);
      else note(asked, answered.account, 'refused', answered.refusal.problem);
      return answered;
    },
    suspect(asked) {
      const chosen = choose(asked);
      if ('problem' in chosen || forbidden(asked)) return;
      const { account, session } = chosen;
      // A tool that may not have a token has no token to doubt.
      if (!grants.has({ tool: asked.tool, accountId: account.id, host: asked.host })) return;
      const last = suspicions.get(account.id);
      if (last && clock.elapsedMs() - last.atMs < BETWEEN_SUSPICIONS_MS) return;
      suspicions.set(account.id, { atMs: clock.elapsedMs(), refreshed: session.refresh() });
    },
    async allow(asked, gone): Promise<AllowAnswer> {
      const ban = forbidden(asked);
      const chosen = ban ?? choose(asked);
      if ('problem' in chosen) return { kind: 'refused', refusal: chosen };
      const trouble = await unusable(chosen, gone);
      if (trouble) return { kind: 'refused', refusal: trouble };
      const { account } = chosen;
      const key: GrantKey = { tool: asked.tool, accountId: account.id, host: asked.host };
      const already = grants.list().find((grant) => isOf(grant, key));
      if (already?.duration === 'always') return { kind: 'allowed', duration: already.duration };
      const answered = await consent.ask(questionOf(asked, account), gone);
      const refusal = refusalOf(answered);
      if (refusal) return { kind: 'refused', refusal };
      // "Once" allows nothing in advance.
      if (answered !== 'always' && answered !== 'until-lock')
        return refused('declined', 'It was not allowed in advance.');
      await grants.add(key, answered);
      note(asked, account, 'allowed', null);
      return { kind: 'allowed', duration: answered };
    },
    async remove({ tool, account, host }) {
      const own = (id: string) => sessions().find((each) => each.account.id === id)?.account ?? null;
      const removed = await grants.remove(
        (grant) =>
          grant.tool === tool &&
          (host === null || grant.host === host) &&
          (account === null || account === grant.accountId || account === own(grant.accountId)?.name),
      );
      if (removed > 0) note({ tool, host }, null, 'removed', null);
      return removed;
    },
  };
}

const QUITTING: Refusal = {
  problem: 'shutting-down',
  detail: 'Transparenc Companion is quitting.',
  retryAfterMs: 1_000,
};

function isOf(grant: Grant, { tool, accountId, host }: GrantKey): boolean {
  return grant.tool === tool && grant.accountId === accountId && grant.host === host;
}

function refusalOf(answer: Asked): Refusal | null {
  switch (answer) {
    case 'no':
      return { problem: 'declined', detail: 'The user did not allow it.' };
    case 'silence':
      return { problem: 'no-consent', detail: 'No one answered the question whether this tool may use the sign-in.' };
    case 'unavailable':
      return {
        problem: 'no-consent',
        detail:
          'The user must allow this tool first, and cannot be asked now. Open Transparenc Companion, or use its command "tools allow".',
      };
    case 'stopped':
      return QUITTING;
    case 'once':
    case 'until-lock':
    case 'always':
      return null;
    default:
      return answer satisfies never;
  }
}

function summaryOf({ account, session }: ToolSession): AccountSummary {
  return { ...account, state: stateOf(session) };
}

function stateOf(session: Session): AccountSummary['state'] {
  const state = session.resting();
  switch (state.kind) {
    case 'loading':
      return state.keyring === 'waiting' ? 'waiting-for-keyring' : 'loading';
    case 'signed-in':
    case 'needs-you':
      return state.kind;
    case 'storage-unreadable':
      return state.trouble === 'keyring-locked' || state.trouble === 'no-keyring'
        ? 'waiting-for-keyring'
        : 'unreadable';
    case 'signed-out':
    case 'signing-out':
    case 'no-server':
    case 'misconfigured':
      return 'signed-out';
    default:
      return state satisfies never;
  }
}

function whyUnusable(session: Session): Refusal | null {
  const state = stateOf(session);
  switch (state) {
    case 'signed-in':
      return null;
    case 'signed-out':
      return {
        problem: 'not-signed-in',
        detail: 'No one is signed in. Open Transparenc Companion, or use its command "login".',
      };
    case 'needs-you':
      return { problem: 'not-signed-in', detail: 'The sign-in has ended. Sign in again in Transparenc Companion.' };
    case 'unreadable':
      return {
        problem: 'storage-unreadable',
        detail: 'The stored sign-in cannot be read. Transparenc Companion shows why.',
      };
    case 'loading':
    case 'waiting-for-keyring':
      return { problem: 'storage-unreadable', detail: 'The keyring is locked. Unlock it, and try again.' };
    default:
      return state satisfies never;
  }
}
