/** Handles a tool's validated request: selects the account, obtains consent and issues the token. */
import type { Grant, GrantDuration, ToolAccount } from '../../preload/api.ts';
import type { AuditEvent } from '../audit/record.ts';
import type { Session } from '../session/session.ts';
import type { TokenHolder } from '../session/types.ts';
import { isSame } from './grants.ts';
import { issue } from './issue-token.ts';
import { createPermission, type PermissionParts } from './permission.ts';
import { CALLER_GONE, QUITTING, SIGN_IN_CHANGED, TOO_MANY_WAITING, TOOL_REMOVED, TOOLS_OFF } from './refusals.ts';
import { createRejectedTokens } from './rejected-tokens.ts';
import { createToolHistory } from './tool-history.ts';
import {
  type ReadingParts,
  type SelectionParts,
  selectSession,
  summaryOf,
  type ToolSession,
  whyUnknown,
  whyUnusableOnceRead,
} from './tool-session.ts';
import type { GrantKey, IssuedToken, Refusal, TokenRequest } from './types.ts';
import { createWorkQueue } from './work-queue.ts';

/** How many requests run at a time, and how many may wait. Those that await consent don't count. */
const MOST_AT_WORK = 64;
const MOST_WAITING = 2048;

interface BrokerParts
  extends SelectionParts,
    ReadingParts,
    Pick<PermissionParts, 'consent' | 'canKeep' | 'lockIsKnown' | 'ownCommand'> {
  readonly localTools: () => 'ask' | 'off';
  /** The tools that the administrator allows; null: all. */
  readonly allowedTools: readonly string[] | null;
  /** Writes to the audit log what the user has allowed or removed. */
  readonly audit: (event: AuditEvent, session: Session) => void;
}

export type TokenBroker = ReturnType<typeof createTokenBroker>;

export function createTokenBroker(parts: BrokerParts) {
  const { sessions, localTools, allowedTools, clock, stopping } = parts;
  const queue = createWorkQueue(MOST_AT_WORK, MOST_WAITING);
  const rejectedTokens = createRejectedTokens(clock);
  const history = createToolHistory(clock, parts.audit);
  /** The requests that wait for a token. `removed`: the user has removed the tool's grant meanwhile. */
  const waiting = new Set<{ readonly key: GrantKey; removed: boolean }>();
  const permission = createPermission({ ...parts, history, severalAccounts: () => sessions().length > 1 });

  /** Why this tool may not even ask; null if it may. */
  function forbidden({ tool }: TokenRequest): Refusal | null {
    if (stopping.aborted) return QUITTING;
    if (localTools() === 'off') return TOOLS_OFF;
    if (allowedTools && !allowedTools.includes(tool))
      return {
        problem: 'not-allowed-by-policy',
        detail: 'The administrator of this computer does not allow this tool.',
      };
    return null;
  }

  const choose = (asked: TokenRequest) => forbidden(asked) ?? selectSession(parts, asked);

  /** @param holder the person who was asked: another one may sign in before there is a token */
  async function issueTo(
    asked: TokenRequest,
    chosen: ToolSession,
    holder: TokenHolder,
    gone: AbortSignal,
  ): Promise<IssuedToken | Refusal> {
    const issued = await queue.run(async () => {
      await rejectedTokens.settled(chosen.account.id);
      return issue(chosen, holder, asked.minValidMs, clock);
    }, gone);
    if (issued === 'full') return TOO_MANY_WAITING;
    if (issued === 'gone') return CALLER_GONE;
    return 'problem' in issued ? issued : { ...issued, account: summaryOf(chosen) };
  }

  async function respond(asked: TokenRequest, chosen: ToolSession, gone: AbortSignal): Promise<IssuedToken | Refusal> {
    const unusable = await whyUnusableOnceRead(chosen, gone, parts);
    const holder = chosen.session.holder();
    if (unusable || !holder) return unusable ?? SIGN_IN_CHANGED;
    const refusal = await permission.check(asked, chosen, gone);
    if (refusal) return refusal;
    const { tool, host } = asked;
    const own = { key: { tool, accountId: chosen.account.id, host }, removed: false };
    waiting.add(own);
    const issued = await issueTo(asked, chosen, holder, gone).finally(() => waiting.delete(own));
    if ('problem' in issued) return issued;
    // A refresh may take minutes. A locked screen doesn't withhold the token, but the user's own withdrawal does.
    if (localTools() === 'off') return TOOLS_OFF;
    return own.removed ? TOOL_REMOVED : issued;
  }

  async function remove(fits: (grant: Grant, own: ToolAccount) => boolean): Promise<number> {
    let count = 0;
    for (const each of sessions()) {
      const ended = each.grants.list().filter((grant) => fits(grant, each.account));
      for (const one of waiting) one.removed ||= ended.some((grant) => isSame(grant, one.key));
      count += await each.grants.remove((grant) => ended.includes(grant));
      for (const grant of ended) history.removed(each, grant);
    }
    return count;
  }

  return {
    /** Why the accounts are unknown; null if they are known. */
    unknown: () => whyUnknown(parts),
    accounts: () => sessions().map(summaryOf),
    grants: () => sessions().flatMap(({ grants }) => grants.list()),
    /** Never rejects because of anything a caller does. @param gone fires when the caller disconnects */
    async token(asked: TokenRequest, gone: AbortSignal): Promise<IssuedToken | Refusal> {
      const chosen = choose(asked);
      if ('problem' in chosen) {
        const [first] = sessions();
        if (first) history.refused(first, asked, chosen.problem);
        return chosen;
      }
      const given = await respond(asked, chosen, gone);
      if ('problem' in given) history.refused(chosen, asked, given.problem);
      else history.issued(chosen, asked);
      return given;
    },
    /** A caller reports a rejected token, which causes a refresh, at most every ten minutes. */
    reportRejected(asked: TokenRequest): void {
      const chosen = choose(asked);
      if ('problem' in chosen) return;
      // A tool without permission has no token to report.
      const { tool, host } = asked;
      if (chosen.grants.has({ tool, accountId: chosen.account.id, host })) rejectedTokens.report(chosen);
    },
    /** Asks the user to allow a tool in advance. */
    async allow(asked: TokenRequest, gone: AbortSignal): Promise<GrantDuration | Refusal> {
      const chosen = choose(asked);
      if ('problem' in chosen) return chosen;
      const refusal = await whyUnusableOnceRead(chosen, gone, parts);
      return refusal ?? permission.allow(asked, chosen, gone);
    },
    /** Removes exactly this grant. */
    removeGrant: (key: GrantKey) => remove((grant) => isSame(grant, key)),
    /** Removes a tool's grants, for all accounts, servers and hosts unless the request names them. Resolves with their number. */
    async remove(asked: Pick<TokenRequest, 'tool' | 'account' | 'server' | 'host'>): Promise<number | Refusal> {
      const { tool, account, server, host } = asked;
      const chosen = account === null ? whyUnknown(parts) : selectSession(parts, { account, server, host: null });
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
