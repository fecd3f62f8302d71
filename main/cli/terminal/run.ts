/** Terminal mode, for servers and SSH: uses the same session as the window, and prints its states. */
import type { SessionState } from '../../../preload/api.ts';
import { atMost } from '../../time/deadline.ts';
import { EXIT } from '../exit-codes.ts';
import { forKeyring, type TerminalParts } from './parts.ts';
import { fail, failToRenew, names, report } from './report.ts';
import { answerSomeoneElse, signIn } from './sign-in.ts';

/**
 * How long pending requests may take after Ctrl-C. The response to a refresh must not be lost. A poll may still return tokens,
 * and revoking those takes two more requests: one to find the endpoint and one to it.
 */
const POLL_PATIENCE_MS = 5_000;
const REFRESH_PATIENCE_MS = 10_000;
/** How long to wait for the storage test. If a locked keyring delays it longer, it has written nothing. */
const STORAGE_TEST_PATIENCE_MS = 2_000;

/** Signs in, checks the sign-in, or signs out, and prints the result. Resolves with the exit code. */
export async function runTerminal(parts: TerminalParts): Promise<number> {
  const { session, interrupted, clock, write } = parts;
  const { stopping, stopped } = parts.words.terminal;
  if (interrupted.aborted) {
    write(stopped);
    return EXIT.interrupted;
  }
  const interruption = new Promise<number>((resolve) => {
    const stop = async () => {
      const polling = session.state().kind === 'awaiting-approval';
      const patienceMs = polling ? POLL_PATIENCE_MS : REFRESH_PATIENCE_MS;
      session.cancel();
      if (session.isBusy()) write(stopping);
      await atMost(clock, patienceMs, session.quit(), undefined);
      write(stopped);
      // Report it, because users who approved just before Ctrl-C may be signed in.
      const state = session.state();
      if (state.kind === 'signed-in' && state.kept.kind !== 'until-quit' && !session.isBusy()) report(parts, state);
      resolve(EXIT.interrupted);
    };
    interrupted.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([runToTheEnd(parts), interruption]);
}

/** Waits until the result is on disk. Otherwise the next run could use a token that has ended. */
async function runToTheEnd(parts: TerminalParts): Promise<number> {
  const code = await run(parts);
  await parts.session.settled();
  // If the process ended now, the storage test would leave its file behind.
  await atMost(parts.clock, STORAGE_TEST_PATIENCE_MS, parts.session.storageTested(), undefined);
  return code;
}

async function run(parts: TerminalParts): Promise<number> {
  const { session, flags } = parts;
  await forKeyring(parts, parts.start());
  const state = session.state();
  if (flags.switches.has('sign-out')) return signOut(parts, state);
  if (parts.snapshot().session.kind === 'someone-else') return answerSomeoneElse(parts);
  // Nothing is stored for a new account, even if its storage can't be read.
  if (flags.switches.has('sign-in') || flags.switches.has('add-account')) return signIn(parts);
  switch (state.kind) {
    case 'signed-in':
      return check(parts);
    case 'needs-you':
      // The token was kept, so check first whether the server accepts it again.
      return state.because.kind === 'refused' ? check(parts) : signIn(parts);
    case 'storage-unreadable':
    case 'failed':
      return report(parts, state);
    default:
      return signIn(parts);
  }
}

/** If already signed in, refreshes once to check that this is still valid. */
async function check(parts: TerminalParts): Promise<number> {
  const failure = await parts.session.refresh();
  const state = parts.session.state();
  if (failure && (state.kind === 'signed-in' || state.kind === 'needs-you')) return failToRenew(parts, failure);
  // Report the result to the user who interrupted it.
  if (parts.interrupted.aborted && state.kind === 'signed-in' && state.kept.kind !== 'until-quit')
    return EXIT.interrupted;
  // The new token exists only in this process, and the old one is used up.
  if (state.kind === 'signed-in' && state.kept.kind === 'until-quit') {
    await parts.session.discard();
    return fail(parts, { kind: 'storage', trouble: state.kept.because });
  }
  return report(parts, state);
}

async function signOut(parts: TerminalParts, state: SessionState): Promise<number> {
  if (state.kind === 'signed-out' && parts.snapshot().session.kind !== 'someone-else') {
    // An earlier sign-out may not have reached the server yet.
    if ((await parts.session.revokePending()) === 'asked') return report(parts, parts.session.state());
    parts.write(parts.words.terminal.notSignedIn(names(parts)));
    return EXIT.ok;
  }
  // Only that newer version can sign out of what it wrote.
  if (state.kind === 'storage-unreadable' && state.trouble === 'newer-version') return report(parts, state);
  await parts.signOut();
  return report(parts, parts.session.state());
}
