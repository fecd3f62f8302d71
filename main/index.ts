/** The main process, as a table of contents: what was asked for, which profile, one of each, and then a window or a terminal. */
import { url as inspectorUrl } from 'node:inspector';
import { app, dialog } from 'electron';
import { EXIT } from './cli/exit-codes.ts';
import { type AppLaunch, type Launch, readLaunch } from './cli/launch.ts';
import { createProcessExit, type ProcessExit } from './cli/process-exit.ts';
import { argsForRunningApp, leftToRunningApp } from './cli/second-launch.ts';
import type { TakenOver } from './local-tools/take-over.ts';
import { liesInAppImage } from './system/app-image.ts';
import { codeLocation, errorName } from './system/error-name.ts';
import type { UnsafePath } from './system/folder-safety.ts';
import { openProfile, openProfileReadOnly } from './system/profile.ts';
import { onFault } from './system/uncaught-errors.ts';
import { searchNoWorkingFolder } from './system/windows-programs.ts';

/** How a run without a window exits; null: this one has a window, or never got that far. */
let processExit: ProcessExit | null = null;

searchNoWorkingFolder(process.platform, process.env);
const args = process.argv.slice(1);
const launch = readLaunch({
  args,
  namesApp: process.defaultApp === true,
  environment: process.env,
  // Access to the inspector is access to everything. Only a package for end-to-end tests has one, and is driven by switches.
  isGuarded: app.isPackaged && inspectorUrl() === undefined,
  isAppImage: liesInAppImage(process.execPath),
});

switch (launch.kind) {
  case 'misused':
    leave(EXIT.usage, launch.why);
    break;
  case 'refused':
    // Before a window, a connection or a port is opened. Users who double-clicked see no terminal. On Linux no box can open
    // before `ready`, and the launch must not get that far.
    if (process.platform !== 'linux' && !launch.isScript) dialog.showErrorBox(app.getName(), launch.why);
    leave(EXIT.usage, launch.why);
    break;
  case 'help':
    process.stdout.write(launch.text);
    app.exit(0);
    break;
  case 'version':
    process.stdout.write(`${app.getVersion()}\n`);
    app.exit(0);
    break;
  case 'check-config':
    import('./app/run-check-config.ts').then(({ start }) => start(launch.file)).catch(couldNotStart);
    break;
  case 'doctor':
    examine(launch);
    break;
  case 'command':
    await runCommand(launch);
    break;
  case 'app':
    await startOrHandOver(launch);
    break;
  default:
    launch satisfies never;
}

function examine({ flags }: Extract<Launch, { kind: 'doctor' }>): void {
  // No lock is taken, and no log written: a program that runs is left alone.
  onFault(() => undefined);
  const own = windowlessExit();
  const profile = openProfileReadOnly(flags);
  import('./app/run-doctor.ts')
    .then(({ start }) => start({ profile, flags, leave, processExit: own }))
    .catch(couldNotStart);
}

async function runCommand({ command, flags }: Extract<Launch, { kind: 'command' }>): Promise<void> {
  const own = windowlessExit();
  const { folder: profile, unsafe } = openProfile(flags, leave);
  const run = await import('./app/run-command.ts');
  // `ready` waits for this module: what a running app answers needs no Chromium.
  if (unsafe) refuseUnsafe(unsafe, false).catch(couldNotStart);
  else await run.runCommand({ command, profile, flags, leave, processExit: own }).catch(couldNotStart);
}

async function startOrHandOver(launch: AppLaunch): Promise<void> {
  const { folder: profile, unsafe } = openProfile(launch.flags, leave);
  if (unsafe) {
    refuseUnsafe(unsafe, launch.way === 'window').catch(couldNotStart);
    return;
  }
  // Two programs that write one profile would lose tokens to each other.
  const isAlone = app.requestSingleInstanceLock({ args: argsForRunningApp(launch, args, process.env) });
  const taken = isAlone ? 'taken' : await takeOverFrom(profile, launch);
  switch (taken) {
    case 'taken':
      return start(profile, launch);
    case 'silent':
      refuseTaken(launch.way === 'window').catch(couldNotStart);
      return;
    case 'kept': {
      const { code, why } = leftToRunningApp(launch);
      return leave(code, why);
    }
    default:
      taken satisfies never;
  }
}

/** Other users could read or change the profile. Rare, so that its code and its words are loaded only now. */
async function refuseUnsafe(unsafe: UnsafePath, hasWindow: boolean): Promise<void> {
  const { refuseProfile } = await import('./app/refuse-profile.ts');
  await refuseProfile(unsafe, hasWindow, leave);
}

/** Another process has the profile, and does not respond. */
async function refuseTaken(hasWindow: boolean): Promise<void> {
  const { refuseTakenProfile } = await import('./app/refuse-profile.ts');
  await refuseTakenProfile(hasWindow, leave);
}

/** Another process has the profile, and may give it back. This code is loaded only now, too. */
async function takeOverFrom(profile: string, { way }: AppLaunch): Promise<TakenOver> {
  const { takeOverProfile } = await import('./app/take-over.ts');
  return takeOverProfile(profile, { canWait: way === 'serve' });
}

/** Opens the window, or does in the terminal what was asked for. */
async function start(profile: string, { way, flags }: AppLaunch): Promise<void> {
  // Late: what writes the log brings all of TLS, which a command that a running app answers can do without.
  const { openLog, versionOf } = await import('./system/log.ts');
  const log = openLog(profile);
  onFault((name, at) => log('uncaught', { name, at }));
  log('start', { version: versionOf(app.getVersion()), unknown: flags.unknown.length });
  if (flags.unknown.length > 0) process.stderr.write(`Unknown and ignored: ${flags.unknown.join(', ')}. See --help.\n`);
  const run = { profile, flags, log, leave };
  const failed = (error: unknown) => {
    log('could not start', { name: errorName(error), at: codeLocation(error) });
    couldNotStart(error);
  };
  // Each waits for `ready`, which waits for this module: only their code is loaded now.
  switch (way) {
    case 'serve': {
      const own = windowlessExit();
      const { start: serve } = await import('./app/run-serve.ts');
      serve({ ...run, processExit: own }).catch(failed);
      break;
    }
    case 'terminal': {
      const own = windowlessExit();
      const { start: startInTerminal } = await import('./app/run-terminal.ts');
      startInTerminal({ ...run, processExit: own }).catch(failed);
      break;
    }
    case 'window': {
      const { start: startInWindow } = await import('./app/run-desktop.ts');
      startInWindow(run).catch(failed);
      break;
    }
    default:
      way satisfies never;
  }
}

/** An error's message could contain anything, so only its name is reported. */
function couldNotStart(error: unknown): void {
  leave(EXIT.wrong, `Transparenc Companion could not start (${errorName(error)}).`);
}

/** Prints why in one line, and ends this process. */
function leave(code: number, why: string): void {
  process.stderr.write(`${why}\n`);
  (processExit ?? app).exit(code);
}

/** From now on no end of this process that it does not choose itself counts as success. */
function windowlessExit(): ProcessExit {
  processExit = createProcessExit({ app, process });
  return processExit;
}
