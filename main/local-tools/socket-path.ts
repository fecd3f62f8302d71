/** The socket's path, which only this user can reach and which is short enough for every system. */
import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** `sockaddr_un.sun_path` holds 104 bytes on macOS and 108 on Linux, including the final NUL. */
const LONGEST_PATH_BYTES = 103;

/** The folder of sockets, and the socket of one profile in it. */
export interface SocketPath {
  readonly folder: string;
  readonly socket: string;
}

export interface SocketPathParts {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** The user ID; null on Windows. */
  readonly uid: number | null;
  /** Whether a folder exists, belongs to this user and is closed to others. */
  readonly isPrivate?: (folder: string) => boolean;
}

/**
 * The possible paths of this profile's socket, the preferred one first:
 * `$XDG_RUNTIME_DIR/transparenc-companion/<hash of the profile>.sock`; the same in `/run/user/UID`, because cron and ssh may not
 * set the variable; a short name in the profile. Excludes paths that are too long for a socket.
 */
export function socketPaths(profile: string, parts: SocketPathParts): readonly SocketPath[] {
  const { platform, environment, uid, isPrivate = (folder) => isPrivateFolder(folder, uid) } = parts;
  const real = realPath(profile);
  const name = `${createHash('sha256').update(real).digest('hex').slice(0, 16)}.sock`;
  const runtimeFolders =
    platform === 'linux' ? [environment['XDG_RUNTIME_DIR'] ?? '', `/run/user/${uid}`].filter(isAbsolute) : [];
  const folders = [...new Set(runtimeFolders)]
    .filter(isPrivate)
    .map((folder) => ({ folder: join(folder, 'transparenc-companion'), name }));
  return [...folders, { folder: join(real, 'api'), name: 's' }]
    .map(({ folder, name }) => ({ folder, socket: join(folder, name) }))
    .filter(({ socket }) => Buffer.byteLength(socket) <= LONGEST_PATH_BYTES);
}

/** Resolves links, so that different paths of one profile lead to the same socket. */
function realPath(profile: string): string {
  try {
    return realpathSync(profile);
  } catch {
    return profile;
  }
}

function isPrivateFolder(folder: string, uid: number | null): boolean {
  try {
    const about = statSync(folder);
    return about.isDirectory() && about.uid === uid && (about.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
