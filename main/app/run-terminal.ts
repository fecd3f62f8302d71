/** `--terminal`: the app without a window. */
import { app } from 'electron';
import { loadMessages } from '../../locales/load.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { isProblem } from '../cli/flags.ts';
import { reportMisconfigured } from '../cli/output.ts';
import { drawQr, paperOf } from '../cli/qr-code.ts';
import { runTerminal } from '../cli/terminal.ts';
import { sandboxState } from '../system/sandbox.ts';
import { systemClock } from '../time/clock.ts';
import { createApp } from './create-app.ts';
import type { WindowlessRun } from './run-context.ts';

/** Signs in, checks or signs out in the terminal, and ends the process with what came of it. */
export async function start({ profile, flags, log, leave, processExit }: WindowlessRun): Promise<void> {
  // The reader has gone: a closed pipe must not end the process in the middle of something.
  process.stdout.on('error', processExit.interrupt);
  // Only a terminal is needed: no icon in the dock.
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited');

  const companion = await createApp(profile, flags, log);
  if (isProblem(companion)) return leave(EXIT.usage, `${companion.setting} must ${companion.must}.`);
  const { policyProblem, overruled } = companion.snapshot();
  const output = {
    words: await loadMessages(companion.snapshot()),
    write: (text: string) => process.stdout.write(`${text}\n`),
  };
  const withoutSandbox = output.words.withoutSandbox(sandboxState(app));
  if (withoutSandbox) {
    const { text, next } = withoutSandbox;
    process.stderr.write(`${text}${output.words.between}${next}\n`);
  }
  const session = companion.open();
  if (policyProblem && !session) return end(reportMisconfigured(output, policyProblem), processExit);
  if (overruled.length > 0)
    return leave(EXIT.usage, `${overruled.join(', ')} must be left out: the administrator has set otherwise.`);
  if (!session) return leave(EXIT.usage, 'No server is known. Give one: --server-url=https://login.example.org');

  const code = await runTerminal({
    session,
    snapshot: companion.snapshot,
    subscribe: companion.subscribe,
    flags,
    ...output,
    drawQr: (text) => drawQr(text, paperOf(process.stdout)),
    clock: systemClock(),
    interrupted: processExit.interrupted,
  });
  end(code, processExit);
}

/** A pipe takes its time: what was written must have gone out before the process ends. */
function end(code: number, processExit: WindowlessRun['processExit']): void {
  process.stdout.write('', () => processExit.exit(code));
}
