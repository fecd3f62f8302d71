/** What decides where the socket of the local API lies, on this computer. */
import type { SocketPathParts } from '../local-tools/socket-path.ts';

export function socketPlace(): SocketPathParts {
  return { platform: process.platform, environment: process.env, uid: process.getuid?.() ?? null };
}
