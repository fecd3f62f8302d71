/** Opens the local API for one run, and closes it without losing requests. */
import { randomUUID } from 'node:crypto';
import type { ApiState } from '../../preload/api.ts';
import { exists } from '../files/durable.ts';
import { removeAddress, writeAddress } from './address-file.ts';
import { type ApiParts, createApiServer } from './api-server.ts';
import { forgetPipe, listenOnPipe, newPipeAccess } from './pipe.ts';
import { inspectSocket, listenOnSocket } from './socket.ts';
import { type SocketPathParts, socketPaths } from './socket-path.ts';

/** Whether tools can reach an app with this profile; null if unknown (Windows). Changes nothing. Never rejects. */
export async function inspectApi(profile: string, socketParts: SocketPathParts): Promise<ApiState | null> {
  return socketParts.platform === 'win32' ? null : inspectSocket(socketPaths(profile, socketParts), socketParts.uid);
}

/** Never rejects. On failure, the app runs without its API, and `state` shows why. */
export async function openLocalApi(
  profile: string,
  socketParts: SocketPathParts,
  parts: Omit<ApiParts, 'secret' | 'instance'>,
) {
  const pipe = socketParts.platform === 'win32' ? newPipeAccess() : null;
  const instance = randomUUID();
  let inProgress = 0;
  let idle: (() => void) | null = null;
  let closed = false;
  let server = newServer();
  let state = await listen();

  function newServer() {
    const made = createApiServer({ ...parts, secret: pipe?.secret ?? null, instance });
    made.on('request', (_request, response) => {
      inProgress += 1;
      response.once('close', () => {
        inProgress -= 1;
        if (inProgress === 0) idle?.();
      });
    });
    return made;
  }

  async function listen() {
    if (pipe) return listenOnPipe(server, profile, pipe);
    // Remove a crashed run's file first. It names another instance, so its callers would reject this app's responses.
    await removeAddress(profile);
    const listening = await listenOnSocket(server, socketPaths(profile, socketParts), socketParts.uid);
    if (listening.kind === 'listening') await writeAddress(profile, listening.path, instance);
    return listening;
  }

  return {
    state: () => state,
    /** Whether a request is waiting for its response. */
    isBusy: () => inProgress > 0,
    /**
     * A caller did not find the socket: creates it again if it's gone,
     * for example because a session's runtime folder was removed.
     */
    async renew(): Promise<void> {
      if (closed || pipe || (state.kind === 'listening' && (await exists(state.path).catch(() => true)))) return;
      // Requests that the old server has read still get responses.
      server.close();
      server = newServer();
      state = await listen();
    },
    /** Accepts no more connections, and resolves when every request has its response. */
    async close(): Promise<void> {
      closed = true;
      // This also removes the socket.
      server.close();
      await (pipe ? forgetPipe(profile) : removeAddress(profile));
      if (inProgress > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      server.closeAllConnections();
    },
  };
}
