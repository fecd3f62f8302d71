/** Decides whether a tool may have an account's tokens, by its grant or by asking the user. */
import type { GrantDuration } from '../../preload/api.ts';
import type { Session } from '../session/session.ts';
import type { TokenHolder } from '../session/types.ts';
import type { Consent } from './consent.ts';
import { type Decision, decisionOf, SIGN_IN_CHANGED } from './refusals.ts';
import type { ToolHistory } from './tool-history.ts';
import type { ToolSession } from './tool-session.ts';
import type { GrantKey, OwnCommand, Refusal, TokenRequest } from './types.ts';
import { whyUnusable } from './usable.ts';

export interface PermissionParts {
  readonly consent: Consent;
  readonly history: ToolHistory;
  /** Whether there are several accounts, so that the question must name one. */
  readonly severalAccounts: () => boolean;
  /** Whether permanent grants for this account can be stored. */
  readonly canKeep: (session: Session) => boolean;
  readonly lockIsKnown: () => boolean;
  /** The commands to recommend; null if this system has none. */
  readonly ownCommand: OwnCommand | null;
  /** Resolves at the next change of any session; rejects when the signal fires. */
  readonly nextChange: (signal: AbortSignal) => Promise<void>;
}

export function createPermission(parts: PermissionParts) {
  const { consent, history, severalAccounts, canKeep, lockIsKnown, ownCommand, nextChange } = parts;

  /** Returns a signal that fires when the person is no longer signed in. @param done stops watching */
  function whenLeft(session: Session, holder: TokenHolder | null, done: AbortSignal): AbortSignal {
    const left = new AbortController();
    const follow = async () => {
      while (isSameSignIn(session.holder(), holder)) await nextChange(done);
      left.abort();
    };
    follow().catch(() => undefined);
    return left.signal;
  }

  async function ask(
    { tool, host, reason, startedBy, folder }: TokenRequest,
    { account, session }: ToolSession,
    holder: TokenHolder | null,
    gone: AbortSignal,
  ): Promise<Decision> {
    const question = {
      tool,
      // The account may have been selected before its sign-in was read, so use the current name.
      account: { ...account, user: holder?.name ?? null },
      severalAccounts: severalAccounts(),
      host,
      reason,
      startedBy,
      folder,
      canKeep: canKeep(session),
      lockIsKnown: lockIsKnown(),
    };
    const done = new AbortController();
    const left = whenLeft(session, holder, done.signal);
    const answer = await consent.ask(question, AbortSignal.any([gone, left])).finally(() => done.abort());
    // Someone may have signed out or in while the question was open.
    if (!isSameSignIn(session.holder(), holder)) return whyUnusable(session) ?? SIGN_IN_CHANGED;
    return decisionOf(answer, question, ownCommand);
  }

  async function grant(request: TokenRequest, chosen: ToolSession, duration: GrantDuration) {
    await chosen.grants.add(keyOf(request, chosen), duration);
    history.allowed(chosen, request, duration);
  }

  return {
    /** Why the tool may not have a token; null if it may. Asks the user if there is no grant. */
    async check(request: TokenRequest, chosen: ToolSession, gone: AbortSignal): Promise<Refusal | null> {
      const { grants } = chosen;
      const key = keyOf(request, chosen);
      const holder = await openGrants(chosen);
      if (grants.use(key)) return null;
      const answer = await ask(request, chosen, holder, gone);
      if (typeof answer !== 'string') return answer;
      if (answer === 'once') {
        history.allowed(chosen, request, answer);
        return null;
      }
      // Callers of the same question share the answer, so the grant may exist already.
      if (!grants.has(key)) await grant(request, chosen, answer);
      grants.use(key);
      return null;
    },
    /** Asks the user to allow the tool in advance. */
    async allow(request: TokenRequest, chosen: ToolSession, gone: AbortSignal): Promise<GrantDuration | Refusal> {
      const holder = await openGrants(chosen);
      if (chosen.grants.durationOf(keyOf(request, chosen)) === 'always') return 'always';
      const answer = await ask(request, chosen, holder, gone);
      if (typeof answer !== 'string') return answer;
      if (answer === 'once') return { problem: 'declined', detail: 'It was not allowed in advance.' };
      await grant(request, chosen, answer);
      return answer;
    },
  };
}

function isSameSignIn(one: TokenHolder | null, other: TokenHolder | null): boolean {
  return one?.signedInAt === other?.signedInAt;
}

function keyOf({ tool, host }: TokenRequest, { account }: ToolSession): GrantKey {
  return { tool, accountId: account.id, host };
}

/** Reads the grants of the person who is signed in. */
async function openGrants({ session, grants }: ToolSession): Promise<TokenHolder | null> {
  const holder = session.holder();
  if (holder) await grants.open(holder);
  return holder;
}
