/** A program that prints something, and how long that takes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { within } from './within.ts';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly folder?: string;
}

/** Milliseconds until it has ended. Rejects with its output if it printed no word. */
export async function timed({ command, args, environment: env, folder: cwd }: Program): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, args, { env, ...(cwd !== undefined && { cwd }), stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let told = '';
  child.stdout.on('data', (data) => (printed += data));
  child.stderr.on('data', (data) => (told += data));
  await closed(child, command);
  if (!/^\S+\n$/.test(printed)) throw new Error(`${command} printed no token: ${told}`);
  return performance.now() - startedAt;
}

/** Milliseconds until a line matches `pattern`; then ends the program. Rejects with the output if there is none. */
export async function timedTo(
  { command, args, environment: env, folder: cwd }: Program,
  pattern: RegExp,
): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, args, { env, ...(cwd !== undefined && { cwd }), stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = closed(child, command);
  let printed = '';
  let tookMs: number | null = null;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (tookMs !== null || !pattern.test(printed)) return;
      tookMs = performance.now() - startedAt;
      child.kill('SIGTERM');
    });
  await ended;
  if (tookMs === null) throw new Error(`${command} ended without a code: ${printed}`);
  return tookMs;
}

/** Resolves when it has ended and all its output has been read. Ends it if that takes too long. */
async function closed(child: ChildProcess, command: string): Promise<void> {
  try {
    await within(() => `the end of ${command}`, new Promise((resolve) => child.once('close', resolve)));
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}
