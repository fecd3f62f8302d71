/**
 * `credential docker`: the docker-credential-helpers protocol. docker runs `docker-credential-transparenc ACTION`, writes to its
 * stdin, and reads JSON or an error message from its stdout.
 * @see https://github.com/docker/docker-credential-helpers#development
 */
import { httpsHost, TOKEN_USER } from './credential-host.ts';
import { usage } from './fail.ts';
import type { CommandParts } from './parts.ts';
import { reportRejected, requestToken } from './token-request.ts';

/** docker recognizes this text, and goes on without a password. */
const NOT_FOUND = 'credentials not found in native keychain\n';

export async function dockerCredential(parts: CommandParts, action: string): Promise<number> {
  const { io } = parts;
  switch (action) {
    case 'list':
      // No credentials are stored, so the list is empty.
      io.print('{}\n');
      return 0;
    case 'store':
      await io.readInput();
      return 0;
    case 'get':
      return get(parts, (await io.readInput()).trim());
    case 'erase': {
      const host = httpsHost((await io.readInput()).trim());
      if (host !== null) await reportRejected(parts, { tool: 'docker', host });
      return 0;
    }
    default:
      return usage(io, { setting: 'The action', must: 'be get, store, erase or list' });
  }
}

async function get(parts: CommandParts, serverUrl: string): Promise<number> {
  const host = httpsHost(serverUrl);
  if (host === null) {
    parts.io.print(NOT_FOUND);
    return 1;
  }
  const handedOut = await requestToken(parts, { tool: 'docker', host });
  if (typeof handedOut === 'number') return handedOut;
  const { accessToken: Secret } = handedOut;
  parts.io.print(`${JSON.stringify({ ServerURL: serverUrl, Username: TOKEN_USER, Secret })}\n`);
  return 0;
}
