/** One running app per name: an abstract Unix socket, which the kernel frees with the process that holds it. */
import { createHash } from 'node:crypto';
import { rmSync, symlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { atExit } from './exit.ts';

/** The message of a later start to the first one. */
export interface Greeting {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly data: unknown;
}

export type Claim =
  | { readonly kind: 'first'; release(): void }
  /** `reported` settles once the first instance has received the greeting, or never will. */
  | { readonly kind: 'second'; readonly reported: Promise<void> };

/** How long a second instance waits for a first one that doesn't respond (for example a stopped one). */
const PATIENCE_MS = 20_000;

/** Claims `key` for this process synchronously. `onGreeting` is called for every later claim. */
export function claim(key: string, greeting: Greeting, onGreeting: (greeting: Greeting) => void): Claim {
  const address = `\0electron-stand-in-${createHash('sha256').update(key).digest('hex')}`;
  const server = createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => (text += chunk));
    socket.on('error', () => socket.destroy());
    socket.on('end', () => {
      socket.end();
      const received = readGreeting(text);
      if (received) onGreeting(received);
    });
  });
  server.on('error', () => undefined);
  // listen() binds a Unix socket synchronously, so the result is known when it returns.
  server.listen(address);
  server.unref();
  return server.listening
    ? { kind: 'first', release: () => close(server) }
    : { kind: 'second', reported: report(address, greeting) };
}

/**
 * Creates the link that Chromium leaves in the first process's folder for others to read: its target is host and process ID.
 */
export function leaveMark(folder: string): void {
  removeMark(folder);
  symlinkSync(`${hostname()}-${process.pid}`, join(folder, MARK));
  atExit(() => removeMark(folder));
}

export function removeMark(folder: string): void {
  rmSync(join(folder, MARK), { force: true });
}

const MARK = 'SingletonLock';

function close(server: Server): void {
  server.close();
}

function report(address: string, greeting: Greeting): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address, () => socket.end(JSON.stringify(greeting)));
    const patience = setTimeout(resolve, PATIENCE_MS);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(patience);
      resolve();
    });
    socket.resume();
  });
}

function readGreeting(text: string): Greeting | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('argv' in read) || !('directory' in read)) return null;
    const { argv, directory } = read;
    if (!Array.isArray(argv) || typeof directory !== 'string') return null;
    return { argv: argv.map(String), directory, data: 'data' in read ? read.data : undefined };
  } catch {
    return null;
  }
}
