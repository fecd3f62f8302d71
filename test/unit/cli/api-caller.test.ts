/** Which process handles a command: the one that has the profile, or this one. */
import { describe, expect, it } from 'vitest';
import { createCaller } from '../../../main/cli/api-caller.ts';
import type { ApiResponse } from '../../../main/local-tools/client.ts';
import { fakeClock } from '../fake-clock.ts';

const ADDRESS = { path: '/run/user/1/a.sock', secret: null };
const OWN = { path: '/run/user/1/own.sock', secret: null };
const OK: ApiResponse = { kind: 'ok', status: 200, body: { fine: true } };
const SILENT: ApiResponse = { kind: 'no-response', sent: false };
const QUITTING: ApiResponse = { kind: 'problem', problem: 'shutting-down', detail: 'Quitting.' };

/** A world that returns `responses` one after the other to all requests. */
function world(responses: readonly ApiResponse[], options: { found?: boolean; free?: boolean } = {}) {
  const clock = fakeClock();
  const asked: string[] = [];
  let at = 0;
  let served = 0;
  const call = createCaller({
    find: async () => (served > 0 ? OWN : options.found === false ? null : ADDRESS),
    send: async ({ path }, route) => {
      asked.push(`${path} ${route}`);
      return responses[Math.min(at++, responses.length - 1)] ?? SILENT;
    },
    async serve() {
      if (options.free !== true) return { kind: 'taken' };
      served += 1;
      return { kind: 'serving' };
    },
    clock,
  });
  return { call, clock, asked, served: () => served };
}

describe('a command', () => {
  it('is answered by the process that has the profile', async () => {
    const { call, asked, served } = world([OK]);
    expect(await call('/v1/token', {})).toEqual(OK);
    expect(asked).toEqual([`${ADDRESS.path} /v1/token`]);
    expect(served()).toBe(0);
  });

  it('serves the API itself, once, if no process has the profile', async () => {
    const { call, asked, served } = world([OK], { found: false, free: true });
    expect(await call('/v1/token', {})).toEqual(OK);
    expect(await call('/v1/status', null)).toEqual(OK);
    expect(asked).toEqual([`${OWN.path} /v1/token`, `${OWN.path} /v1/status`]);
    expect(served()).toBe(1);
  });

  it.each([
    ['five minutes', '/v1/token', {}, 5 * 60_000],
    ['half a minute, if nothing can keep it waiting,', '/v1/status', null, 30_000],
  ])(
    'reports that a process hangs if it has not responded after %s, and leaves it the profile',
    async (_, path, body, limitMs) => {
      const clock = fakeClock();
      let tries = 0;
      const call = createCaller({
        find: async () => ADDRESS,
        send: (_address, _route, _body, signal) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        async serve() {
          tries += 1;
          return { kind: 'taken' };
        },
        clock,
      });
      const answer = call(path, body);
      let isOver = false;
      void answer.then(() => {
        isOver = true;
      });
      await clock.advance(limitMs - 1);
      expect(isOver).toBe(false);
      await clock.advance(1);
      const detail = expect.stringMatching(/If no window responds either, end the app and start it again\.$/);
      expect(await answer).toMatchObject({ kind: 'problem', problem: 'busy', detail });
      expect(tries).toBe(0);
    },
  );

  it('asks again after a process died or quit in the middle', async () => {
    const { call, clock, asked } = world([{ kind: 'no-response', sent: true }, QUITTING, OK]);
    const answer = call('/v1/token', {});
    await clock.advance(2_000);
    expect(await answer).toEqual(OK);
    expect(asked).toHaveLength(3);
  });

  it('waits for a process that is just starting', async () => {
    const { call, clock, asked } = world([SILENT, SILENT, SILENT, OK]);
    const answer = call('/v1/token', {});
    await clock.advance(5_000);
    expect(await answer).toEqual(OK);
    expect(asked).toHaveLength(4);
  });

  it('gives up after half a minute, with a reason', async () => {
    const { call, clock } = world([SILENT]);
    const answer = call('/v1/token', {});
    let isOver = false;
    void answer.then(() => {
      isOver = true;
    });
    await clock.advance(29_000);
    expect(isOver).toBe(false);
    await clock.advance(2_000);
    expect(await answer).toMatchObject({ kind: 'problem', problem: 'busy' });
  });

  it('waits on while one process after another quits: each of them is a sign of life', async () => {
    const { call, clock, asked } = world([...Array.from({ length: 200 }, () => QUITTING), OK]);
    const answer = call('/v1/token', {});
    await clock.advance(120_000);
    expect(await answer).toEqual(OK);
    expect(asked).toHaveLength(201);
  });

  it('passes a problem on without another attempt', async () => {
    const declined: ApiResponse = { kind: 'problem', problem: 'declined', detail: 'No.' };
    const { call, asked } = world([declined]);
    expect(await call('/v1/token', {})).toEqual(declined);
    expect(asked).toHaveLength(1);
  });
});
