/** A program that prints one line, and how long that takes. */
import { spawn } from 'node:child_process';

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
  await new Promise((resolve) => child.once('close', resolve));
  if (!/^\S+\n$/.test(printed)) throw new Error(`${command} printed no token: ${told}`);
  return performance.now() - startedAt;
}
