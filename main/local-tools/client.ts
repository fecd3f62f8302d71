/** A client for the local API of a profile, used by commands. */
import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ToolProblem } from '../../preload/api.ts';
import { problemOf } from './problems.ts';
import { type SocketPathParts, socketPaths } from './socket-path.ts';

/** Not imported, because an `import` also loads Node's fetch, which takes longer than everything else a command does. */
const { request: httpRequest } = process.getBuiltinModule('node:http');

/** Keeps Node from deriving a TLS server name from `Host`, which would compile a pattern for IPv6 addresses. */
const WITHOUT_TLS = { servername: '' };

/** Much longer than any response of the API. */
const LONGEST_RESPONSE_BYTES = 1 << 20;

/** The address of a profile's API. */
export interface ApiAddress {
  /** The socket's or the pipe's path. */
  readonly path: string;
  /** The secret that every request needs on Windows; null elsewhere. */
  readonly secret: string | null;
}

export type ApiResponse =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'problem'; readonly problem: ToolProblem; readonly detail: string }
  /** No process serves the API, or it quit before it responded. `sent`: it may have started on the request. */
  | { readonly kind: 'no-response'; readonly sent: boolean };

/**
 * The address of this profile's API; null if there is none. Ignores a socket that doesn't belong to this user, or that is in a
 * folder other users can change, because another user could listen there.
 */
export async function findApi(profile: string, parts: SocketPathParts): Promise<ApiAddress | null> {
  if (parts.platform === 'win32') {
    const { readPipeAccess } = await import('./pipe.ts');
    const access = await readPipeAccess(profile);
    return access && { path: access.pipe, secret: access.secret };
  }
  for (const { socket } of socketPaths(profile, parts))
    if (await isOwn(socket, parts.uid)) return { path: socket, secret: null };
  return null;
}

async function isOwn(socket: string, uid: number | null): Promise<boolean> {
  try {
    const [folder, about] = await Promise.all([lstat(dirname(socket)), lstat(socket)]);
    return folder.uid === uid && (folder.mode & 0o077) === 0 && about.isSocket() && about.uid === uid;
  } catch {
    return false;
  }
}

/**
 * Sends one request. Rejects only with the signal's reason.
 * @param body plain data for POST; null sends GET
 */
export function callApi(
  { path: socketPath, secret }: ApiAddress,
  path: string,
  body: object | null,
  signal?: AbortSignal,
): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const fail = () => (signal?.aborted ? reject(signal.reason) : resolve({ kind: 'no-response', sent }));
    const request = httpRequest(
      {
        socketPath,
        path,
        method: body ? 'POST' : 'GET',
        agent: false,
        ...WITHOUT_TLS,
        ...(signal && { signal }),
        headers: {
          Host: 'localhost',
          Accept: 'application/json',
          ...(body && { 'Content-Type': 'application/json' }),
          ...(secret !== null && { Authorization: `Bearer ${secret}` }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > LONGEST_RESPONSE_BYTES) request.destroy();
        });
        response.on('error', fail);
        response.on('end', () => resolve(readResponse(response.statusCode ?? 0, text)));
      },
    );
    request.on('socket', (socket) =>
      socket.once('connect', () => {
        sent = true;
      }),
    );
    request.on('error', fail);
    request.end(body ? JSON.stringify(body) : undefined);
  });
}

function readResponse(status: number, text: string): ApiResponse {
  const body = parse(text);
  if (status < 300) return { kind: 'ok', status, body };
  const fields: { readonly type?: unknown; readonly detail?: unknown } = body ?? {};
  return {
    kind: 'problem',
    problem: problemOf(fields.type) ?? 'internal',
    detail: typeof fields.detail === 'string' ? fields.detail : `The app responded with ${status}.`,
  };
}

function parse(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? parsed : null;
  } catch {
    return null;
  }
}
