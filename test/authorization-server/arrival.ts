/** Whether a response has arrived, as far as a server can know. */
import type { Socket } from 'node:net';

/** What a server can know about the delivery of a response. */
export type Arrival =
  /** The response is still being sent, or was handed to the socket a moment ago. */
  | 'pending'
  /** The connection outlived the response, so the client received it. */
  | 'arrived'
  /**
   * The connection ended before the response, or right after it. A socket takes a response for a client that is gone, and
   * a client that has read it may be gone before it wrote it down: no one can know. So it always is with a client that
   * asks for its connection to be closed.
   */
  | 'in-doubt';

/** A running client keeps its connection at least this long after a response. A killed one loses it immediately. */
const OUTLIVES_MS = 1000;

/** Whether a response has arrived, as far as its server can know at `now`. All times are in milliseconds since the epoch. */
export function arrivalOf(
  exchange: { readonly respondedAt: number | null; readonly connectionEndedAt: number | null },
  now = Date.now(),
): Arrival {
  const { respondedAt, connectionEndedAt } = exchange;
  const watchedMs = (connectionEndedAt ?? now) - (respondedAt ?? Number.POSITIVE_INFINITY);
  if (watchedMs >= OUTLIVES_MS) return 'arrived';
  return connectionEndedAt === null ? 'pending' : 'in-doubt';
}

export interface Connection {
  /** When it ended, in milliseconds since the epoch; null while it lasts. */
  readonly endedAt: number | null;
}

/** Watches a socket's connection only once, even if it carries several exchanges. */
export function connectionOf(socket: Socket): Connection {
  const known = connections.get(socket);
  if (known) return known;
  const connection = { endedAt: socket.destroyed ? Date.now() : null };
  connections.set(socket, connection);
  socket.once('close', () => {
    connection.endedAt ??= Date.now();
  });
  return connection;
}

const connections = new WeakMap<Socket, Connection>();
