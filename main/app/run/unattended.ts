/** Handles problems in a run without a user: retries a locked keyring, and explains why the local API can't listen. */
import type { ApiState } from '../../../preload/api.ts';
import type { Session } from '../../session/session.ts';
import type { AccountList } from '../account-list/account-list.ts';

/** How often to retry a keyring that is locked when the computer starts, because no one may be there to press a button. */
const KEYRING_CHECK_MS = 30_000;

/** Reads the sign-ins, and retries while a locked keyring prevents it. */
export async function keepReading(
  accounts: Pick<AccountList, 'start' | 'sessions'>,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  try {
    await accounts.start();
    while (accounts.sessions().some(isLocked)) {
      await wait(KEYRING_CHECK_MS);
      for (const session of accounts.sessions().filter(isLocked)) await session.keyringMayBeOpen();
    }
  } catch {
    // The service is ending.
  }
}

function isLocked(session: Pick<Session, 'ownState'>): boolean {
  const state = session.ownState();
  return state.kind === 'storage-unreadable' && ['keyring-locked', 'no-keyring'].includes(state.trouble);
}

/** Why local tools are not served. */
export function whyNotListening(api: ApiState): string {
  if (api.kind !== 'trouble') return 'The local API did not start.';
  const at = api.path === null ? '' : ` at ${api.path}`;
  return `The local API cannot listen${at} (${api.why}). See docs/local-tools.md.`;
}
