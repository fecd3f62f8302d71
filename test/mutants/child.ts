/** Runs a program, and kills it if it takes too long. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Ended {
  /** The exit code; null if it took too long and was killed with all its processes. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs a Node program in `folder`. Resolves when it has ended. */
export async function runNode(
  args: readonly string[],
  {
    folder,
    environment,
    limitMs,
    signal,
  }: {
    readonly folder: string;
    readonly environment?: NodeJS.ProcessEnv;
    readonly limitMs: number;
    readonly signal?: AbortSignal;
  },
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Use a separate process group, which can be killed as a whole.
    detached: true,
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  const kill = () => killGroup(child);
  const late = setTimeout(kill, limitMs);
  process.once('exit', kill);
  signal?.addEventListener('abort', kill, { once: true });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  clearTimeout(late);
  process.off('exit', kill);
  // A process that a test left running would keep its files open.
  kill();
  return { code, output: Buffer.concat(chunks).toString() };
}

/** Kills a process with its own group, and all processes that it has started. */
export function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // All its processes have ended.
  }
}
