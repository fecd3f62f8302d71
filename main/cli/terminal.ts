/** Signing in without a window: for servers and SSH. The session is the same; this only writes it down. */

import { details, ignoredFields, mayBeTheClock, oddMetadata } from '../../locales/details.ts';
import type { TerminalWords } from '../../locales/parts/terminal.ts';
import type {
  Account,
  Ended,
  EpochMs,
  Failure,
  Prompt,
  SessionState,
  Snapshot,
  SomeoneElseAnswer,
  Waiting,
} from '../../preload/api.ts';
import { waitForKeyring } from '../session/keyring-wait.ts';
import type { Session } from '../session/types.ts';
import type { Clock } from '../time/clock.ts';
import { atMost } from '../time/deadline.ts';
import { EXIT } from './exit-codes.ts';
import { type Flags, isAnswer } from './flags.ts';
import { print, reportMisconfigured } from './output.ts';

/**
 * How long pending requests may take after Ctrl-C. Within the first, tokens that a poll still brings can be revoked: that takes
 * two more exchanges, for the endpoint and at it. The response to a refresh must not be lost (R4).
 */
const POLL_PATIENCE_MS = 5_000;
const REFRESH_PATIENCE_MS = 10_000;
/** A keyring that is locked may hold a proof up for longer, which then has written nothing. */
const PROOF_PATIENCE_MS = 2_000;

const LABEL_COLUMNS = 10;

export interface TerminalParts {
  /** The session of the account that the snapshot shows. */
  readonly session: Session;
  /** Reads what that account has stored. */
  readonly start: () => Promise<unknown>;
  /** Signs in to that account. Resolves when it is known what came of it. */
  readonly signIn: () => Promise<unknown>;
  /** Answers what to do with the sign-in of someone else. */
  readonly answer: (answer: SomeoneElseAnswer) => Promise<unknown>;
  readonly snapshot: () => Snapshot;
  readonly subscribe: (listener: (snapshot: Snapshot) => void) => () => void;
  readonly flags: Flags;
  readonly words: TerminalWords;
  readonly write: (text: string) => void;
  /** The QR code of a text, for this terminal; null if it has no room for one. */
  readonly drawQr: (text: string) => Promise<string | null>;
  readonly clock: Clock;
  /** Fires on Ctrl-C, or when something else ends the run. */
  readonly interrupted: AbortSignal;
}

/** Signs in, checks whether the sign-in lives, or signs out, and prints the result. Resolves with the exit code. */
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
      if (session.endingWithProgram()) void session.discard();
      await atMost(clock, patienceMs, session.settled(), undefined);
      write(stopped);
      // Users who approved just before would otherwise think that no one is signed in. The result of a request in progress is unknown.
      const state = session.state();
      if (state.kind === 'signed-in' && state.kept.kind !== 'until-quit' && !session.isBusy()) report(parts, state);
      resolve(EXIT.interrupted);
    };
    interrupted.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([runToTheEnd(parts), interruption]);
}

/** How a session ended is known before it is on disk: a process that ended between would ask with a dead token again. */
async function runToTheEnd(parts: TerminalParts): Promise<number> {
  const code = await run(parts);
  await parts.session.settled();
  // Its file would be left behind.
  await atMost(parts.clock, PROOF_PATIENCE_MS, parts.session.proven(), undefined);
  return code;
}

async function run(parts: TerminalParts): Promise<number> {
  const { session, flags } = parts;
  await forKeyring(parts, parts.start());
  const state = session.state();
  if (flags.switches.has('sign-out')) return signOut(parts, state);
  if (parts.snapshot().session.kind === 'someone-else') return answerSomeoneElse(parts);
  if (flags.switches.has('sign-in')) return signIn(parts);
  switch (state.kind) {
    case 'signed-in':
      return check(parts);
    case 'needs-you':
      // The token is kept: the server may have changed its mind.
      return state.because.kind === 'refused' ? check(parts) : signIn(parts);
    case 'storage-unreadable':
    case 'failed':
      return report(parts, state);
    default:
      return signIn(parts);
  }
}

/** Already signed in: one refresh shows whether that is still so. */
async function check(parts: TerminalParts): Promise<number> {
  const failure = await parts.session.refresh();
  const state = parts.session.state();
  if (failure && (state.kind === 'signed-in' || state.kind === 'needs-you')) {
    const code = fail(parts, failure);
    if (failure.kind === 'refused') offerSignIn(parts);
    return code;
  }
  // Reports the result to the user who stopped it.
  if (parts.interrupted.aborted && state.kind === 'signed-in' && state.kept.kind !== 'until-quit')
    return EXIT.interrupted;
  // The new token ends with this process, and the old one is used up.
  if (state.kind === 'signed-in' && state.kept.kind === 'until-quit') {
    await parts.session.discard();
    return fail(parts, { kind: 'storage', trouble: state.kept.because });
  }
  return report(parts, state);
}

async function signIn(parts: TerminalParts): Promise<number> {
  const { session, words, write, subscribe } = parts;
  const { policyProblem } = parts.snapshot();
  if (policyProblem) return reportMisconfigured(parts, policyProblem);
  const kept = await forKeyring(parts, session.prove());
  if (kept.kind === 'until-quit') return fail(parts, { kind: 'storage', trouble: kept.because });

  let shown: Prompt | null = null;
  let link: Waiting = { kind: 'ok' };
  const unsubscribe = subscribe(({ session: state }) => {
    if (state.kind !== 'awaiting-approval') return;
    if (shown !== state.prompt) {
      shown = state.prompt;
      void showPrompt(parts, state);
    }
    if (link === state.link) return;
    const line = waitingIs(words.terminal, state.link, link);
    if (line !== null) write(line);
    link = state.link;
  });
  await parts.signIn();
  unsubscribe();
  if (parts.interrupted.aborted) return EXIT.interrupted;

  const { session: state } = parts.snapshot();
  if (state.kind === 'someone-else') return answerSomeoneElse(parts);
  if (state.kind === 'signed-in' && state.kept.kind === 'until-quit') {
    // This process ends now, and the tokens with it: the server should not go on trusting them.
    await session.discard();
    return fail(parts, { kind: 'storage', trouble: state.kept.because });
  }
  return report(parts, state);
}

/** No one is asked here: a program can answer a terminal. Without `--someone-else` the question waits for the user. */
async function answerSomeoneElse(parts: TerminalParts): Promise<number> {
  const { session: state, accounts, account, mayAddAccount } = parts.snapshot();
  if (state.kind !== 'someone-else') return report(parts, state);
  const { someoneElse } = parts.words.accounts;
  const names = {
    account: accounts.find(({ id }) => id === account)?.name ?? '',
    other: state.approvedBy.name ?? someoneElse.unnamed,
  };
  const { title, keep, discard } = someoneElse;
  print(parts, { title, text: someoneElse.text(names), next: '' });
  const given = parts.flags.values['someone-else'];
  const mayKeep = mayAddAccount !== 'no';
  if (given === undefined || !isAnswer(given) || (given === 'keep' && !mayKeep)) {
    const choices = { ...(mayKeep && { keep }), replace: someoneElse.replace(names), discard };
    for (const [answer, what] of Object.entries(choices)) parts.write(`  ${what}: --someone-else=${answer}`);
    return EXIT.noConsent;
  }
  await parts.answer(given);
  return report(parts, parts.snapshot().session);
}

/** What to write when waiting goes on in another way; null: nothing. */
function waitingIs(terminal: TerminalWords['terminal'], waiting: Waiting, before: Waiting): string | null {
  switch (waiting.kind) {
    case 'ok':
      return before.kind === 'retrying' ? terminal.connected : null;
    case 'retrying':
      return terminal.stillTrying(waiting.because);
    case 'slow':
      return terminal.slow;
    case 'must-wait':
      return terminal.mustWait(waiting.waitMs);
    default:
      return waiting satisfies never;
  }
}

/** Waits for what a keyring may hold up, and prints a note, because its password prompt may be on a screen out of sight. */
function forKeyring<T>({ clock, write, words }: TerminalParts, answer: Promise<T>): Promise<T> {
  return waitForKeyring(clock, answer, () => write(`${words.loading.waitingTitle}\n${words.loading.waitingText}`));
}

async function showPrompt(parts: TerminalParts, state: Extract<SessionState, { kind: 'awaiting-approval' }>) {
  const { prompt, lifetimeMs } = state;
  const { terminal } = parts.words;
  const what = [`${label(terminal.open)}${prompt.verificationUri}`, `${label(terminal.code)}${prompt.userCode}`];
  // What is needed most does not wait for what takes a moment to draw.
  parts.write(['', ...what, ''].join('\n'));
  const qr = await parts.drawQr(prompt.qrText).catch(() => null);
  if (parts.session.state().kind !== 'awaiting-approval') return;
  const { server } = names(parts);
  const lines = [
    ...(qr === null ? [] : [qr]),
    ...(qr === null && !prompt.onlyOnThisComputer ? [] : [howToApprove(prompt, terminal)]),
    ...(prompt.foreignHost ? [terminal.foreignHost({ host: prompt.foreignHost, server })] : []),
    terminal.caution(names(parts)),
    terminal.waiting(lifetimeMs),
    ...ignoredFields(prompt).map((line) => `  ${line}`),
  ];
  parts.write(lines.join('\n'));
}

function howToApprove({ onlyOnThisComputer, qrCarriesCode }: Prompt, terminal: TerminalWords['terminal']): string {
  if (onlyOnThisComputer) return terminal.onlyHere;
  return qrCarriesCode ? terminal.thenCompare : terminal.thenEnter;
}

/** So that what follows lies in one column: letters of East Asia are two columns wide. */
function label(text: string): string {
  const columns = [...text].reduce((width, letter) => width + (letter >= '\u1100' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, LABEL_COLUMNS - columns));
}

async function signOut(parts: TerminalParts, state: SessionState): Promise<number> {
  if (state.kind === 'signed-out') {
    // The server may not know yet of an earlier sign-out.
    if ((await parts.session.revokePending()) === 'asked') return report(parts, parts.session.state());
    parts.write(parts.words.terminal.notSignedIn(names(parts)));
    return EXIT.signedIn;
  }
  // What a newer version wrote is changed by nothing: only that version can sign out.
  if (state.kind === 'storage-unreadable' && state.trouble === 'newer-version') return report(parts, state);
  await parts.session.signOut();
  return report(parts, parts.session.state());
}

/** Says what the state is, in words, and gives its exit code. */
function report(parts: TerminalParts, state: SessionState): number {
  const { words, write } = parts;
  switch (state.kind) {
    case 'signed-in':
      write(words.terminal.signedIn(state.account) + words.between + words.kept(state.kept));
      if (state.until !== null) write(endOf(state, state.until, words));
      if (state.formerly !== null) write(words.terminal.formerly({ name: state.formerly }));
      if (parts.snapshot().policyProblem) write(words.misconfigured.signedInForNow);
      return EXIT.signedIn;
    case 'signed-out':
      print(
        parts,
        state.because
          ? words.ended(state.because, names(parts))
          : { title: words.terminal.signedOut, text: '', next: '' },
        state.because ? detailsOf(parts, state.because) : [],
      );
      return EXIT.signedIn;
    case 'needs-you':
      print(parts, words.ended(state.because, names(parts)), detailsOf(parts, state.because));
      offerSignIn(parts);
      return EXIT.ended;
    case 'storage-unreadable':
      print(parts, words.storage(state.trouble), details({ kind: 'storage', trouble: state.trouble }));
      // What a newer version wrote is changed by nothing.
      if (state.trouble !== 'newer-version' && maySignIn(parts))
        write(words.terminal.signInKeepingFiles({ flag: '--sign-in' }));
      return EXIT.notKept;
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

function fail(parts: TerminalParts, failure: Failure, signedInAs: Account | null = null): number {
  print(parts, parts.words.failure(failure, names(parts), signedInAs), detailsOf(parts, failure));
  const offMs = parts.snapshot().server?.clockOffMs ?? null;
  if (offMs !== null && mayBeTheClock(failure)) parts.write(parts.words.clockOff(offMs));
  if (
    failure.kind === 'storage' &&
    failure.trouble === 'no-keyring' &&
    parts.snapshot().settings.keepWithoutKeyring.lockedBy === null
  )
    parts.write(parts.words.terminal.keepWithoutKeyring({ flag: '--keep-without-keyring' }));
  switch (failure.kind) {
    case 'denied':
      return EXIT.denied;
    case 'expired':
    case 'code-not-valid':
    case 'answer-lost':
      return EXIT.expired;
    case 'unreachable':
      return EXIT.unreachable;
    case 'refused':
    case 'malformed':
    case 'no-endpoint':
      return EXIT.refused;
    case 'storage':
    case 'not-deleted':
    case 'not-protected':
      return EXIT.notKept;
    case 'unforeseen':
      return EXIT.wrong;
    default:
      return failure satisfies never;
  }
}

/** No sign-in begins while the administrator's file has a problem: nothing recommends one then. */
function maySignIn({ snapshot }: TerminalParts): boolean {
  return snapshot().policyProblem === null;
}

function offerSignIn(parts: TerminalParts): void {
  if (maySignIn(parts)) parts.write(parts.words.terminal.signInAgain({ flag: '--sign-in' }));
}

/** What the window shows under Details; of the server's metadata only what may be the reason. */
function detailsOf({ snapshot }: TerminalParts, of: Failure | Ended): readonly string[] {
  const mayBeMetadata =
    of.kind === 'no-endpoint' ||
    (of.kind === 'signed-out-here' && of.server !== 'ended' && of.server !== 'ended-before');
  return [...details(of), ...(mayBeMetadata ? oddMetadata(snapshot().server) : [])];
}

/** When a sign-in ends that renews itself no more, or not at the moment. */
function endOf(
  { link, trouble }: Extract<SessionState, { kind: 'signed-in' }>,
  until: EpochMs,
  words: TerminalWords,
): string {
  const { textUntil, textUnlessRenewed } = words.signedIn;
  const text = link.kind === 'ok' && trouble === null ? textUntil : textUnlessRenewed;
  return `${text}\n  ${words.facts.until}: ${words.moment(until)}`;
}

function names({ snapshot }: TerminalParts) {
  const { server, computer } = snapshot();
  return { server: server?.name ?? '', computer };
}
