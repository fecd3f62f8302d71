/**
 * A second launch with the same profile: what it passes on to the running app, and what it reports itself. prepare-desktop.ts
 * receives the request, and launch-flags.ts carries it out.
 */
import { EXIT } from './exit-codes.ts';
import { type Flags, isProblem, readFlags } from './flags.ts';
import type { AppLaunch } from './read-launch.ts';
import { wantedAccount } from './wanted-account.ts';

/**
 * What a launch asks of the running app, as a command line.
 * @param args the launch's own command line
 */
export function argsForRunningApp(
  launch: Pick<AppLaunch, 'command' | 'flags'>,
  args: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv>,
): readonly string[] {
  const { command, flags } = launch;
  const account = wantedAccount(flags.values, environment);
  switch (command) {
    case 'login':
      // The only account would otherwise be signed in again, instead of a new one.
      if (flags.switches.has('add-account')) return [];
      return ['--sign-in', ...(account === null ? [] : [`--account=${account}`])];
    case 'logout':
    case 'serve':
      return ['--hidden'];
    case null: {
      const isChosen = flags.values.account !== undefined || flags.switches.has('all');
      // The running app has the environment of its own launch.
      return account === null || isChosen ? args : [...args, `--account=${account}`];
    }
    default:
      return command satisfies never;
  }
}

/** Reads what a second launch asks for. It passes its command line as `args`, because Chromium reorders the one it passes on. */
export function requestOfSecondLaunch(data: unknown): Pick<Flags, 'switches' | 'values'> {
  const args = typeof data === 'object' && data !== null && 'args' in data && Array.isArray(data.args) ? data.args : [];
  const flags = readFlags(args.filter((arg) => typeof arg === 'string'));
  return isProblem(flags) ? { switches: new Set(), values: {} } : flags;
}

/** The exit code and message of a launch that has left its work to the running app. */
export function leftToRunningApp({ command, way, flags }: AppLaunch): { readonly code: number; readonly why: string } {
  const running = 'Transparenc Companion is running with this profile already.';
  if (flags.switches.has('add-account'))
    return { code: EXIT.busy, why: `${running} To add an account, use "Add account" in its window, or quit it first.` };
  if (command === 'login')
    return {
      // No one is signed in yet, and whether it has a window is unknown.
      code: EXIT.busy,
      why: `${running} Its window, if it has one, shows the sign-in; a sign-in in a terminal has to end first.`,
    };
  if (way !== 'window') return { code: EXIT.busy, why: `${running} Quit it first, or use its window.` };
  const shown = flags.switches.has('hidden') ? running : `${running} Its window, if it has one, comes to the front.`;
  const tooLate = refusedOnSecondLaunch(flags);
  if (tooLate.length === 0) return { code: 0, why: shown };
  return { code: EXIT.usage, why: `${shown} ${tooLate.join(', ')} can be set only when it starts: quit it first.` };
}

/** The names of a second launch's settings that the running app doesn't adopt. `--user-data-dir` selected that app. */
export function refusedOnSecondLaunch({ values, switches }: Flags): readonly string[] {
  const honored: readonly string[] = ['sign-in', 'hidden', 'account', 'user-data-dir'];
  return [...Object.keys(values), ...switches].filter((name) => !honored.includes(name)).map((name) => `--${name}`);
}
