/**
 * Windows: listens on a named pipe. Node can't limit who may open a pipe, so its name is random and each request needs a secret.
 * Both are in a file in the profile, which only this user can read.
 */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import { readIfExists, removeDurably, writeDurably } from '../files/durable.ts';
import { type Listening, listen } from './socket.ts';

/** How a caller reaches the pipe. Secret. */
const PipeFile = v.object({
  pipe: v.pipe(v.string(), v.regex(/^\\\\\.\\pipe\\transparenc-companion-[0-9a-f]{32}$/)),
  secret: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
});
type PipeAccess = v.InferOutput<typeof PipeFile>;

/** A random name and secret. */
export function newPipeAccess(): PipeAccess {
  return {
    pipe: `\\\\.\\pipe\\transparenc-companion-${randomBytes(16).toString('hex')}`,
    secret: randomBytes(32).toString('base64url'),
  };
}

/** Listens, then writes the file that callers need. Never rejects. */
export async function listenOnPipe(server: Server, profile: string, access: PipeAccess): Promise<Listening> {
  const file = pipeFile(profile);
  try {
    await listen(server, { path: access.pipe });
    await writeDurably(file, JSON.stringify(access));
    return { kind: 'listening', path: access.pipe };
  } catch {
    server.close();
    return { kind: 'trouble', why: 'io', path: file };
  }
}

/** Removes the file when the pipe is gone. */
export async function forgetPipe(profile: string): Promise<void> {
  await removeDurably(pipeFile(profile)).catch(() => undefined);
}

/** How to reach the pipe of a profile; null if there is no file, or it can't be read. Never rejects. */
export async function readPipeAccess(profile: string): Promise<PipeAccess | null> {
  try {
    const bytes = await readIfExists(pipeFile(profile));
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), PipeFile), bytes?.toString('utf8'));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function pipeFile(profile: string): string {
  return join(profile, 'api', 'pipe.json');
}
