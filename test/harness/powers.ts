/** Privileges of a process: root ignores permissions, and only root can mount a disk. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;

/** An unprivileged user. */
export const NOBODY = 65534;

/** Runs a command without root's privileges; unchanged if there are none. */
export const WITHOUT_POWERS: readonly string[] = isRoot
  ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--']
  : [];

/** Runs a command in a separate mount namespace, so that no other process sees the disks mounted there. */
export const WITH_OWN_DISKS: readonly string[] = ['unshare', ...(isRoot ? [] : ['--map-root-user']), '--mount', '--'];

/** Why commands can't run as an unprivileged user here; null if they can. That user must be able to read this checkout. */
export function whyNotWithoutPowers(): string | null {
  if (process.platform === 'win32') return 'Unix permissions are not available here';
  return reasonAgainst('an unprivileged user', [
    ...WITHOUT_POWERS,
    process.execPath,
    join(import.meta.dirname, 'recorder/options.ts'),
  ]);
}

/** Why a test can't mount its own disks here; null if it can. */
export function whyNotWithOwnDisks(): string | null {
  return reasonAgainst('a private mount namespace', [...WITH_OWN_DISKS, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']);
}

/** Why a test can't create its own networks with named namespaces here; null if it can. */
export function whyNotWithOwnNetworks(): string | null {
  const veth = ['ip', 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'other'];
  if (process.platform === 'linux' && !isRoot) return 'separate networks need root';
  return reasonAgainst('separate networks', ['unshare', '--net', '--', ...veth]);
}

function reasonAgainst(what: string, [program = '', ...args]: readonly string[]): string | null {
  const run = spawnSync(program, args, { encoding: 'utf8' });
  if (run.status === 0) return null;
  return `${what}: not available here (${run.error?.message ?? run.stderr.trim().split('\n')[0]})`;
}
