/** Whether a response has arrived, as far as a server can know. */
import type { Socket } from 'node:net';

/** What a server can know about the delivery of a response. */
export type Arrival =
  /** On its way, or handed over a moment ago. */
  | 'pending'
  /** The connection outlived the answer: the client was there, and had it. */
  | 'arrived'
  /**
   * The connection ended before the answer, or right after it. A socket takes an answer for a client that is gone, and
   * a client that has read it may be gone before it wrote it down: no one can know. So it always is with a client that
   * asks for its connection to be closed.
   */
  | 'in-doubt';

/** A client that lives keeps its connection at least this long after an answer; one that is killed loses it at once. */
const OUTLIVES_MS = 1000;

/** Whether an answer has arrived, as far as its server can know at `now`. All three are milliseconds since the epoch. */
export function arrivalOf(
  exchange: { readonly answeredAt: number | null; readonly connectionEndedAt: number | null },
  now = Date.now(),
): Arrival {
  const { answeredAt, connectionEndedAt } = exchange;
  const watchedMs = (connectionEndedAt ?? now) - (answeredAt ?? Number.POSITIVE_INFINITY);
  if (watchedMs >= OUTLIVES_MS) return 'arrived';
  return connectionEndedAt === null ? 'pending' : 'in-doubt';
}

export interface Connection {
  /** Milliseconds since the epoch; null while it lasts. */
  readonly endedAt: number | null;
}

/** A socket's connection: watched once, however many exchanges it carries. */
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
