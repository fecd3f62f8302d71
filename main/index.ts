/** The entry point of the main process: reads the command line, opens the profile, and starts one of app/run. */
import { url as inspectorUrl } from 'node:inspector';
import { app, dialog } from 'electron';
import { prepareDesktop } from './app/run/prepare-desktop.ts';
import { EXIT } from './cli/exit-codes.ts';
import { createProcessExit, type ProcessExit } from './cli/process-exit.ts';
import { type AppLaunch, type Launch, readLaunch } from './cli/read-launch.ts';
import { argsForRunningApp, leftToRunningApp } from './cli/second-launch.ts';
import { watchStdout } from './cli/stdout.ts';
import type { TakenOver } from './local-tools/take-over.ts';
import { liesInAppImage } from './system/app-image.ts';
import { codeLocation, errorName } from './system/error-name.ts';
import type { UnsafePath } from './system/folder-safety.ts';
import { openLog, versionOf } from './system/log.ts';
import { openProfile, openProfileReadOnly } from './system/profile.ts';
import { onFault } from './system/uncaught-errors.ts';
import { searchNoWorkingFolder } from './system/windows-programs.ts';

/** How a run without a window exits; null if this run has a window or hasn't started. */
let processExit: ProcessExit | null = null;

searchNoWorkingFolder(process.platform, process.env);
const args = process.argv.slice(1);
const launch = readLaunch({
  args,
  namesApp: process.defaultApp === true,
  environment: process.env,
  // Only a package built for end-to-end tests has an inspector. Tests drive it with switches that give full control of the app.
  isGuarded: app.isPackaged && inspectorUrl() === undefined,
  isAppImage: liesInAppImage(process.execPath),
});

switch (launch.kind) {
  case 'misused':
    leave(EXIT.usage, launch.why);
    break;
  case 'refused':
    // Nothing is open yet: no window, connection or port. Users who double-clicked see no terminal, so they get a dialog, except
    // on Linux, which can't show one before `ready`; by then the refused switches would be in effect.
    if (process.platform !== 'linux' && !launch.isScript) dialog.showErrorBox(app.getName(), launch.why);
    leave(EXIT.usage, launch.why);
    break;
  case 'help':
    printAndExit(launch.text);
    break;
  case 'version':
    printAndExit(`${app.getVersion()}\n`);
    break;
  case 'check-config':
    import('./app/run/run-check-config.ts').then(({ start }) => start(launch.file)).catch(couldNotStart);
    break;
  case 'doctor':
    await runDoctor(launch).catch(couldNotStart);
    break;
  case 'command':
    await runCommand(launch).catch(couldNotStart);
    break;
  case 'app':
    await startOrHandOver(launch).catch(couldNotStart);
    break;
  default:
    launch satisfies never;
}

function printAndExit(text: string): void {
  const { exitCode } = watchStdout(process);
  process.stdout.write(text);
  void exitCode(EXIT.ok).then((code) => app.exit(code));
}

async function runDoctor({ flags }: Extract<Launch, { kind: 'doctor' }>): Promise<void> {
  // Takes no lock and writes no log, so a running app is not disturbed.
  onFault(() => undefined);
  const own = windowlessExit();
  const profile = openProfileReadOnly(flags, leave);
  if (profile === null) return;
  // `ready` waits for this module to load, but not for the check, which waits for `ready`.
  const { start } = await import('./app/run/run-doctor.ts');
  start({ profile, flags, leave, processExit: own }).catch(couldNotStart);
}

async function runCommand({ command, flags }: Extract<Launch, { kind: 'command' }>): Promise<void> {
  const own = windowlessExit();
  const { folder: profile, unsafe } = openProfile(flags, leave);
  const run = await import('./app/run/run-command.ts');
  // `ready` waits for this module to load. If a running app can answer, the command is done before Chromium starts.
  if (unsafe) refuseUnsafe(unsafe, false).catch(couldNotStart);
  else await run.runCommand({ command, profile, flags, leave, processExit: own }).catch(couldNotStart);
}

async function startOrHandOver(launch: AppLaunch): Promise<void> {
  const { folder: profile, unsafe } = openProfile(launch.flags, leave);
  if (unsafe) {
    refuseUnsafe(unsafe, launch.way === 'window').catch(couldNotStart);
    return;
  }
  // Two processes writing one profile would overwrite each other's tokens.
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

/** Other users could read or change the profile. This is rare, so its code and messages are loaded only when needed. */
async function refuseUnsafe(unsafe: UnsafePath, hasWindow: boolean): Promise<void> {
  const { refuseProfile } = await import('./app/run/refuse-profile.ts');
  await refuseProfile(unsafe, hasWindow, leave);
}

/** Another process has the profile and doesn't respond. */
async function refuseTaken(hasWindow: boolean): Promise<void> {
  const { refuseTakenProfile } = await import('./app/run/refuse-profile.ts');
  await refuseTakenProfile(hasWindow, leave);
}

/** Another process has the profile, and may hand it over. */
async function takeOverFrom(profile: string, { way }: AppLaunch): Promise<TakenOver> {
  const { takeOverProfile } = await import('./app/run/take-over-profile.ts');
  return takeOverProfile(profile, { canWait: way === 'serve' });
}

/** Opens the window, or does what the command line asks for in the terminal. */
async function start(profile: string, { way, flags }: AppLaunch): Promise<void> {
  const log = openLog(profile);
  onFault((name, at) => log('uncaught', { name, at }));
  log('start', { version: versionOf(app.getVersion()), unknown: flags.unknown.length });
  if (flags.unknown.length > 0) process.stderr.write(`Unknown and ignored: ${flags.unknown.join(', ')}. See --help.\n`);
  const run = { profile, flags, log, leave };
  const failed = (error: unknown) => {
    log('could not start', { name: errorName(error), at: codeLocation(error) });
    couldNotStart(error);
  };
  // Each of these waits for `ready`, which waits for this module.
  switch (way) {
    case 'serve': {
      const own = windowlessExit();
      const { start: serve } = await import('./app/run/run-serve.ts');
      serve({ ...run, processExit: own }).catch(failed);
      break;
    }
    case 'terminal': {
      const own = windowlessExit();
      const { start: startInTerminal } = await import('./app/run/run-terminal.ts');
      startInTerminal({ ...run, processExit: own }).catch(failed);
      break;
    }
    case 'window': {
      const onSecondLaunch = prepareDesktop();
      // Later, because Chromium starts its other processes once this module has loaded.
      setImmediate(() => {
        import('./app/run/run-desktop.ts').then(({ start }) => start(run, onSecondLaunch)).catch(failed);
      });
      break;
    }
    default:
      way satisfies never;
  }
}

/** Reports only the error's name, because its message may contain a secret. */
function couldNotStart(error: unknown): void {
  leave(EXIT.error, `Transparenc Companion could not start (${errorName(error)}).`);
}

/** Prints the reason on one line and ends the process. */
function leave(code: number, why: string): void {
  process.stderr.write(`${why}\n`);
  (processExit ?? app).exit(code);
}

/** From now on, if anything other than the app itself ends the process, the exit code is not 0. */
function windowlessExit(): ProcessExit {
  processExit = createProcessExit({ app, process });
  return processExit;
}
