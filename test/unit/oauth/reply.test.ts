/** From the wire to the result, with both transport and validation. */
import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';

import { afterRefresh } from '../../../main/oauth/refresh.ts';
import { readReply, unlessPolling } from '../../../main/oauth/reply.ts';
import { fakeClock } from '../fake-clock.ts';

async function replyTo(response: Response) {
  const http = createHttpClient({ fetch: async () => response, clock: fakeClock() });
  return readReply(await http.post('https://login.example.org/token', {}, { limitMs: 15_000 }));
}

const json = (status: number, body: unknown, headers = {}) => Response.json(body, { status, headers });

const STATUSES = [200, 400, 401, 403, 404, 405, 408, 410, 429, 500, 501, 502, 503];

describe('a response', () => {
  it.each(['authorization_pending', 'slow_down', 'access_denied', 'expired_token'])(
    'means %s whatever its status',
    async (error) => {
      for (const status of STATUSES)
        expect(await replyTo(json(status, { error }))).toMatchObject({ kind: 'refusal', response: { status, error } });
    },
  );

  it('means, outside polling, too many requests if it is slow_down, and stays as it is otherwise', async () => {
    for (const status of [400, 429, 503]) {
      const reply = await replyTo(json(status, { error: 'slow_down' }, { 'retry-after': '7' }));
      const because = { why: 'too-many-requests', code: `HTTP ${status}` };
      expect(unlessPolling(reply)).toMatchObject({
        kind: 'no-response',
        because,
        retryAfterMs: 7_000,
        lost: false,
        maybeActed: true,
      });
    }
    const denied = await replyTo(json(400, { error: 'access_denied' }));
    expect(unlessPolling(denied)).toBe(denied);
  });

  it('includes the wait that a refusal requests', async () => {
    for (const error of ['authorization_pending', 'slow_down'])
      expect(await replyTo(json(429, { error }, { 'retry-after': '7' }))).toMatchObject({
        code: error,
        retryAfterMs: 7_000,
      });
    expect(await replyTo(json(400, { error: 'slow_down' }))).toMatchObject({ retryAfterMs: null });
  });

  it.each(STATUSES)('of %i with authorization_declined means access_denied', async (status) => {
    expect(await replyTo(json(status, { error: 'authorization_declined' }))).toMatchObject({
      kind: 'refusal',
      code: 'access_denied',
      response: { error: 'authorization_declined' },
    });
  });

  it.each([408, 429, 500, 502, 503, 504, 507, 511, 599])(
    'of %i decides nothing, whatever else it holds',
    async (status) => {
      for (const error of [
        'invalid_grant',
        'invalid_client',
        'too_many_requests',
        'anything',
        ' access_denied',
        5,
        null,
      ])
        expect(await replyTo(json(status, { error })), String(error)).toMatchObject({ kind: 'no-response' });
      for (const body of ['', '<h1>Sorry</h1>', '"text"', '[]'])
        expect(await replyTo(new Response(body, { status })), body).toMatchObject({ kind: 'no-response' });
    },
  );

  it('of 511 is not the server’s: a network wants its own sign-in first', async () => {
    for (const body of ['<h1>Welcome to the Wi-Fi</h1>', '{"error":"login_required"}'])
      expect(await replyTo(new Response(body, { status: 511 }))).toMatchObject({
        kind: 'no-response',
        because: { why: 'not-json', code: 'HTTP 511' },
      });
  });

  it.each(['temporarily_unavailable', 'server_error', 'too_many_requests', 'rate_limited', 'rate_limit_exceeded'])(
    'with %s decides nothing, whatever its status',
    async (error) => {
      for (const status of [200, 400, 401, 403, 409, 422, 429, 500, 503]) {
        const reply = await replyTo(json(status, { error }, { 'retry-after': '9' }));
        expect(reply, String(status)).toMatchObject({ kind: 'no-response', retryAfterMs: 9_000, lost: false });
      }
    },
  );

  it.each([404, 405, 410, 501])('of %i means that nothing here takes the request, JSON or not', async (status) => {
    for (const response of [
      json(status, { error: 'resource not found' }),
      json(status, { error: 'invalid_grant' }),
      json(status, { detail: 'Not Found' }),
      new Response('<h1>Not Found</h1>', { status }),
      new Response(null, { status }),
    ])
      expect(await replyTo(response)).toMatchObject({
        kind: 'no-endpoint',
        because: { why: 'no-endpoint', code: `HTTP ${status}` },
        response: { status },
      });
  });

  it.each([400, 401, 402, 403, 406, 409, 418, 422, 451])('of %i is a refusal, JSON or not', async (status) => {
    for (const body of ['', '<h1>Forbidden</h1>', 'null', '[]', '{}', '{"error":""}', '{"error":7}'])
      expect(await replyTo(new Response(body, { status, headers: { 'retry-after': '7' } })), body).toMatchObject({
        kind: 'refusal',
        code: null,
        response: { status, error: null, description: null },
        retryAfterMs: 7_000,
      });
  });

  it('may have been lost at a gateway or with an empty success, whatever its Retry-After', async () => {
    for (const [status, lost] of [
      [200, true],
      [204, true],
      [300, false],
      [502, true],
      [504, true],
      [500, false],
      [503, false],
      [429, false],
    ] as const) {
      const body = status === 204 ? null : '';
      for (const headers of [{}, { 'retry-after': '7' }])
        expect(await replyTo(new Response(body, { status, headers })), String(status)).toMatchObject({ lost });
    }
  });

  it.each(['\u202einvalid_grant', 'invalid_grant\n', ' invalid_grant'])(
    'is no invalid_grant for being shown like one: %j',
    async (error) => {
      const reply = await replyTo(json(400, { error }));
      expect(reply).toMatchObject({ code: null, response: { error: 'invalid_grant' } });
      expect(afterRefresh(reply)).toMatchObject({ kind: 'not-now' });
    },
  );

  it('means what its error states, also if that is a part of what was sent', async () => {
    const http = createHttpClient({ fetch: async () => json(400, { error: 'slow_down' }), clock: fakeClock() });
    const exchange = await http.post('https://login.example.org/token', {}, { limitMs: 15_000 });
    expect(readReply(exchange, ['slow_down'])).toMatchObject({ code: 'slow_down', response: { error: '…' } });
  });

  it.each([null, '', 5, {}, ['x']])('has no description when that is %j', async (error_description) => {
    expect(await replyTo(json(400, { error: 'x', error_description }))).toMatchObject({
      response: { description: null },
    });
  });

  it.each([null, '', 5, {}, ['x']])('names no error when that is %j', async (error) => {
    expect(await replyTo(json(400, { error }))).toMatchObject({ kind: 'refusal', response: { error: null } });
    expect(await replyTo(json(200, { error }))).toMatchObject({ kind: 'success' });
  });

  it.each([
    [10, 10_000],
    ['10', 10_000],
    [0, null],
    [-5, null],
    ['soon', null],
    [null, null],
    ['', null],
    [undefined, null],
  ])('gives the interval %j of a slow_down as %j ms', async (interval, intervalMs) => {
    expect(await replyTo(json(400, { error: 'slow_down', interval }))).toMatchObject({ intervalMs });
  });

  it.each([429, 503])('requests a wait with Retry-After and %i', async (status) => {
    const date = 'Mon, 23 Nov 2026 10:00:00 GMT';
    const after = 'Mon, 23 Nov 2026 10:00:07 GMT';
    // A date that does not exist counts as none.
    const both = `Thu, 99 Nov 2026 10:00:00 GMT, ${after}`;
    for (const headers of [{ 'retry-after': '7' }, { 'retry-after': after, date }, { 'retry-after': both, date }])
      expect(await replyTo(json(status, {}, headers))).toMatchObject({ kind: 'no-response', retryAfterMs: 7_000 });
  });

  it('with 2xx and a body that isn’t JSON is not an error but no response', async () => {
    for (const status of [200, 201, 202]) expect(await replyTo(new Response('ok', { status }))).toMatchObject(NOT_JSON);
    expect(await replyTo(new Response(null, { status: 204 }))).toMatchObject(NOT_JSON);
  });

  it('may have unknown fields', async () => {
    const fields = { access_token: 'a', nonsense: { deep: [null] } };
    expect(await replyTo(json(200, fields))).toEqual({ kind: 'success', body: fields });
  });
});

const NOT_JSON = { kind: 'no-response', because: { why: 'not-json' } };
