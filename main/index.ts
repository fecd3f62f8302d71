/** The main process, as a table of contents: what was asked for, which profile, one of each, and then a window or a terminal. */
import { url as inspectorUrl } from 'node:inspector';
import { app, dialog } from 'electron';
import { switchesRefusedAtStart } from './cli/allowed-switches.ts';
import { misplacedFlag, readCommandLine } from './cli/command-line.ts';
import { EXIT } from './cli/exit-codes.ts';
import { type Flags, isProblem, readFlags } from './cli/flags.ts';
import { HELP, helpOf } from './cli/help.ts';
import { createProcessExit, type ProcessExit } from './cli/process-exit.ts';
import { refusedOnSecondLaunch } from './cli/second-launch.ts';
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
const line = readCommandLine(args, process.defaultApp === true);
const command = isProblem(line) ? null : line.command;
const flags = isProblem(line) ? line : readFlags(line.forFlags);
const misplaced =
  command && !isProblem(flags) ? misplacedFlag(command.name, [...Object.keys(flags.values), ...flags.switches]) : null;

// Access to the inspector is access to everything. Only a package for end-to-end tests has one, and is driven by switches.
const isGuarded = app.isPackaged && inspectorUrl() === undefined;
const refused =
  isGuarded && !isProblem(flags)
    ? switchesRefusedAtStart(flags.foreign, process.env, liesInAppImage(process.execPath))
    : [];

if (isProblem(flags)) {
  leave(EXIT.usage, `${flags.setting} must ${flags.must}. See --help.`);
} else if (refused.length > 0) {
  refuse(refused);
} else if (flags.unknown.length > 0 && (command || isStrict(flags))) {
  leave(EXIT.usage, `Unknown: ${flags.unknown.join(', ')}. See --help.`);
} else if (misplaced) {
  leave(EXIT.usage, `${misplaced.setting} must ${misplaced.must}. See --help.`);
} else if (flags.switches.has('help')) {
  process.stdout.write(command ? helpOf(command.name) : HELP);
  app.exit(0);
} else if (flags.switches.has('version')) {
  process.stdout.write(`${app.getVersion()}\n`);
  app.exit(0);
} else if (flags.values['check-config'] !== undefined) {
  const file = flags.values['check-config'];
  import('./app/run-check-config.ts').then(({ start }) => start(file)).catch(couldNotStart);
} else if (flags.switches.has('doctor')) {
  // No lock is taken, and no log written: a program that runs is left alone.
  onFault(() => undefined);
  const own = windowlessExit();
  const profile = openProfileReadOnly(flags);
  import('./app/run-doctor.ts')
    .then(({ start }) => start({ profile, flags, leave, processExit: own }))
    .catch(couldNotStart);
} else if (command && command.name !== 'login' && command.name !== 'logout' && command.name !== 'serve') {
  const own = windowlessExit();
  const { folder: profile, unsafe } = openProfile(flags, leave);
  const { runCommand } = await import('./app/run-command.ts');
  // `ready` waits for this module: what a running app answers needs no Chromium.
  if (unsafe) refuseUnsafe(unsafe, false).catch(couldNotStart);
  else await runCommand({ command, profile, flags, leave, processExit: own }).catch(couldNotStart);
} else {
  const { folder: profile, unsafe } = openProfile(flags, leave);
  const hasWindow = command === null && !flags.switches.has('terminal');
  if (unsafe) refuseUnsafe(unsafe, hasWindow).catch(couldNotStart);
  // Two programs that write one profile would lose tokens to each other.
  else if (app.requestSingleInstanceLock({ args: argsForRunningApp() }) || (await takeOverFrom(profile)))
    await start(profile, flags);
  else leaveToRunningApp(flags);
}

/** What this launch asks of an app that runs with the profile already. */
function argsForRunningApp(): readonly string[] {
  switch (command?.name) {
    case 'login':
      return ['--sign-in', ...accountOf(flags)];
    case 'logout':
    case 'serve':
      return ['--hidden'];
    default:
      return args;
  }
}

/** Other users could read or change the profile. Rare, so that its code and its words are loaded only now. */
async function refuseUnsafe(unsafe: UnsafePath, hasWindow: boolean): Promise<void> {
  const { refuseProfile } = await import('./app/refuse-profile.ts');
  await refuseProfile(unsafe, hasWindow, leave);
}

/** Another process has the profile. Whether it has given it back; its code is loaded only now, too. */
async function takeOverFrom(profile: string): Promise<boolean> {
  const { takeOver } = await import('./app/take-over.ts');
  return takeOver(profile, { canWait: command?.name === 'serve' });
}

/** Opens the window, or does in the terminal what was asked for. */
async function start(profile: string, flags: Flags): Promise<void> {
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
  if (command?.name === 'serve') {
    const own = windowlessExit();
    const { start: serve } = await import('./app/run-serve.ts');
    serve({ ...run, processExit: own }).catch(failed);
  } else if (flags.switches.has('terminal')) {
    const own = windowlessExit();
    const { start: startInTerminal } = await import('./app/run-terminal.ts');
    startInTerminal({ ...run, processExit: own }).catch(failed);
  } else {
    const { start: startInWindow } = await import('./app/run-desktop.ts');
    startInWindow(run).catch(failed);
  }
}

function leaveToRunningApp(flags: Flags): void {
  const running = 'Transparenc Companion is running with this profile already.';
  if (command?.name === 'login') {
    leave(0, `${running} Its window shows the sign-in.`);
    return;
  }
  if (command || flags.switches.has('terminal')) {
    leave(EXIT.inUse, `${running} Quit it first, or use its window.`);
    return;
  }
  const tooLate = refusedOnSecondLaunch(flags);
  const why = tooLate.length > 0 ? ` ${tooLate.join(', ')} can be set only when it starts: quit it first.` : '';
  leave(tooLate.length > 0 ? EXIT.usage : 0, `${running} Its window, if it has one, comes to the front.${why}`);
}

/** Runs without a window end at a flag that they do not know. */
function isStrict({ switches, values }: Flags): boolean {
  const strict = ['terminal', 'doctor', 'help'] as const;
  return values['check-config'] !== undefined || strict.some((name) => switches.has(name));
}

/** An error's message could contain anything, so only its name is reported. */
function couldNotStart(error: unknown): void {
  leave(EXIT.wrong, `Transparenc Companion could not start (${errorName(error)}).`);
}

/** Before a window, a connection or a port is opened: what was given would reach further than this app's own word. */
function refuse(names: readonly string[]): void {
  const why = `Transparenc Companion does not start with ${names.join(', ')}. --help names what it takes.`;
  // Who double-clicked sees no terminal. On Linux there is no box before `ready`, and it must not come to that.
  const isScript =
    command !== null || args.some((arg) => /^--(terminal|doctor|help|version|check-config=.*)$/s.test(arg));
  if (process.platform !== 'linux' && !isScript) dialog.showErrorBox(app.getName(), why);
  leave(EXIT.usage, why);
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

/** The account that a launch names, for the running app. */
function accountOf(read: typeof flags): readonly string[] {
  const account = isProblem(read)
    ? undefined
    : (read.values.account ?? (process.env['COMPANION_ACCOUNT'] || undefined));
  return account === undefined ? [] : [`--account=${account}`];
}
