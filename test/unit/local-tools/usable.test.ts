/** The name of each account state in commands and the API, and the response that a tool gets. */
import { describe, expect, it } from 'vitest';
import { issue } from '../../../main/local-tools/issue-token.ts';
import type { Refusal } from '../../../main/local-tools/types.ts';
import { stateOf, wasEndedHere, whyUnusable } from '../../../main/local-tools/usable.ts';
import type { Access } from '../../../main/session/access-token.ts';
import type { Session } from '../../../main/session/session.ts';
import type { OwnState } from '../../../main/session/view-state.ts';
import type { Ended, SignedInTrouble } from '../../../preload/session.ts';
import { lateClock } from './parts.ts';

const HOLDER = { name: 'Ada', identity: null, signedInAt: 1_000 };

/** The part of a session that these functions read. */
function session(state: OwnState, access: Access | null = null) {
  const asked: number[] = [];
  const parts = {
    ownState: () => state,
    heldAccess: () => access,
    holder: () => (state.kind === 'signed-in' || state.kind === 'needs-you' ? HOLDER : null),
    async accessToken(validMs: number) {
      asked.push(validMs);
      return null;
    },
  };
  return { asked, session: parts as Partial<Session> as Session };
}

const response = { error: 'invalid_grant', description: null, uri: null, status: 400 } as unknown as Extract<
  Ended,
  { kind: 'revoked' }
>['response'];
const account = { name: 'Ada', server: 'login.example.org' };
const ended = (because: Ended): OwnState => ({ kind: 'needs-you', because, account });
const signedIn = (more: Partial<Extract<OwnState, { kind: 'signed-in' }>> = {}): OwnState => ({
  kind: 'signed-in',
  account,
  formerly: null,
  kept: 'protected' as unknown as Extract<OwnState, { kind: 'signed-in' }>['kept'],
  since: 1_000,
  until: null,
  overdue: false,
  connection: { kind: 'fine' } as unknown as Extract<OwnState, { kind: 'signed-in' }>['connection'],
  trouble: null,
  ...more,
});

const NOT_SIGNED_IN = /^No one is signed in\./;
const LOCKED = /^The keyring is locked\./;

describe('an account', () => {
  it.each<[OwnState, ReturnType<typeof stateOf>, Refusal['problem'] | null, RegExp | null]>([
    [signedIn(), 'signed-in', null, null],
    [{ kind: 'loading', keyring: 'quick' }, 'loading', 'storage-unreadable', LOCKED],
    [{ kind: 'loading', keyring: 'waiting' }, 'waiting-for-keyring', 'storage-unreadable', LOCKED],
    [{ kind: 'storage-unreadable', trouble: 'keyring-locked' }, 'waiting-for-keyring', 'storage-unreadable', LOCKED],
    [{ kind: 'storage-unreadable', trouble: 'no-keyring' }, 'waiting-for-keyring', 'storage-unreadable', LOCKED],
    [
      { kind: 'storage-unreadable', trouble: 'damaged' },
      'unreadable',
      'storage-unreadable',
      /^The stored sign-in cannot/,
    ],
    [{ kind: 'signed-out', because: null }, 'signed-out', 'not-signed-in', NOT_SIGNED_IN],
    [{ kind: 'signing-out' }, 'signed-out', 'not-signed-in', NOT_SIGNED_IN],
    [{ kind: 'no-server' }, 'signed-out', 'not-signed-in', NOT_SIGNED_IN],
    [ended({ kind: 'revoked', response, at: 1 }), 'needs-you', 'not-signed-in', /^The sign-in has ended\./],
    [ended({ kind: 'refused', response, at: 1 }), 'needs-you', 'server-refused', /^The server refuses to renew/],
  ])('that is %j is called %s, and a tool is answered with %s', (state, name, problem, detail) => {
    const one = session(state).session;
    expect(stateOf(one)).toBe(name);
    const refusal = whyUnusable(one);
    expect(refusal?.problem ?? null).toBe(problem);
    if (detail) expect(refusal?.detail).toMatch(detail);
  });

  it('loses its grants if the sign-in is ended here, and keeps them if the server ends it', () => {
    const states: OwnState[] = [
      { kind: 'signed-out', because: null },
      { kind: 'signing-out' },
      ended({ kind: 'limit', limit: 'locked', at: 1 }),
      ended({ kind: 'revoked', response, at: 1 }),
      { kind: 'no-server' },
      signedIn(),
    ];
    expect(states.map((state) => wasEndedHere(session(state).session))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a tool whose account has no token for it', () => {
  const noFailure = () => {
    const noted: Refusal[] = [];
    return { noted, grants: { lastFailure: () => null, failed: (refusal: Refusal) => noted.push(refusal) } };
  };
  const ask = async (state: OwnState, access: Access | null = null, minValidMs: number | null = null) => {
    const { noted, grants } = noFailure();
    const one = session(state, access);
    const answer = await issue(
      { session: one.session, grants: grants as unknown as Parameters<typeof issue>[0]['grants'] },
      HOLDER,
      minValidMs,
      await lateClock(),
    );
    return { answer, noted, asked: one.asked };
  };

  it.each<[SignedInTrouble, Refusal['problem'], RegExp]>([
    [{ kind: 'refused', response }, 'server-refused', /refused to issue a token/],
    [{ kind: 'malformed', field: 'access_token', rule: 'be text' }, 'server-refused', /response is not valid/],
    [{ kind: 'storage', trouble: 'disk-full' }, 'storage-unreadable', /could not be stored/],
    [{ kind: 'unforeseen', name: 'TypeError' }, 'internal', /bug in Transparenc Companion/],
  ])('is given the reason: %j', async (trouble, problem, detail) => {
    const { answer } = await ask(signedIn({ trouble }));
    expect(answer).toMatchObject({ problem, detail: expect.stringMatching(detail) });
  });

  it('learns that the server is down, and when to try again', async () => {
    const connection = { kind: 'retrying', because: { why: 'refused', code: 'ERR_CONNECTION_REFUSED' } };
    const { answer, noted } = await ask(signedIn({ connection } as Partial<Extract<OwnState, { kind: 'signed-in' }>>));
    expect(answer).toEqual({
      problem: 'server-unreachable',
      detail: 'The server cannot be reached now (ERR_CONNECTION_REFUSED).',
      retryAfterMs: 10_000,
    });
    // Callers within the next seconds get the same response, without another request to the server.
    expect(noted).toEqual([answer]);
  });

  it('is asked to try again if the server simply has not issued one', async () => {
    const { answer } = await ask(signedIn());
    expect(answer).toMatchObject({ problem: 'server-unreachable', retryAfterMs: 10_000 });
  });

  it('does not learn how long tokens live from one that has just ended', async () => {
    const clock = await lateClock();
    const access = { token: 'a', endsAtMs: clock.elapsedMs(), lifetimeMs: 300_000, scope: null };
    expect((await ask(signedIn(), access)).answer).toMatchObject({ problem: 'server-unreachable' });
    const alive = { ...access, endsAtMs: clock.elapsedMs() + 1 };
    expect((await ask(signedIn(), alive)).answer).toMatchObject({ problem: 'lifetime-unavailable' });
  });

  it('does not make the next one wait if the storage or this app is at fault', async () => {
    const storage = await ask(signedIn({ trouble: { kind: 'storage', trouble: 'disk-full' } }));
    const fault = await ask(signedIn({ trouble: { kind: 'unforeseen', name: 'TypeError' } }));
    expect([storage.noted, fault.noted]).toEqual([[], []]);
  });

  it('learns how long tokens live if none lives as long as it asked for, and the server is not asked', async () => {
    const clock = await lateClock();
    const access = { token: 'a', endsAtMs: clock.elapsedMs() + 300_000, lifetimeMs: 300_000, scope: null };
    const { answer, asked } = await ask(signedIn(), access, 300_000);
    expect(answer).toEqual({
      problem: 'lifetime-unavailable',
      detail: "No token is valid for as long as requested. The server's tokens are valid for 300 s.",
    });
    expect(asked).toEqual([]);
  });
});
