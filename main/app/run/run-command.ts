/** Runs a command that uses the sign-in. The process that has the profile answers it, or this process if no other has it. */
import { app } from 'electron';
import { createCaller } from '../../cli/api-caller.ts';
import { createIo } from '../../cli/command-io.ts';
import type { Command } from '../../cli/command-line.ts';
import { createCommandService } from '../../cli/command-service.ts';
import { RUN, usesApi } from '../../cli/commands/commands.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { watchStdout } from '../../cli/stdout.ts';
import { callApi, findApi } from '../../local-tools/client.ts';
import { systemClock } from '../../time/clock.ts';
import { socketPathParts } from '../wiring/socket-path-parts.ts';
import type { WindowlessRun } from './run-context.ts';
import { takeOverProfile } from './take-over-profile.ts';

/**
 * Runs the command and ends the process with its exit code. Resolves when the command is done, or when this process needs
 * Electron's `ready` (which waits for the caller) to serve the API itself or to pass signals on to a child.
 */
export async function runCommand(run: Omit<WindowlessRun, 'log'> & { readonly command: Command }): Promise<void> {
  const { command, profile, processExit } = run;
  if (!usesApi(command.name)) return;
  // If the reader of stdout goes away, work in progress still finishes.
  const stdout = watchStdout(process);
  const clock = systemClock();
  let runsChild = false;
  const needsReady = Promise.withResolvers<void>();
  const { serve, giveBack } = createCommandService(
    () => app.requestSingleInstanceLock({ args: ['--hidden'] }),
    async () => {
      needsReady.resolve();
      const { openCommandService } = await import('./open-command-service.ts');
      return openCommandService(run, () => void giveBack());
    },
    clock,
  );
  // Only this process has a terminal to ask on. A process with a window keeps the profile and asks in its window.
  if (isAllow(command) && (await canAskHere())) await takeOverProfile(profile);
  const call = createCaller({
    find: () => findApi(profile, socketPathParts()),
    send: callApi,
    serve,
    clock,
  });
  processExit.interrupted.addEventListener('abort', () => {
    // A child handles the signal in its own way, and this process ends with it.
    if (!runsChild) void giveBack().then(() => processExit.exit(EXIT.interrupted));
  });
  const io = createIo(process, async () => {
    runsChild = true;
    needsReady.resolve();
    // Electron replaces earlier signal listeners, so add ours after `ready`, or the child would never get its signals.
    await app.whenReady();
    await giveBack();
  });
  const ended = RUN[command.name]({ command, call, io }).then(async (code) => {
    await giveBack();
    if (runsChild) processExit.exitAsChild(code);
    else processExit.exit(await stdout.exitCode(code));
  });
  await Promise.race([ended, needsReady.promise]);
}

async function canAskHere(): Promise<boolean> {
  const { createTerminalConsent } = await import('../../cli/terminal-consent.ts');
  return createTerminalConsent(process.env).canAsk();
}

/** Whether this is `tools allow`, which asks the user to allow a tool in advance. */
function isAllow({ name, words }: Command): boolean {
  return name === 'tools' && words[0] === 'allow';
}
