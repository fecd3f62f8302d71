/** The app as a service: keeps the accounts signed in and serves local tools, without a window. */
import { app } from 'electron';
import type { ApiState } from '../../../preload/api.ts';
import { whyUnreadable } from '../../accounts/accounts-file.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { isProblem, problemText } from '../../cli/flags.ts';
import { NO_PROMPT } from '../../local-tools/consent.ts';
import type { ConsentPrompt } from '../../local-tools/types.ts';
import type { Session } from '../../session/types.ts';
import { systemClock } from '../../time/clock.ts';
import type { AccountList } from '../account-list/account-list.ts';
import { createApp } from '../wiring/create-app.ts';
import { hideFromDock, type WindowlessRun } from './run-context.ts';

/** How often to retry a keyring that is locked when the computer starts, because no one may be there to press a button. */
const KEYRING_LOOK_MS = 30_000;
/** How long requests in progress may take when the service ends. */
const PATIENCE_MS = 10_000;

/** Serves until a signal ends it or a process with a window takes over the profile. */
export async function start({
  profile,
  flags,
  log,
  leave,
  processExit,
  prompt = NO_PROMPT,
}: WindowlessRun & { readonly prompt?: ConsentPrompt }): Promise<void> {
  hideFromDock();
  const companion = await createApp(profile, flags, log);
  if (isProblem(companion)) return leave(EXIT.usage, problemText(companion));
  const { accounts } = companion;
  const trouble = accounts.trouble();
  if (trouble) return leave(EXIT.notKept, whyUnreadable(trouble));
  if (accounts.all().length === 0)
    return leave(EXIT.usage, 'No server is known. Give one: --server-url=https://login.example.org');

  const clock = systemClock();
  const handedOver = Promise.withResolvers<void>();
  const tools = await companion.startTools({
    servedBy: 'serve',
    prompt,
    lockIsKnown: () => false,
    handOver() {
      handedOver.resolve();
      return true;
    },
  });
  const { api } = tools;
  if (api.kind !== 'listening') return leave(EXIT.wrong, whyNot(api));
  process.stderr.write(`Serving local tools at ${api.path}\n`);
  app.on('second-instance', () => void tools.renew());

  const ending = new AbortController();
  void keepReading(accounts, (ms) => clock.sleep(ms, ending.signal));
  await Promise.race([
    handedOver.promise,
    new Promise<void>((resolve) => {
      if (processExit.interrupted.aborted) resolve();
      processExit.interrupted.addEventListener('abort', () => resolve(), { once: true });
    }),
  ]);
  ending.abort();
  await Promise.race([Promise.all([tools.close(), ...accounts.sessions().map(finish)]), clock.sleep(PATIENCE_MS)]);
  processExit.exit(EXIT.signedIn);
}

/** Ends a sign-in that exists only in memory at the server too, because the process takes its tokens with it. */
async function finish(session: Session): Promise<void> {
  if (session.endingWithProgram()) await session.discard();
  await session.finish();
}

/** Reads the sign-ins, and retries while a locked keyring prevents it. */
async function keepReading(accounts: AccountList, wait: (ms: number) => Promise<void>): Promise<void> {
  try {
    await accounts.start();
    while (accounts.sessions().some(isLocked)) {
      await wait(KEYRING_LOOK_MS);
      for (const session of accounts.sessions().filter(isLocked)) await session.keyringMayBeOpen();
    }
  } catch {
    // The service is ending.
  }
}

function isLocked(session: Session): boolean {
  const state = session.resting();
  return state.kind === 'storage-unreadable' && ['keyring-locked', 'no-keyring'].includes(state.trouble);
}

function whyNot(api: ApiState): string {
  if (api.kind !== 'trouble') return 'The local API did not start.';
  const at = api.path === null ? '' : ` at ${api.path}`;
  return `The local API cannot listen${at} (${api.why}). See docs/local-tools.md.`;
}
