/** Identifies the computer, to detect copied profiles: using a token on two computers would sign both out. */
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { system32 } from '../system/windows-programs.ts';

/** Resolves with a program's output. Rejects if it fails or takes too long. */
type Run = (program: string, args: readonly string[]) => Promise<string>;

/**
 * This computer's ID; null if unknown, in which case it's not compared. Never rejects.
 * Clones of a machine share an ID until they get their own; only the server can tell them apart.
 */
export async function machineId(platform = process.platform, run: Run = outputOf): Promise<string | null> {
  try {
    switch (platform) {
      case 'darwin':
        return parseIoreg(await run('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']));
      case 'win32': {
        const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
        return parseRegQuery(await run(system32('reg.exe'), ['query', key, '/v', 'MachineGuid', '/reg:64']));
      }
      default:
        return await readMachineId();
    }
  } catch {
    return null;
  }
}

/** machine-id(5) requires that the ID stays private, so only a hash specific to this app is stored; null if there is no ID. */
export function hashedMachineId(id: string | null): string | null {
  return id === null ? null : createHmac('sha256', id).update('transparenc-companion vault').digest('hex');
}

/** machine-id(5); older systems have it with D-Bus. */
const FILES = ['etc/machine-id', 'var/lib/dbus/machine-id'];
/** Mounted over the first file above if that can't be written: an ID for this boot only. */
const TRANSIENT = 'run/machine-id';

/** The ID in the first file that has one. An ID that changes at the next boot doesn't count. */
export async function readMachineId(root = '/'): Promise<string | null> {
  for (const file of FILES.map((name) => join(root, name))) {
    // During the first boot the file may hold `uninitialized`.
    const [id] = /^[\da-f]{32}(?=\n?$)/.exec(await readFile(file, 'utf8').catch(() => '')) ?? [];
    if (id && isOne(id)) return (await isSameFile(file, join(root, TRANSIENT))) ? null : id;
  }
  return null;
}

/** The `IOPlatformUUID` in what ioreg prints. */
export function parseIoreg(printed: string): string | null {
  return uuid(/^\s*"IOPlatformUUID" = "(.*)"$/m.exec(printed)?.[1]);
}

/** The `MachineGuid` in what reg.exe prints. */
export function parseRegQuery(printed: string): string | null {
  return uuid(/^\s*MachineGuid\s+REG_SZ\s+(\S+)\s*$/m.exec(printed)?.[1]);
}

function uuid(text = ''): string | null {
  const id = text.toLowerCase();
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) && isOne(id) ? id : null;
}

/** Whether it is a real ID. All zeros, or any other repeated digit, mean that none was assigned. */
function isOne(id: string): boolean {
  return new Set(id.replaceAll('-', '')).size > 1;
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((file) => stat(file).catch(() => null)));
  return a != null && b != null && a.ino === b.ino && a.dev === b.dev;
}

/** Both programs usually take a tenth of a second. */
const LIMIT_MS = 2_000;

/** Runs a program by its absolute path, without a shell. Kills it and rejects if it has not ended when `limit` aborts. */
export function outputOf(
  program: string,
  args: readonly string[],
  limit: AbortSignal = AbortSignal.timeout(LIMIT_MS),
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, [...args], { windowsHide: true }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
    const giveUp = () => {
      child.kill('SIGKILL');
      // A program that hangs in a system call survives even that, so don't wait for its end.
      reject(limit.reason);
    };
    limit.addEventListener('abort', giveUp, { once: true });
    child.once('exit', () => limit.removeEventListener('abort', giveUp));
  });
}
