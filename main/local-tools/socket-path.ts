/** Where the local API listens: a path that only this user can reach, and short enough for every system. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** `sockaddr_un.sun_path` with its final NUL: 104 bytes on macOS, 108 on Linux. */
const LONGEST_PATH_BYTES = 103;

/** The folder of the sockets and the socket of one profile. */
export interface SocketPath {
  readonly folder: string;
  readonly socket: string;
}

/**
 * `$XDG_RUNTIME_DIR/transparenc-companion/<profile hash>.sock` on Linux, or a short path inside the profile.
 * Without the variable (cron, ssh) `/run/user/UID` is used if it is there.
 * Null: every candidate is too long for a socket.
 * @param runtimeFolders folders that exist and belong to this user, the preferred one first
 */
export function socketPath(profile: string, runtimeFolders: readonly string[]): SocketPath | null {
  const name = createHash('sha256').update(profile).digest('hex').slice(0, 16);
  const candidates = [
    ...runtimeFolders.map((folder) => ({ folder: join(folder, 'transparenc-companion'), file: `${name}.sock` })),
    { folder: join(profile, 'api'), file: 's' },
  ].map(({ folder, file }) => ({ folder, socket: join(folder, file) }));
  return candidates.find(({ socket }) => Buffer.byteLength(socket) <= LONGEST_PATH_BYTES) ?? null;
}
