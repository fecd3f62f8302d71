/** Electron's `session.fetch`, made to end a request when its answer is given up. */
import type { Session } from 'electron';
import type { Fetch } from '../time/clock.ts';

/**
 * `network.fetch`, except that cancelling an answer's body ends its request. Electron ends one only through the fetch's
 * own signal (`lib/browser/api/net-fetch.ts`; its `IncomingMessage` has no `_destroy`): a body that is merely cancelled
 * keeps its connection, Chromium opens six to a host, and the seventh request would wait forever.
 * Read each body to its end or cancel it: one that is dropped keeps its connection, as with any fetch.
 */
export function electronFetch(network: Pick<Session, 'fetch'>): Fetch {
  return async (input, init) => {
    const request = new AbortController();
    const own = init?.signal ?? (input instanceof Request ? input.signal : null);
    const signal = own ? AbortSignal.any([own, request.signal]) : request.signal;
    const response = await network.fetch(input instanceof URL ? input.href : input, { ...init, signal });
    const { status, statusText, headers } = response;
    // Chromium reads no body after a 204 or a 304: nothing holds that connection.
    if (response.body === null) return response;
    return new Response(endingRequest(response.body, request), { status, statusText, headers });
  };
}

/** The same bytes, read only as they are asked for. */
function endingRequest(body: ReadableStream<Uint8Array>, request: AbortController): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        // The stream first: once the request has ended, its own error would take the place of this reason.
        const cancelled = reader.cancel(reason);
        request.abort(reason);
        await cancelled;
      },
    },
    { highWaterMark: 0 },
  );
}
