/** Whether a session can provide tokens, and why not. */
import type { Session } from '../session/session.ts';
import type { AccountSummary, Refusal } from './types.ts';

/** The account's state, with the API's names. */
export function stateOf(session: Session): AccountSummary['state'] {
  const state = session.ownState();
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

/** Whether the user or a limit ended the sign-in, which ends its grants. */
export function wasEndedHere(session: Session): boolean {
  const state = session.ownState();
  if (state.kind === 'needs-you') return state.because.kind === 'limit';
  return state.kind === 'signed-out' || state.kind === 'signing-out';
}

/** Why this session can't provide a token now; null if it can. */
export function whyUnusable(session: Session): Refusal | null {
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
      return isRefused(session) ? REFUSED : ENDED;
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

const ENDED: Refusal = {
  problem: 'not-signed-in',
  detail: 'The sign-in has ended. Sign in again in Transparenc Companion.',
};

/** The sign-in has not ended. The app keeps retrying, and the server may still renew it. */
const REFUSED: Refusal = {
  problem: 'server-refused',
  detail: 'The server refuses to renew the sign-in. If this goes on, sign in again in Transparenc Companion.',
};

function isRefused(session: Session): boolean {
  const state = session.ownState();
  return state.kind === 'needs-you' && state.because.kind === 'refused';
}
