/** Serves a tool's request once it is validated: chooses the account, asks for consent unless it is given, issues the token. */
import type {
  EpochMs,
  Grant,
  GrantDuration,
  PolicyProblem,
  ToolAccount,
  ToolEvent,
  ToolProblem,
} from '../../preload/api.ts';
import { selectAccount, type Wanted } from '../accounts/select.ts';
import type { AuditEvent } from '../audit/record.ts';
import type { Session } from '../session/types.ts';
import type { Clock } from '../time/clock.ts';
import type { Asked, Consent } from './consent.ts';
import { type Grants, isSame } from './grants.ts';
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
import { stateOf, whyUnusable } from './usable.ts';
import { createWorkQueue } from './work-queue.ts';

/** So many requests are at work at a time, and so many wait. Those that await consent count as neither. */
const MOST_AT_WORK = 64;
const MOST_WAITING = 2048;
/** A request waits this long for a sign-in that is still being read: a keyring may have to be unlocked first. */
const LOADING_LIMIT_MS = 20_000;
/** A tool that reports a rejected token makes the app request a new one this often at most. */
const BETWEEN_SUSPICIONS_MS = 10 * 60_000;

/** One account as the broker needs it. */
export interface ToolSession {
  readonly account: ToolAccount;
  readonly session: Session;
  readonly grants: Grants;
}

export interface BrokerParts {
  /** Every account that a tool may ask for. */
  readonly sessions: () => readonly ToolSession[];
  readonly localTools: () => 'ask' | 'off';
  /** The administrator's file, if it cannot be used: there may be no account for that reason alone. */
  readonly policyProblem: () => Pick<PolicyProblem, 'file'> | null;
  /** Why the list of accounts cannot be read, in a sentence; null: it can. */
  readonly listTrouble: string | null;
  /** The tools that the administrator lets ask; null: every tool. */
  readonly allowedTools: readonly string[] | null;
  readonly consent: Consent;
  readonly clock: Clock;
  /** Whether what is allowed for this account for ever is kept on disk. */
  readonly canKeep: (session: Session) => boolean;
  readonly lockIsKnown: () => boolean;
  /** Resolves at the next change of any session; rejects when the signal fires. */
  readonly nextChange: (signal: AbortSignal) => Promise<void>;
  /** Fires when the app quits. */
  readonly stopping: AbortSignal;
  /** Notes what the user has allowed or removed in the log of an organization. */
  readonly audit: (event: AuditEvent, session: Session) => void;
}

export function createTokenBroker(parts: BrokerParts): TokenBroker {
  const {
    sessions,
    localTools,
    policyProblem,
    listTrouble,
    allowedTools,
    consent,
    clock,
    canKeep,
    lockIsKnown,
    nextChange,
    stopping,
  } = parts;
  const queue = createWorkQueue(MOST_AT_WORK, MOST_WAITING);
  /** By account: when its token was last doubted, and the refresh that followed. */
  const suspicions = new Map<string, { readonly atMs: number; readonly refreshed: Promise<unknown> }>();

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

  /** Why no account is known at all; null: those that there are, are known. */
  function unknown(): Refusal | null {
    return listTrouble === null ? null : { problem: 'storage-unreadable', detail: listTrouble };
  }

  /** The account that a request means. */
  function choose(wanted: Wanted): ToolSession | Refusal {
    const trouble = unknown();
    if (trouble) return trouble;
    const all = sessions().map((each) => ({ ...each.account, each }));
    const selected = selectAccount(all, wanted);
    switch (selected.kind) {
      case 'account':
        return selected.account.each;
      case 'none': {
        const problem = policyProblem();
        if (problem)
          return {
            problem: 'not-allowed-by-policy',
            detail: `The administrator's file ${problem.file} cannot be used.`,
          };
        return wanted.account === null && wanted.server === null
          ? {
              problem: 'not-signed-in',
              detail:
                'No server is set up. Open Transparenc Companion and sign in, or use its command "login" with --server-url.',
            }
          : {
              problem: 'unknown-account',
              detail: 'There is no account. Sign in first, in Transparenc Companion or with its command "login".',
            };
      }
      case 'ambiguous':
        return {
          problem: 'ambiguous-account',
          detail: `Several accounts match: ${namesOf(selected.among)}. Name one with --account.`,
        };
      case 'unknown':
        return {
          problem: 'unknown-account',
          detail: `No account matches. The accounts are ${namesOf(selected.among)}.`,
        };
      default:
        return selected satisfies never;
    }
  }

  /** Waits for a sign-in that is being read. Why it cannot be used; null: it can. */
  async function unusable({ session }: ToolSession, gone: AbortSignal): Promise<Refusal | null> {
    if (session.resting().kind === 'loading') await whileLoading(session, gone);
    return stopping.aborted ? QUITTING : whyUnusable(session);
  }

  async function whileLoading(session: Session, gone: AbortSignal): Promise<void> {
    const done = new AbortController();
    const limit = new AbortController();
    const over = AbortSignal.any([gone, stopping, limit.signal]);
    void clock.sleep(LOADING_LIMIT_MS, done.signal).then(
      () => limit.abort(),
      () => undefined,
    );
    while (session.resting().kind === 'loading' && !over.aborted) await nextChange(over).catch(() => undefined);
    done.abort();
  }

  async function permitted(asked: TokenRequest, chosen: ToolSession, gone: AbortSignal): Promise<Refusal | null> {
    const { account, session, grants } = chosen;
    const key: GrantKey = { tool: asked.tool, accountId: account.id, host: asked.host };
    const holder = session.holder();
    if (holder) await grants.open(holder);
    if (grants.use(key)) return null;
    const answer = await consent.ask(questionOf(asked, chosen, holder?.name ?? null), gone);
    const refusal = refusalOf(answer);
    if (refusal) return refusal;
    // Another person may have signed in while the question was open.
    if (session.holder()?.signedInAt !== holder?.signedInAt) return CHANGED;
    if (answer === 'always' || answer === 'until-lock') {
      if (!grants.has(key)) {
        await grants.add(key, answer);
        note(chosen, asked, 'allowed');
        auditConsent(chosen, asked, answer);
      }
      grants.use(key);
    } else auditConsent(chosen, asked, 'once');
    return null;
  }

  /** The account was chosen before its sign-in was read: `user` is who is signed in now. */
  function questionOf(
    { tool, host, reason, startedBy, folder }: TokenRequest,
    { account, session }: ToolSession,
    user: string | null,
  ) {
    return {
      tool,
      account: { ...account, user },
      severalAccounts: sessions().length > 1,
      host,
      reason,
      startedBy,
      folder,
      canKeep: canKeep(session),
      lockIsKnown: lockIsKnown(),
    };
  }

  function note(
    { account, grants }: ToolSession,
    { tool, host }: Pick<TokenRequest, 'tool' | 'host'>,
    what: ToolEvent['what'],
    problem: ToolProblem | null = null,
  ) {
    grants.events.note({ at: clock.now(), tool, accountId: account.id, host, what, problem });
  }

  function auditConsent(
    { session }: ToolSession,
    { tool, host }: Pick<TokenRequest, 'tool' | 'host'>,
    duration: 'once' | GrantDuration,
  ) {
    parts.audit({ event: 'consent-given', tool, host, duration }, session);
  }

  /** Why the user's decision is not even asked for, or what it was; null: the tool may have a token. */
  async function refusalFor(asked: TokenRequest, chosen: ToolSession, gone: AbortSignal): Promise<Refusal | null> {
    return (await unusable(chosen, gone)) ?? (await permitted(asked, chosen, gone));
  }

  async function issueTo(asked: TokenRequest, chosen: ToolSession, gone: AbortSignal): Promise<TokenAnswer> {
    const { account, session, grants } = chosen;
    const issued = await queue.run(async () => {
      await suspicions.get(account.id)?.refreshed;
      return issue(session, asked.minValidMs, clock, grants.lastFailure());
    }, gone);
    if (issued === 'full') return refused('busy', 'Too many requests are waiting. Try again in a moment.', 1_000);
    if (issued === 'gone') return refused('busy', 'The caller is gone.');
    if ('problem' in issued) {
      if (isOfServer(issued) && grants.lastFailure() === null) grants.failed(issued);
      return { kind: 'refused', refusal: issued };
    }
    return { kind: 'token', issued: { ...issued, account: summaryOf(chosen) } };
  }

  async function remove(fits: (grant: Grant, own: ToolAccount) => boolean): Promise<number> {
    let count = 0;
    for (const each of sessions()) {
      const ended = each.grants.list().filter((grant) => fits(grant, each.account));
      count += await each.grants.remove((grant) => ended.includes(grant));
      for (const grant of ended) {
        note(each, grant, 'removed');
        const { tool, host } = grant;
        parts.audit({ event: 'consent-withdrawn', reason: 'removed', tool, host }, each.session);
      }
    }
    return count;
  }

  return {
    unknown,
    accounts: () => sessions().map(summaryOf),
    grants: () => sessions().flatMap(({ grants }) => grants.list()),
    async token(asked, gone) {
      const chosen = forbidden(asked) ?? choose(asked);
      if ('problem' in chosen) {
        const [first] = sessions();
        if (first) note(first, asked, 'refused', chosen.problem);
        return { kind: 'refused', refusal: chosen };
      }
      const refusal = await refusalFor(asked, chosen, gone);
      const answer: TokenAnswer = refusal ? { kind: 'refused', refusal } : await issueTo(asked, chosen, gone);
      if (answer.kind === 'token') note(chosen, asked, 'token');
      else note(chosen, asked, 'refused', answer.refusal.problem);
      return answer;
    },
    suspect(asked) {
      const chosen = forbidden(asked) ?? choose(asked);
      if ('problem' in chosen) return;
      const { account, session, grants } = chosen;
      // A tool that may not have a token has no token to doubt.
      if (!grants.has({ tool: asked.tool, accountId: account.id, host: asked.host })) return;
      const last = suspicions.get(account.id);
      if (last && clock.elapsedMs() - last.atMs < BETWEEN_SUSPICIONS_MS) return;
      // Each command without a running app is a run of its own, and git has one for each rejected token.
      if (!last && isRecent(grants.suspectedAt(), clock.now())) return;
      grants.suspect();
      suspicions.set(account.id, { atMs: clock.elapsedMs(), refreshed: session.refresh() });
    },
    async allow(asked, gone): Promise<AllowAnswer> {
      const chosen = forbidden(asked) ?? choose(asked);
      const trouble = 'problem' in chosen ? chosen : await unusable(chosen, gone);
      if (trouble || 'problem' in chosen) return { kind: 'refused', refusal: trouble ?? QUITTING };
      const { account, session, grants } = chosen;
      const key: GrantKey = { tool: asked.tool, accountId: account.id, host: asked.host };
      const holder = session.holder();
      if (holder) await grants.open(holder);
      if (grants.durationOf(key) === 'always') return { kind: 'allowed', duration: 'always' };
      const answer = await consent.ask(questionOf(asked, chosen, holder?.name ?? null), gone);
      const refusal = refusalOf(answer);
      if (refusal) return { kind: 'refused', refusal };
      // "Once" allows nothing in advance.
      if (answer !== 'always' && answer !== 'until-lock') return refused('declined', 'It was not allowed in advance.');
      if (session.holder()?.signedInAt !== holder?.signedInAt) return { kind: 'refused', refusal: CHANGED };
      await grants.add(key, answer);
      note(chosen, asked, 'allowed');
      auditConsent(chosen, asked, answer);
      return { kind: 'allowed', duration: answer };
    },
    removeGrant: (key) => remove((grant) => isSame(grant, key)),
    async remove({ tool, account, server, host }) {
      const chosen = account === null ? null : choose({ account, server, host: null });
      if (chosen && 'problem' in chosen) return chosen;
      return remove(
        (grant, own) =>
          grant.tool === tool &&
          (host === null || grant.host === host) &&
          (server === null || own.server === server) &&
          (chosen === null || own.id === chosen.account.id),
      );
    },
  };
}

/** Whether a suspicion of an earlier run is one of the last minutes; of a clock that was set back since, nothing is known. */
function isRecent(suspectedAt: EpochMs | null, now: EpochMs): boolean {
  return suspectedAt !== null && now >= suspectedAt && now - suspectedAt < BETWEEN_SUSPICIONS_MS;
}

/** Whether the server was asked in vain. */
function isOfServer({ problem }: Refusal): boolean {
  return problem === 'server-unreachable' || problem === 'server-refused';
}

const QUITTING: Refusal = {
  problem: 'shutting-down',
  detail: 'Transparenc Companion is quitting.',
  retryAfterMs: 1_000,
};

const CHANGED: Refusal = { problem: 'no-consent', detail: 'Another person has signed in meanwhile. Ask again.' };

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
          'The user must allow this tool first, and cannot be asked here. Open Transparenc Companion. Without a display, end the service and use the command "tools allow" in a terminal.',
      };
    case 'resting':
      return {
        problem: 'no-consent',
        detail: 'The user did not allow the last three requests, so nothing asks for ten minutes. Try again later.',
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

function namesOf(accounts: readonly ToolAccount[]): string {
  return accounts.map(({ name }) => name).join(', ');
}

function summaryOf({ account, session }: ToolSession): AccountSummary {
  return { ...account, state: stateOf(session) };
}
