/** What a second launch hands over to the running app, and what that app cannot take over. */
import { type Flags, isProblem, readFlags } from './flags.ts';

/** The settings of a second launch that a running app does not take over, by name. `--user-data-dir` chose that app. */
export function refusedOnSecondLaunch({ values, switches }: Flags): readonly string[] {
  const honoured: readonly string[] = ['sign-in', 'hidden', 'account', 'user-data-dir'];
  return [...Object.keys(values), ...switches].filter((name) => !honoured.includes(name)).map((name) => `--${name}`);
}

/** What a second launch asks for, which hands over its command line as `args`: Chromium would reorder the one that it passes on. */
export function askedBy(data: unknown): Pick<Flags, 'switches' | 'values'> {
  const args = typeof data === 'object' && data !== null && 'args' in data && Array.isArray(data.args) ? data.args : [];
  const flags = readFlags(args.filter((arg) => typeof arg === 'string'));
  return isProblem(flags) ? { switches: new Set(), values: {} } : flags;
}
