/** An account as windows, tray and notifications draw it, and which of several needs the user most. */
import type { AccountView, Account as NamedAccount, PolicyProblem, SessionState } from '../../preload/api.ts';
import { serverName } from '../oauth/server-name.ts';
import type { Account } from './account-list.ts';

/** @param policyProblem why no one can sign in; null: nothing is in the way */
export function viewOf(account: Account, policyProblem: PolicyProblem | null): AccountView {
  const { id, name, server, lockedBy, session, question } = account;
  const holder = session.holder();
  const state = question ? questionState(account, question) : session.state();
  return {
    id,
    name,
    server: {
      url: server.baseUrl,
      name: serverName(server),
      lockedBy,
      metadata: session.metadataNotes(),
      clockOffMs: session.clockOffMs(),
    },
    clientId: server.clientId,
    session: policyProblem && wantsSignIn(state) ? { kind: 'misconfigured', problem: policyProblem } : state,
    user: holder?.name ?? null,
    identified: holder === null || holder.identity !== null,
    keeping: session.keeping(),
    lockedBy,
  };
}

function questionState({ session, server }: Account, question: NonNullable<Account['question']>): SessionState {
  const resting = session.resting();
  const where = serverName(server);
  const known: NamedAccount | null = 'account' in resting ? resting.account : null;
  const { theirs } = question;
  const approver = question.session.identity() ? 'someone-else' : 'not-reported';
  return {
    kind: 'someone-else',
    expected: known ?? { name: null, server: where },
    approvedBy: { name: question.session.holder()?.name ?? null, server: where },
    approver: theirs === null ? { kind: approver } : { kind: 'has-account', account: theirs },
    was: resting.kind === 'signed-in' ? 'signed-in' : 'needs-you',
  };
}

/** States in which nothing helps but a new sign-in. */
function wantsSignIn({ kind }: SessionState): boolean {
  return ['no-server', 'signed-out', 'needs-you', 'storage-unreadable'].includes(kind);
}

/** The account that needs the user most comes first; the others of the same kind by their names. */
export function worstFirst(accounts: readonly AccountView[]): readonly AccountView[] {
  return [...accounts].sort(
    (one, other) => urgency(one.session) - urgency(other.session) || one.name.localeCompare(other.name),
  );
}

/** The smaller, the sooner the user is needed. */
function urgency(state: SessionState): number {
  switch (state.kind) {
    case 'someone-else':
      return 0;
    case 'needs-you':
    case 'storage-unreadable':
    case 'misconfigured':
      return 1;
    case 'failed':
      return state.signedInAs ? 3 : 1;
    case 'requesting-code':
    case 'awaiting-approval':
      return 2;
    case 'signed-in':
      return state.link.kind === 'ok' && state.trouble === null ? 6 : 3;
    case 'loading':
    case 'signing-out':
      return 4;
    case 'signed-out':
    case 'no-server':
      return 5;
    default:
      return state satisfies never;
  }
}
