/** How users run this app in a terminal. Texts that recommend a command take it from here, so that users can copy it as it is. */
import { type Flags, lastingFlags } from '../../cli/flags.ts';
import type { OwnCommand } from '../../local-tools/types.ts';
import { appImageOf } from '../../system/app-image.ts';

/**
 * The command of the same app, with the flags of this run that choose its profile and server.
 * Null on Windows, where a program with windows has no reliable terminal output.
 * @param profile its absolute path
 */
export function ownCommand(
  process: Pick<NodeJS.Process, 'platform' | 'env' | 'execPath'>,
  isPackaged: boolean,
  flags: Flags,
  profile: string,
): OwnCommand | null {
  if (process.platform === 'win32') return null;
  const program = isPackaged ? inShell(programOf(process)) : 'npm start --';
  const repeated = lastingFlags(flags, profile).filter((flag) => {
    // `npm start` sets the profile itself.
    if (flag.startsWith('--user-data-dir=')) return isPackaged;
    // An added account is stored with its server.
    return flag === '--keep-without-keyring' || !flags.switches.has('add-account');
  });
  return (...args) => [program, ...[...args, ...repeated].map(inShell)].join(' ');
}

function programOf({ platform, env, execPath }: Pick<NodeJS.Process, 'platform' | 'env' | 'execPath'>): string {
  return platform === 'darwin' ? execPath : (appImageOf(env, execPath) ?? 'transparenc-companion');
}

/** Quotes an argument, or the value of a flag, if a shell would change it. */
function inShell(arg: string): string {
  const [, flag = '', value = ''] = /^(--[a-z-]+=)?([\s\S]*)$/.exec(arg) ?? [];
  const isPlain = /^[\p{L}\p{M}\p{N}_.:/@%+,-]*$/u.test(value) && arg !== '';
  return isPlain ? arg : `${flag}'${value.replaceAll("'", `'\\''`)}'`;
}
