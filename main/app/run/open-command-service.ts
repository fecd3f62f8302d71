/** Serves the local API without a window, for one command, if no other process has the profile. */
import { app } from 'electron';
import type { CommandService } from '../../cli/command-service.ts';
import type { ApiProblem } from '../../cli/commands/parts.ts';
import { isProblem, problemText } from '../../cli/flags.ts';
import { createTerminalConsent } from '../../cli/terminal-consent.ts';
import { NO_DESKTOP } from '../../settings/settings-store.ts';
import { openLog, versionOf } from '../../system/log.ts';
import { onFault } from '../../system/uncaught-errors.ts';
import { systemClock } from '../../time/clock.ts';
import { createApp } from '../wiring/create-app.ts';
import { hideFromDock, overruledText, type WindowlessRun } from './run-context.ts';
import { whyNotListening } from './unattended.ts';

/** Shorter than callers wait for an API. */
const READING_PATIENCE_MS = 10_000;

/**
 * Opens what the profile holds and serves its API. The profile's lock must be held.
 * @param onHandOver called when another process wants the profile and will get it
 */
export async function openCommandService(
  { profile, flags }: Pick<WindowlessRun, 'profile' | 'flags'>,
  onHandOver: () => void,
): Promise<CommandService | ApiProblem> {
  const log = openLog(profile);
  onFault((name, at) => log('uncaught', { name, at }));
  log('start', { version: versionOf(app.getVersion()), unknown: flags.unknown.length });
  hideFromDock();
  const companion = await createApp(profile, flags, log, NO_DESKTOP, { autoRefresh: false });
  if (isProblem(companion)) return problem('bad-request', problemText(companion));
  const { policyProblem, overruled } = companion.snapshot();
  if (overruled.length > 0) return problem('bad-request', overruledText(overruled));
  const { accounts } = companion;
  if (policyProblem && accounts.all().length === 0)
    return problem('not-allowed-by-policy', `The administrator's file ${policyProblem.file} cannot be used.`);
  // Read the stored sign-ins before anyone asks for them, but don't wait too long for a locked keyring.
  await Promise.race([accounts.start(), systemClock().sleep(READING_PATIENCE_MS)]);
  const tools = await companion.startTools({
    servedBy: 'command',
    prompt: createTerminalConsent(process.env),
    lockIsKnown: () => false,
    handOver() {
      setImmediate(onHandOver);
      return true;
    },
  });
  if (tools.api.kind !== 'listening') return problem('internal', whyNotListening(tools.api));
  return {
    kind: 'serving',
    async stop() {
      await tools.close();
      await Promise.all(accounts.sessions().map((session) => session.finish()));
      app.releaseSingleInstanceLock();
    },
  };
}

function problem(name: ApiProblem['problem'], detail: string): ApiProblem {
  return { kind: 'problem', problem: name, detail };
}
