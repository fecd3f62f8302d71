/** The app as a service: keeps the accounts signed in and serves local tools, without a window. */
import { app } from 'electron';
import { whyUnreadable } from '../../accounts/accounts-file.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { isProblem, problemText } from '../../cli/flags.ts';
import { NO_PROMPT } from '../../local-tools/consent.ts';
import { systemClock, unlessAborted } from '../../time/clock.ts';
import { createApp } from '../wiring/create-app.ts';
import { hideFromDock, type WindowlessRun } from './run-context.ts';
import { keepReading, whyNotListening } from './unattended.ts';
import { noteUnknownSettings } from './unknown-settings.ts';

/** How long requests in progress may take when the service ends. */
const PATIENCE_MS = 10_000;

/** Serves until a signal ends it or a process with a window takes over the profile. */
export async function start({ profile, flags, log, leave, processExit }: WindowlessRun): Promise<void> {
  hideFromDock();
  const companion = await createApp(profile, flags, log);
  if (isProblem(companion)) return leave(EXIT.usage, problemText(companion));
  noteUnknownSettings(profile, companion.snapshot().unknownSettings);
  const { accounts } = companion;
  const trouble = accounts.trouble();
  if (trouble) return leave(EXIT.storage, whyUnreadable(trouble));
  if (accounts.all().length === 0)
    return leave(EXIT.usage, 'No server is set up. Name one: --server-url=https://login.example.org');

  const clock = systemClock();
  const handedOver = Promise.withResolvers<void>();
  const tools = await companion.startTools({
    servedBy: 'serve',
    prompt: NO_PROMPT,
    lockIsKnown: () => false,
    handOver() {
      handedOver.resolve();
      return true;
    },
  });
  const { api } = tools;
  if (api.kind !== 'listening') return leave(EXIT.error, whyNotListening(api));
  process.stderr.write(`Serving local tools at ${api.path}\n`);
  app.on('second-instance', () => void tools.renew());

  const ending = new AbortController();
  void keepReading(accounts, (ms) => clock.sleep(ms, ending.signal));
  await unlessAborted(handedOver.promise, processExit.interrupted).catch(() => undefined);
  ending.abort();
  const quits = accounts.sessions().map((session) => session.quit());
  await Promise.race([Promise.all([tools.close(), ...quits]), clock.sleep(PATIENCE_MS)]);
  processExit.exit(EXIT.ok);
}
