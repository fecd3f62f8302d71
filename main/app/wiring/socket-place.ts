/** What determines the path of the local API's socket on this computer. */
import type { SocketPathParts } from '../../local-tools/socket-path.ts';

export function socketPlace(): SocketPathParts {
  return { platform: process.platform, environment: process.env, uid: process.getuid?.() ?? null };
}
