/** Finds the processes that a run has started, even indirectly or if they have another parent now. Linux only; elsewhere none. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** An environment variable for all processes that a run starts, which their children inherit. */
export const MARK = 'COMPANION_TEST_RUN';

/**
 * The living processes that carry this mark: by their environment, or by a path in their command line that holds the
 * mark (Chromium writes its children's titles over their environment). Other people's processes never count.
 */
export function processesMarked(mark: string): readonly Process[] {
  return pids().flatMap((pid) => {
    const command = read(pid, 'cmdline').replaceAll('\0', ' ').trim();
    const isMarked = command.includes(mark) || read(pid, 'environ').split('\0').includes(`${MARK}=${mark}`);
    return isMarked && pid !== process.pid && isRunning(pid) ? [{ pid, command: command.slice(0, 200) }] : [];
  });
}

/** Resolves with the processes left after `patienceMs`, or earlier if there are none. */
export async function leftovers(mark: string, patienceMs = 120_000): Promise<readonly Process[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const left = processesMarked(mark);
    if (left.length === 0 || performance.now() > until) return left;
    await sleep(50);
  }
}

/** Whether a process of this user has this id. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function pids(): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** A zombie has ended, but its parent has not waited for it yet. */
function isRunning(pid: number): boolean {
  return !/\) Z /.test(read(pid, 'stat'));
}

function read(pid: number, file: 'cmdline' | 'environ' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // The process has ended meanwhile, or belongs to another user.
    return '';
  }
}
