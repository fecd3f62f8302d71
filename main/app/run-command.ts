/** A command that uses the sign-in: answered by the process that has the profile, or by this one if no other has. */
import { app } from 'electron';
import { createCaller } from '../cli/api-caller.ts';
import type { Command } from '../cli/command-line.ts';
import { createIo } from '../cli/command-io.ts';
import { RUN, usesApi } from '../cli/commands/commands.ts';
import { callApi, findApi } from '../local-tools/client.ts';
import { systemClock } from '../time/clock.ts';
import type { WindowlessRun } from './run-context.ts';
import type { CommandService } from './serve-command.ts';
import { socketPlace } from './socket-place.ts';

/**
 * Runs the command and ends the process with its exit code. Resolves when that is done, or when this process has to serve
 * the API itself: that needs Electron's `ready`, for which the caller must not wait any longer then.
 */
export async function runCommand(run: Omit<WindowlessRun, 'log'> & { readonly command: Command }): Promise<void> {
  const { command, profile, processExit } = run;
  if (!usesApi(command.name)) return;
  // Nobody reads any more, and what is under way still comes to its end.
  process.stdout.on('error', () => undefined);
  let service: CommandService | null = null;
  const serves = Promise.withResolvers<void>();
  const giveBack = async () => {
    await service?.stop();
    service = null;
  };
  const call = createCaller({
    find: () => findApi(profile, socketPlace()),
    send: callApi,
    async serve() {
      if (!app.requestSingleInstanceLock({ args: ['--hidden'] })) return { kind: 'taken' };
      serves.resolve();
      const { serveCommand } = await import('./serve-command.ts');
      const started = await serveCommand(run);
      if (started.kind === 'serving') ({ service } = started);
      return started;
    },
    clock: systemClock(),
  });
  const ended = RUN[command.name]({ command, call, io: createIo(process, giveBack) }).then(async (code) => {
    await giveBack();
    process.stdout.write('', () => processExit.exit(code));
  });
  await Promise.race([ended, serves.promise]);
}
