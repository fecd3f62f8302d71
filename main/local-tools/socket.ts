/** Listens on the profile's Unix socket. Removes only a socket that certainly belongs to this user and is stale. */
import { once } from 'node:events';
import type { Stats } from 'node:fs';
import { chmod, lstat, mkdir, unlink } from 'node:fs/promises';
import { connect, type ListenOptions, type Server } from 'node:net';
import type { ApiState, ApiTrouble } from '../../preload/api.ts';
import { codeOf } from '../system/error-name.ts';
import type { SocketPath } from './socket-path.ts';

/** How many connections may wait to be accepted, because a build may start a thousand tools at once. */
const BACKLOG = 1024;

export type Listening = Exclude<ApiState, { kind: 'not-started' }>;

/**
 * Listens on the first path. The caller holds the profile's lock, so no other run of the app listens there. Never rejects.
 * @param uid this user's ID; files of other users are neither used nor removed
 */
export async function listenOnSocket(
  server: Server,
  [path]: readonly SocketPath[],
  uid: number | null,
): Promise<Listening> {
  if (!path) return { kind: 'trouble', why: 'path-too-long', path: null };
  const { folder, socket } = path;
  try {
    if (!(await makePrivateFolder(folder, uid))) return { kind: 'trouble', why: 'folder-not-private', path: folder };
    const found = await lookAt(socket, uid);
    if (found === 'stale') await unlink(socket);
    else if (found !== 'nothing') return { kind: 'trouble', why: found, path: socket };
    await listen(server, { path: socket, backlog: BACKLOG });
    // Until now, only the folder has kept other users out.
    await chmod(socket, 0o600);
    return { kind: 'listening', path: socket };
  } catch (error) {
    server.close();
    return { kind: 'trouble', why: TROUBLES[codeOf(error)] ?? 'io', path: socket };
  }
}

/**
 * Whether tools can reach an app at the first path. `listening`: a process of this user listens. `not-started`: an app could.
 * Changes nothing. Never rejects.
 */
export async function inspectSocket([path]: readonly SocketPath[], uid: number | null): Promise<ApiState> {
  if (!path) return { kind: 'trouble', why: 'path-too-long', path: null };
  const { folder, socket } = path;
  try {
    if (!isOwnFolder(await lstat(folder), uid)) return { kind: 'trouble', why: 'folder-not-private', path: folder };
    const found = await lookAt(socket, uid);
    if (found === 'in-use') return { kind: 'listening', path: socket };
    return found === 'nothing' || found === 'stale'
      ? { kind: 'not-started' }
      : { kind: 'trouble', why: found, path: socket };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'not-started' };
    return { kind: 'trouble', why: TROUBLES[codeOf(error)] ?? 'io', path: socket };
  }
}

const TROUBLES: Readonly<Record<string, ApiTrouble>> = {
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  EADDRINUSE: 'in-use',
  ENAMETOOLONG: 'path-too-long',
  ENOTDIR: 'folder-not-private',
};

/** Creates the folder, or makes an existing one private. Doesn't follow a link, or change another user's folder. */
async function makePrivateFolder(folder: string, uid: number | null): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const about = await lstat(folder);
  if (!isOwnFolder(about, uid)) return false;
  if ((about.mode & 0o077) !== 0) await chmod(folder, 0o700);
  return true;
}

function isOwnFolder(about: Stats, uid: number | null): boolean {
  return about.isDirectory() && (uid === null || about.uid === uid);
}

/** What is at the socket's path. `stale`: a socket of this user that no one listens on. */
async function lookAt(path: string, uid: number | null): Promise<'nothing' | 'stale' | ApiTrouble> {
  let about: Stats;
  try {
    about = await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nothing';
    throw error;
  }
  if (!about.isSocket() || (uid !== null && about.uid !== uid)) return 'occupied';
  return (await isStale(path)) ? 'stale' : 'in-use';
}

/** Whether no one listens. Only a refused connection proves that, because a busy listener keeps callers waiting. */
function isStale(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(path);
    connection.once('connect', () => {
      connection.destroy();
      resolve(false);
    });
    connection.once('error', (error) => resolve(['ECONNREFUSED', 'ENOENT'].includes(codeOf(error))));
  });
}

/** Resolves when the server listens. Rejects with the system's error. */
export async function listen(server: Server, options: ListenOptions): Promise<void> {
  server.listen(options);
  await once(server, 'listening');
  // A later error on the server must not end the app.
  server.on('error', () => undefined);
}
