/** The main process, as a table of contents: what was asked for, which profile, one of each, and then a window or a terminal. */
import { app } from 'electron';
import { EXIT } from './exit.ts';
import { onFault } from './faults.ts';
import { HELP, isProblem, readFlags, refusedOnSecondLaunch } from './flags.ts';
import { start as startInTerminal } from './in-terminal.ts';
import { start as startInWindow } from './in-window.ts';
import { openLog } from './log.ts';
import { lookAtProfile, openProfile } from './profile.ts';

/** Whoever reads a terminal sees what was not understood. */
const STRICT = ['terminal', 'doctor', 'help'] as const;

const args = process.argv.slice(1);
const flags = readFlags(args);

if (isProblem(flags)) {
  leave(EXIT.usage, `${flags.setting} must ${flags.must}. See --help.`);
} else if (flags.unknown.length > 0 && STRICT.some((name) => flags.switches.has(name))) {
  leave(EXIT.usage, `Unknown: ${flags.unknown.join(', ')}. See --help.`);
} else if (flags.switches.has('help')) {
  process.stdout.write(HELP);
  app.exit(0);
} else if (flags.switches.has('version')) {
  process.stdout.write(`${app.getVersion()}\n`);
  app.exit(0);
} else if (flags.switches.has('doctor')) {
  // No lock is taken, and no log written: a program that runs is left alone.
  onFault(() => undefined);
  const profile = lookAtProfile(flags);
  import('./in-doctor.ts').then(({ start }) => start({ profile, flags, leave })).catch(couldNotStart);
} else {
  const profile = openProfile(flags, leave);
  const inTerminal = flags.switches.has('terminal');
  // Two programs that write one profile would lose tokens to each other.
  if (app.requestSingleInstanceLock({ args })) {
    const log = openLog(profile);
    onFault((name) => log('uncaught', { name }));
    log('start', { version: app.getVersion(), unknown: flags.unknown });
    (inTerminal ? startInTerminal : startInWindow)({ profile, flags, log, leave }).catch((error: unknown) => {
      log('could not start', { name: nameOf(error) });
      couldNotStart(error);
    });
  } else if (inTerminal) {
    leave(EXIT.inUse, 'Transparenc Companion is running with this profile already. Quit it first, or use its window.');
  } else {
    const refused = refusedOnSecondLaunch(flags);
    const why = refused.length > 0 ? ` ${refused.join(', ')} can be set only when it starts: quit it first.` : '';
    leave(
      refused.length > 0 ? EXIT.usage : 0,
      `Transparenc Companion is running with this profile already. Its window, if it has one, comes to the front.${why}`,
    );
  }
}

/** The message of an error could hold anything: only its name is told. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function couldNotStart(error: unknown): void {
  leave(EXIT.wrong, `Transparenc Companion could not start (${nameOf(error)}).`);
}

/** Ends this process with one line that says why. */
function leave(code: number, why: string): void {
  process.stderr.write(`${why}\n`);
  app.exit(code);
}
