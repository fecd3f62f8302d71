/** Whether the app is running with this profile. Doesn't request its lock, because that would bring up its window. */
import { readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { FindingKinds } from '../../preload/api.ts';
import { exists } from '../files/durable.ts';
import { codeOf } from '../system/error-name.ts';

/**
 * Checks what Chromium leaves in the profile while it holds the lock: on Linux and macOS a link with host and process ID, on
 * Windows a file that is deleted with the process. Never rejects.
 */
export async function isRunningWith(profile: string, platform: NodeJS.Platform): Promise<FindingKinds['running']> {
  try {
    if (platform === 'win32') return (await exists(join(profile, 'lockfile'))) ? 'another' : 'none';
    const [, host, pid] = /^(.+)-(\d+)$/.exec(await readlink(join(profile, 'SingletonLock'))) ?? [];
    // A profile on a network drive may be in use on another computer, whose processes can't be checked.
    if (host !== hostname()) return 'unknown';
    return isAlive(Number(pid)) ? 'another' : 'none';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'none' : 'unknown';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
