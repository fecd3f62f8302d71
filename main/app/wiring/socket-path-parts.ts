/** The parts of this system that determine the path of the local API's socket. */
import type { SocketPathParts } from '../../local-tools/socket-path.ts';

export function socketPathParts(): SocketPathParts {
  return { platform: process.platform, environment: process.env, uid: process.getuid?.() ?? null };
}
