/** Signs in from the terminal, and handles approvals by someone else. */
import type { Kept, Prompt, Waiting } from '../../../preload/api.ts';
import type { Session } from '../../session/session.ts';
import { EXIT } from '../exit-codes.ts';
import { print, reportMisconfigured } from '../output.ts';
import { forKeyring, type TerminalParts } from './parts.ts';
import { connectionChange, showPrompt } from './prompt.ts';
import { fail, offerToken, report } from './report.ts';

/** Shows a code and the progress until the attempt ends. Resolves with the exit code. */
export async function signIn(parts: TerminalParts): Promise<number> {
  const { session, words, write, subscribe } = parts;
  const { policyProblem } = parts.snapshot();
  if (policyProblem) return reportMisconfigured(parts, policyProblem);
  const kept = await forKeyring(parts, storageTestOf(session));
  if (kept.kind === 'until-quit') return fail(parts, { kind: 'storage', trouble: kept.because });

  let shown: Prompt | null = null;
  let connection: Waiting = { kind: 'ok' };
  const unsubscribe = subscribe(({ session: state }) => {
    if (state.kind !== 'awaiting-approval') return;
    if (shown !== state.prompt) {
      shown = state.prompt;
      void showPrompt(parts, state);
    }
    if (connection === state.connection) return;
    const line = connectionChange(words.terminal, state.connection, connection);
    if (line !== null) write(line);
    connection = state.connection;
  });
  await parts.signIn();
  unsubscribe();
  if (parts.interrupted.aborted) return EXIT.interrupted;

  const { session: state } = parts.snapshot();
  if (state.kind === 'someone-else') return answerSomeoneElse(parts);
  if (state.kind === 'signed-in' && state.kept.kind === 'until-quit') {
    // The tokens end with this process, so end them at the server too.
    await session.discard();
    return fail(parts, { kind: 'storage', trouble: state.kept.because });
  }
  const code = report(parts, state);
  if (state.kind === 'signed-in') offerToken(parts);
  return code;
}

/** The result of a storage test. Reading an empty vault starts one, whose result is as good as another's. */
async function storageTestOf(session: Session): Promise<Kept> {
  await session.storageTested();
  return session.keeping() ?? session.testStorage();
}

/**
 * Never asks interactively, because a program may be at the other end of the terminal. Without `--someone-else`, the question
 * stays open and the output lists the choices.
 */
export async function answerSomeoneElse(parts: TerminalParts): Promise<number> {
  const { session: state, accounts, account, mayAddAccount } = parts.snapshot();
  if (state.kind !== 'someone-else') return report(parts, state);
  const { words } = parts;
  const names = {
    account: accounts.find(({ id }) => id === account)?.name ?? '',
    other: state.approvedBy.name ?? words.accounts.someoneElse.unnamed,
    theirs: state.approver.kind === 'has-account' ? state.approver.account : '',
  };
  const { title, text, answers } = words.someoneElseQuestion(state.approver, mayAddAccount !== 'no');
  print(parts, { title, text: text(names), next: '' });
  const given = answers.find(({ answer }) => answer === parts.flags.values['someone-else']);
  if (!given) {
    for (const { answer, label } of answers) parts.write(`  ${label(names)}: --someone-else=${answer}`);
    return EXIT.noConsent;
  }
  await parts.answer(given.answer);
  return report(parts, parts.snapshot().session);
}
