/** Selects the account for a tool's request, and waits until its sign-in has been read. */
import type { PolicyProblem, ToolAccount } from '../../preload/api.ts';
import { type Selected, selectAccount, type Wanted } from '../accounts/select.ts';
import type { Session } from '../session/session.ts';
import type { Clock } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import type { Grants } from './grants.ts';
import { QUITTING } from './refusals.ts';
import type { AccountSummary, Refusal } from './types.ts';
import { stateOf, whyUnusable } from './usable.ts';

/** How long a request waits for a sign-in that is still being read, because a keyring may have to be unlocked first. */
const LOADING_LIMIT_MS = 20_000;

/** An account as the broker sees it. */
export interface ToolSession {
  readonly account: ToolAccount;
  readonly session: Session;
  readonly grants: Grants;
}

export interface SelectionParts {
  /** All accounts. */
  readonly sessions: () => readonly ToolSession[];
  /** The administrator's file, if it can't be used, which may be the reason why there is no account. */
  readonly policyProblem: () => Pick<PolicyProblem, 'file'> | null;
  /** Why the list of accounts can't be read, as a sentence; null if it can. */
  readonly listTrouble: () => string | null;
}

/** Why the accounts are unknown; null if they are known. */
export function whyUnknown({ listTrouble }: Pick<SelectionParts, 'listTrouble'>): Refusal | null {
  const detail = listTrouble();
  return detail === null ? null : { problem: 'storage-unreadable', detail };
}

/** The account for a request, or why there is none. */
export function selectSession(parts: SelectionParts, wanted: Wanted): ToolSession | Refusal {
  const unknown = whyUnknown(parts);
  if (unknown) return unknown;
  const selected = selectAccount(
    parts.sessions().map((each) => ({ ...each.account, each })),
    wanted,
  );
  return selected.kind === 'account' ? selected.account.each : whyNone(selected, wanted, parts.policyProblem());
}

function whyNone(
  selected: Exclude<Selected<ToolAccount>, { kind: 'account' }>,
  { account, server }: Wanted,
  policyProblem: Pick<PolicyProblem, 'file'> | null,
): Refusal {
  switch (selected.kind) {
    case 'none':
      if (policyProblem)
        return {
          problem: 'not-allowed-by-policy',
          detail: `The administrator's file ${policyProblem.file} cannot be used.`,
        };
      return account === null && server === null
        ? {
            problem: 'not-signed-in',
            detail:
              'No server is set up. Open Transparenc Companion and sign in, or use its command "login" with --add-account and --server-url.',
          }
        : {
            problem: 'unknown-account',
            detail: 'There is no account. Sign in first, in Transparenc Companion or with its command "login".',
          };
    case 'ambiguous':
      return {
        problem: 'ambiguous-account',
        detail: `Several accounts match: ${namesOf(selected.among)}. Name one with the field account.`,
      };
    case 'unknown':
      return {
        problem: 'unknown-account',
        detail: `No account matches. Existing accounts: ${namesOf(selected.among)}.`,
      };
    default:
      return selected satisfies never;
  }
}

function namesOf(accounts: readonly ToolAccount[]): string {
  return accounts.map(({ name }) => name).join(', ');
}

/** The account as tools see it. */
export function summaryOf({ account, session }: ToolSession): AccountSummary {
  return { ...account, state: stateOf(session) };
}

export interface ReadingParts {
  readonly clock: Clock;
  /** Resolves at the next change of any session; rejects when the signal fires. */
  readonly nextChange: (signal: AbortSignal) => Promise<void>;
  /** Fires when the app quits. */
  readonly stopping: AbortSignal;
}

/** Waits while the sign-in is being read. Resolves with why it can't be used; null if it can. */
export async function whyUnusableOnceRead(
  { session }: ToolSession,
  gone: AbortSignal,
  parts: ReadingParts,
): Promise<Refusal | null> {
  if (session.ownState().kind === 'loading') await whileLoading(session, gone, parts);
  return parts.stopping.aborted ? QUITTING : whyUnusable(session);
}

async function whileLoading(
  session: Session,
  gone: AbortSignal,
  { clock, nextChange, stopping }: ReadingParts,
): Promise<void> {
  const read = async (over: AbortSignal) => {
    while (session.ownState().kind === 'loading' && !over.aborted) await nextChange(over).catch(() => undefined);
  };
  await withDeadline(clock, LOADING_LIMIT_MS, read, AbortSignal.any([gone, stopping]));
}
