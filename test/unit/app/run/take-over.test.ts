/** Who has the profile in the end, when another process has it at first. */
import { describe, expect, it } from 'vitest';
import { type TakeOverParts, takeOverBy } from '../../../../main/app/run/take-over.ts';
import type { ApiResponse } from '../../../../main/local-tools/client.ts';

const OK: ApiResponse = { kind: 'ok', status: 202, body: {} };
const KEEPS: ApiResponse = { kind: 'problem', problem: 'busy', detail: 'It has a window.', retryAfterMs: null };

/** Another process that answers so, and that has the lock for so many tries. */
async function takesOver({
  isThere = true,
  answer = OK,
  asking = undefined as unknown,
  tries = 0,
  canWait = false,
} = {}) {
  const asked: string[] = [];
  let locks = 0;
  let waitedMs = 0;
  const parts: TakeOverParts = {
    find: async () => (isThere ? { path: '/run/socket', secret: null } : null),
    async call(_, path, body) {
      asked.push(`${path} ${JSON.stringify(body)}`);
      return path === '/v1/status' ? { kind: 'ok', status: 200, body: { consent_pending: asking } } : answer;
    },
    lock() {
      locks += 1;
      return locks > tries;
    },
    async wait(ms) {
      waitedMs += ms;
    },
  };
  const took = await takeOverBy(parts, canWait);
  return { took, waitedMs, locks, asked };
}

const HAND_OVER = '/v1/hand-over {}';

describe('a process without a window', () => {
  it('hands the profile over, and has it as long as it takes to finish', async () => {
    expect(await takesOver({ tries: 2 })).toEqual({
      took: true,
      waitedMs: 100,
      locks: 3,
      asked: [HAND_OVER, HAND_OVER, HAND_OVER],
    });
  });

  it('that does not finish keeps it after 15 s', async () => {
    expect(await takesOver({ tries: 1_000 })).toMatchObject({ took: false, waitedMs: 15_000 });
  });

  it('that is asking the user is left alone by one that can wait', async () => {
    const left = await takesOver({ canWait: true, asking: true });
    expect(left).toEqual({ took: false, waitedMs: 0, locks: 0, asked: ['/v1/status null'] });
    expect((await takesOver({ asking: true })).asked).toEqual([HAND_OVER]);
  });

  it.each([[false], [undefined], ['yes']])('that is not asking (%j) is not', async (asking) => {
    expect(await takesOver({ canWait: true, asking })).toMatchObject({
      took: true,
      asked: ['/v1/status null', HAND_OVER],
    });
  });
});

it('a process with a window keeps the profile', async () => {
  expect(await takesOver({ answer: KEEPS })).toEqual({ took: false, waitedMs: 0, locks: 0, asked: [HAND_OVER] });
});

it('a process that serves nothing keeps it after 3 s, unless it ends before', async () => {
  expect(await takesOver({ isThere: false, tries: 1_000 })).toEqual({
    took: false,
    waitedMs: 3_000,
    locks: 60,
    asked: [],
  });
  expect(await takesOver({ isThere: false, tries: 59 })).toMatchObject({ took: true, waitedMs: 2_950 });
});
