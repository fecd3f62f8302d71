/** The local API of one run: opened once, and closed without losing a request. */
import type { ApiState } from '../../preload/api.ts';
import { type ApiParts, createApiServer } from './api-server.ts';
import { forgetPipe, listenOnPipe, newPipeAccess } from './pipe.ts';
import { listenOnSocket } from './socket.ts';
import { type SocketPathParts, socketPaths } from './socket-path.ts';

export interface LocalApi {
  readonly state: ApiState;
  /** Whether a request waits for its response. */
  isBusy(): boolean;
  /** Accepts no more connections, and resolves when every request that was read has its response. */
  close(): Promise<void>;
}

/** Never rejects: the app goes on without its API, and `state` says why. */
export async function openLocalApi(
  profile: string,
  place: SocketPathParts,
  parts: Omit<ApiParts, 'secret'>,
): Promise<LocalApi> {
  const pipe = place.platform === 'win32' ? newPipeAccess() : null;
  const server = createApiServer({ ...parts, secret: pipe?.secret ?? null });
  let inProgress = 0;
  let idle: (() => void) | null = null;
  server.on('request', (_request, response) => {
    inProgress += 1;
    response.once('close', () => {
      inProgress -= 1;
      if (inProgress === 0) idle?.();
    });
  });
  const state = pipe
    ? await listenOnPipe(server, profile, pipe)
    : await listenOnSocket(server, socketPaths(profile, place), place.uid);
  return {
    state,
    isBusy: () => inProgress > 0,
    async close() {
      // Removes the socket, too.
      server.close();
      if (pipe) await forgetPipe(profile);
      if (inProgress > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      server.closeAllConnections();
    },
  };
}
