/** The program without a window. */
import { app } from 'electron';
import { words } from '../renderer/i18n/words.ts';
import { EXIT } from './exit.ts';
import { isProblem } from './flags.ts';
import { systemClock } from './oauth/runtime.ts';
import { openCompanion } from './open-companion.ts';
import type { Run } from './run.ts';
import { drawQr, paperOf } from './terminal/qr.ts';
import { runTerminal } from './terminal/terminal.ts';

/** Signs in, checks or signs out in the terminal, and ends the process with what came of it. */
export async function start({ profile, flags, log, leave }: Run): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // Who asks twice does not want to wait. A terminal that closes asks twice as well, but with SIGHUP.
      if (interrupted.signal.aborted && signal === 'SIGINT') app.exit(EXIT.interrupted);
      interrupted.abort();
    });
  // Nobody reads any more: a closed pipe must not end the process in the middle of something.
  process.stdout.on('error', () => interrupted.abort());
  // Only a terminal is needed: no icon in the dock.
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited');
  await app.whenReady();

  const companion = await openCompanion(profile, flags, log);
  if (isProblem(companion)) return leave(EXIT.usage, `${companion.setting} must ${companion.must}.`);
  const session = companion.open();
  if (!session) return leave(EXIT.usage, 'No server is known. Give one: --server-url=https://login.example.org');

  const code = await runTerminal({
    session,
    snapshot: companion.snapshot,
    subscribe: companion.subscribe,
    flags,
    words: await words(companion.snapshot()),
    write: (text) => process.stdout.write(`${text}\n`),
    drawQr: (text) => drawQr(text, paperOf(process.stdout)),
    clock: systemClock(),
    interrupted: interrupted.signal,
  });
  // A pipe takes its time: what was written must have gone out before the process ends.
  process.stdout.write('', () => app.exit(code));
}
