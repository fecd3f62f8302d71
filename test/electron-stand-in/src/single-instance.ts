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
  /** `reported` settles once the first one has the greeting, or will never have it. */
  | { readonly kind: 'second'; readonly reported: Promise<void> };

/** How long a first instance that does not answer (for example a stopped one) may hold a second one up. */
const PATIENCE_MS = 20_000;

/** Claims `key` for this process, at once; `onGreeting` hears of every later claim. */
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
  // Binding a Unix socket happens within listen(), so the answer is there when it returns.
  server.listen(address);
  server.unref();
  return server.listening
    ? { kind: 'first', release: () => close(server) }
    : { kind: 'second', reported: report(address, greeting) };
}

/** What Chromium leaves in the folder of the first process, and others may read: host and process, as a link to nowhere. */
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
