/** `--terminal`: the app without a window. */
import { app } from 'electron';
import { failed } from '../../../locales/chunks/failed.ts';
import { signedOut } from '../../../locales/chunks/signed-out.ts';
import { terminal } from '../../../locales/chunks/terminal.ts';
import { loadMessages } from '../../../locales/load.ts';
import { whyUnreadable } from '../../accounts/accounts-file.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { isProblem, problemText } from '../../cli/flags.ts';
import { print, reportMisconfigured } from '../../cli/output.ts';
import { drawQr, terminalOf } from '../../cli/qr-code.ts';
import type { TerminalParts } from '../../cli/terminal/parts.ts';
import { runTerminal } from '../../cli/terminal/run.ts';
import { sandboxState } from '../../system/sandbox.ts';
import { systemClock } from '../../time/clock.ts';
import type { Account } from '../account-list/account-list.ts';
import { createApp, type Opened } from '../wiring/create-app.ts';
import { ownCommand } from '../wiring/own-command.ts';
import { chooseAccounts, removeUnused } from './chosen-accounts.ts';
import { hideFromDock, overruledText, type WindowlessRun } from './run-context.ts';
import { noteUnknownSettings } from './unknown-settings.ts';

/** Signs in, checks or signs out in the terminal, and ends the process with the exit code of the result. */
export async function start({ profile, flags, log, leave, processExit }: WindowlessRun): Promise<void> {
  // If the reader goes away, the closed pipe must not kill the process halfway through a request.
  process.stdout.on('error', processExit.interrupt);
  hideFromDock();

  const companion = await createApp(profile, flags, log);
  if (isProblem(companion)) return leave(EXIT.usage, problemText(companion));
  const { policyProblem, overruled, session, unknownSettings } = companion.snapshot();
  noteUnknownSettings(profile, unknownSettings);
  const output = {
    words: await loadMessages(companion.snapshot(), failed, signedOut, terminal),
    write: (text: string) => process.stdout.write(`${text}\n`),
  };
  const withoutSandbox = output.words.withoutSandbox(sandboxState(app));
  if (withoutSandbox) {
    const { text, next } = withoutSandbox;
    process.stderr.write(`${text}${output.words.between}${next}\n`);
  }
  const command = ownCommand(process, app.isPackaged, flags, profile);
  const { accounts } = companion;
  const { missingAccounts: count } = companion.snapshot();
  if (count > 0) {
    const { missing } = output.words.accounts;
    const doctor = command?.('doctor');
    process.stderr.write(`${missing({ count, number: output.words.number(count) })}${doctor ? ` (${doctor})` : ''}\n`);
  }
  const trouble = accounts.trouble();
  if (trouble) {
    print(output, output.words.listUnreadable(trouble), [whyUnreadable(trouble)]);
    return end(EXIT.storage, processExit);
  }
  if (session.kind === 'misconfigured') return end(reportMisconfigured(output, session.problem), processExit);
  if (policyProblem && flags.switches.has('add-account'))
    return end(reportMisconfigured(output, policyProblem), processExit);
  if (overruled.length > 0) return leave(EXIT.usage, overruledText(overruled));

  const chosen = await chooseAccounts(accounts, flags, process.env);
  if ('why' in chosen) return leave(chosen.code, chosen.why);
  const run = (id: Account['id']) =>
    runTerminal({
      ...partsFor(companion, id),
      flags,
      ...output,
      drawQr: (text) => drawQr(text, terminalOf(process.stdout)),
      ownCommand: command,
      clock: systemClock(),
      interrupted: processExit.interrupted,
    });
  let code: number = EXIT.ok;
  for (const { id, name } of chosen) {
    if (chosen.length > 1) output.write(`${name}:`);
    const result = await run(id);
    // Report the first failure.
    code ||= result;
    if (processExit.interrupted.aborted) break;
  }
  if (flags.switches.has('add-account')) for (const { id } of chosen) await removeUnused(accounts, id);
  // An account may have taken over a sign-in that was stored separately, so wait for every session.
  if (!processExit.interrupted.aborted) await Promise.all(accounts.sessions().map((session) => session.settled()));
  end(code, processExit);
}

/** Shows this account from now on, and returns what the terminal needs of it. */
function partsFor(
  companion: Opened,
  id: Account['id'],
): Pick<TerminalParts, 'session' | 'start' | 'signIn' | 'signOut' | 'answer' | 'snapshot' | 'subscribe'> {
  const { accounts, requests, snapshot, subscribe } = companion;
  const account = accounts.all().find((each) => each.id === id);
  if (!account) throw new Error('the account is gone');
  void requests.openAccount(id);
  return {
    session: account.session,
    snapshot,
    subscribe,
    start() {
      const read = accounts.read(id);
      // Waiting for the disk leaves time to load what talks to servers. If that fails, the first request reports it.
      import('../../net/chromium-client.ts').catch(() => undefined);
      return read;
    },
    async signIn() {
      const result = await accounts.signIn(id);
      if (result !== null) void requests.openAccount(result);
    },
    signOut: () => accounts.signOut(id),
    answer: (answer) => accounts.answer(id, answer),
  };
}

/** Ends the process once all output is written, because a pipe may be slow. */
function end(code: number, processExit: WindowlessRun['processExit']): void {
  process.stdout.write('', () => processExit.exit(code));
}
