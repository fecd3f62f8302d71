/** Prints a state or a failure, and returns its exit code. */
import type { TerminalWords } from '../../../locales/chunks/terminal.ts';
import { details, mayBeTheClock, metadataProblems } from '../../../locales/details.ts';
import { type Explanation, refusalToRenew } from '../../../locales/explanation.ts';
import type { Account, Ended, EpochMs, Failure, SessionState, StateOf } from '../../../preload/api.ts';
import { EXIT } from '../exit-codes.ts';
import { print } from '../output.ts';
import type { TerminalParts } from './parts.ts';

/** Prints the state and returns its exit code. */
export function report(parts: TerminalParts, state: SessionState): number {
  const { words, write } = parts;
  switch (state.kind) {
    case 'signed-in':
      write(words.terminal.signedIn(state.account) + words.between + words.kept(state.kept));
      if (state.until !== null) write(endOf(state, state.until, words));
      if (state.formerly !== null) write(words.terminal.formerly({ name: state.formerly }));
      if (parts.snapshot().policyProblem) write(words.misconfigured.signedInForNow);
      return EXIT.ok;
    case 'signed-out':
      print(
        parts,
        state.because
          ? words.ended(state.because, names(parts))
          : { title: words.terminal.signedOut, text: '', next: '' },
        state.because ? detailsOf(parts, state.because) : [],
      );
      return EXIT.ok;
    case 'needs-you':
      print(parts, words.ended(state.because, names(parts)), detailsOf(parts, state.because));
      offerSignIn(parts);
      return EXIT.ended;
    // On Linux, a locked keyring can look like none (vault/protection.ts).
    case 'storage-unreadable':
      print(parts, words.storage(state.trouble), details({ kind: 'storage', trouble: state.trouble }));
      // What a newer version wrote must not be changed.
      if (state.trouble !== 'newer-version' && maySignIn(parts))
        write(words.terminal.signInKeepingFiles({ flag: '--sign-in' }));
      return EXIT.storage;
    case 'failed':
      return fail(parts, state.failure, state.signedInAs);
    case 'loading':
    case 'someone-else':
    case 'no-server':
    case 'misconfigured':
    case 'requesting-code':
    case 'awaiting-approval':
    case 'signing-out':
      return EXIT.interrupted;
    default:
      return state satisfies never;
  }
}

/**
 * Prints a failure and returns its exit code.
 * @param signedInAs who is still signed in, although this attempt failed
 * @param explanation what to print in place of the failure's own words
 */
export function fail(
  parts: TerminalParts,
  failure: Failure,
  signedInAs: Account | null = null,
  explanation: Explanation = parts.words.failure(failure, names(parts), signedInAs),
): number {
  print(parts, explanation, detailsOf(parts, failure));
  const offMs = parts.snapshot().server?.clockOffMs ?? null;
  if (offMs !== null && mayBeTheClock(failure)) parts.write(parts.words.clockOff(offMs));
  if (
    failure.kind === 'storage' &&
    failure.trouble === 'no-keyring' &&
    parts.snapshot().settings.keepWithoutKeyring.lockedBy === null
  )
    parts.write(parts.words.terminal.keepWithoutKeyring({ flag: '--keep-without-keyring' }));
  return EXIT_CODES[failure.kind];
}

/** Prints why a sign-in could not be renewed, recommends a new one if the server refuses, and returns the exit code. */
export function failToRenew(parts: TerminalParts, failure: Failure): number {
  const { words, session } = parts;
  if (failure.kind !== 'refused') return fail(parts, failure);
  const state = session.state();
  const explanation =
    state.kind === 'needs-you' ? words.ended(state.because, names(parts)) : whyNotRenewed(parts, failure);
  const code = fail(parts, failure, null, explanation);
  offerSignIn(parts);
  return code;
}

/** Why the server refused to renew a sign-in that has not ended. */
function whyNotRenewed(parts: TerminalParts, refused: Extract<Failure, { kind: 'refused' }>): Explanation {
  const { words } = parts;
  return refusalToRenew(refused) === 'interrupted'
    ? { title: words.endings.signInAgain, text: words.notRenewed.interrupted(names(parts)), next: '' }
    : { ...words.failure(refused, names(parts)), text: words.notRenewed.refused(names(parts)) };
}

const EXIT_CODES: Readonly<Record<Failure['kind'], number>> = {
  denied: EXIT.denied,
  expired: EXIT.expired,
  'code-not-valid': EXIT.expired,
  'token-response-lost': EXIT.expired,
  unreachable: EXIT.unreachable,
  refused: EXIT.refused,
  malformed: EXIT.refused,
  'no-endpoint': EXIT.refused,
  storage: EXIT.storage,
  'not-deleted': EXIT.storage,
  'not-protected': EXIT.storage,
  unforeseen: EXIT.error,
};

/** Whether a sign-in may be recommended: none can begin while the administrator's file has a problem. */
function maySignIn({ snapshot }: TerminalParts): boolean {
  return snapshot().policyProblem === null;
}

/** Recommends `--sign-in` if a sign-in could begin. */
function offerSignIn(parts: TerminalParts): void {
  if (maySignIn(parts)) parts.write(parts.words.terminal.signInAgain({ flag: '--sign-in' }));
}

/** Recommends the command that uses a new sign-in, unless the settings allow no local tools. */
export function offerToken({ snapshot, words, write, ownCommand }: TerminalParts): void {
  const { settings, accounts, account } = snapshot();
  if (ownCommand === null || settings.localTools.value === 'off') return;
  const name = accounts.length > 1 && accounts.find(({ id }) => id === account)?.name;
  write(words.terminal.getToken({ command: ownCommand('token', ...(name ? [`--account=${name}`] : [])) }));
}

/** The lines that the window shows under Details. Lists problems in the server's metadata only if they may be the cause. */
function detailsOf({ snapshot }: TerminalParts, of: Failure | Ended): readonly string[] {
  const mayBeMetadata =
    of.kind === 'no-endpoint' ||
    (of.kind === 'signed-out-here' && of.server !== 'ended' && of.server !== 'ended-before');
  return [...details(of), ...(mayBeMetadata ? metadataProblems(snapshot().server) : [])];
}

/** When the sign-in ends, if it can't be renewed at the moment or at all. */
function endOf({ connection, trouble }: StateOf<'signed-in'>, until: EpochMs, words: TerminalWords): string {
  const { textUntil, textUnlessRenewed } = words.signedIn;
  const text = connection.kind === 'ok' && trouble === null ? textUntil : textUnlessRenewed;
  return `${text}\n  ${words.facts.until}: ${words.moment(until)}`;
}

/** The names that messages about a sign-in contain. */
export function names({ snapshot }: TerminalParts) {
  const { server, computer } = snapshot();
  return { server: server?.name ?? '', computer };
}
