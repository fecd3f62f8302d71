/** From the wire to what is made of it: transport and judge together. */
import { describe, expect, it } from 'vitest';
import { createTransport } from '../../../main/net/http-client.ts';
import { readReply } from '../../../main/oauth/protocol.ts';
import { afterRefresh } from '../../../main/oauth/refresh.ts';
import { fakeClock } from '../fake-clock.ts';

async function replyTo(response: Response) {
  const transport = createTransport({ fetch: async () => response, clock: fakeClock() });
  return readReply(await transport.post('https://login.example.org/token', {}, { limitMs: 15_000 }));
}

const json = (status: number, body: unknown, headers = {}) => Response.json(body, { status, headers });

describe('an answer', () => {
  it.each(['authorization_pending', 'slow_down', 'access_denied', 'expired_token'])(
    'means %s whatever its status',
    async (error) => {
      for (const status of [200, 400, 401, 403, 408, 429, 500, 502, 503])
        expect(await replyTo(json(status, { error }))).toMatchObject({ kind: 'refusal', said: { status, error } });
    },
  );

  it('comes with a wait that a refusal asks for', async () => {
    for (const error of ['authorization_pending', 'slow_down'])
      expect(await replyTo(json(429, { error }, { 'retry-after': '7' }))).toMatchObject({
        code: error,
        retryAfterMs: 7_000,
      });
    expect(await replyTo(json(400, { error: 'slow_down' }))).toMatchObject({ retryAfterMs: null });
  });

  it.each(['\u202einvalid_grant', 'invalid_grant\n', ' invalid_grant'])(
    'is no invalid_grant for being shown like one: %j',
    async (error) => {
      const reply = await replyTo(json(400, { error }));
      expect(reply).toMatchObject({ code: null, said: { error: 'invalid_grant' } });
      expect(afterRefresh(reply)).toMatchObject({ kind: 'not-now' });
    },
  );

  it('means what its error says, also where that is a part of what was sent', async () => {
    const transport = createTransport({ fetch: async () => json(400, { error: 'slow_down' }), clock: fakeClock() });
    const exchange = await transport.post('https://login.example.org/token', {}, { limitMs: 15_000 });
    expect(readReply(exchange, ['slow_down'])).toMatchObject({ code: 'slow_down', said: { error: '…' } });
  });

  it.each([null, '', 5, {}, ['x']])('has no description when that is %j', async (error_description) => {
    expect(await replyTo(json(400, { error: 'x', error_description }))).toMatchObject({ said: { description: null } });
  });

  it.each([null, '', 5, {}, ['x']])('names no error when that is %j', async (error) => {
    expect(await replyTo(json(400, { error }))).toMatchObject({ kind: 'refusal', said: { error: null } });
    expect(await replyTo(json(200, { error }))).toMatchObject({ kind: 'answer' });
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

  it.each([429, 503])('asks for a wait with Retry-After and %i', async (status) => {
    const date = 'Mon, 23 Nov 2026 10:00:00 GMT';
    const after = 'Mon, 23 Nov 2026 10:00:07 GMT';
    for (const headers of [{ 'retry-after': '7' }, { 'retry-after': after, date }])
      expect(await replyTo(json(status, {}, headers))).toMatchObject({ kind: 'no-answer', retryAfterMs: 7_000 });
  });

  it('has no error at 2xx but a body that is no JSON: it is no answer', async () => {
    for (const status of [200, 201, 202]) expect(await replyTo(new Response('ok', { status }))).toMatchObject(NOT_JSON);
    expect(await replyTo(new Response(null, { status: 204 }))).toMatchObject(NOT_JSON);
  });

  it('may have fields that nobody knows', async () => {
    const fields = { access_token: 'a', nonsense: { deep: [null] } };
    expect(await replyTo(json(200, fields))).toEqual({ kind: 'answer', body: fields });
  });
});

const NOT_JSON = { kind: 'no-answer', because: { why: 'not-json' } };
