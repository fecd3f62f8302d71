/** Any status with any body, in any order: while requesting a code, while waiting for approval, and in the background. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFlags } from '../../../main/cli/flags.ts';
import { runTerminal } from '../../../main/cli/terminal/run.ts';
import type { SessionState, Snapshot } from '../../../preload/api.ts';
import { SERVER, snapshot as snapshotOf } from '../../renderer/snapshots.ts';
import { fakeClock } from '../fake-clock.ts';
import { allMessages } from '../messages.ts';
import {
  type HostileResponse,
  hostileGrant,
  hostileResponse,
  intervalIn,
  LEAKS,
  type Meaning,
  meaningOf,
  pollScript,
  responseOf,
} from './hostile-responses.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, shownText, stored } from './parts.ts';

/**
 * The runs are always the same; `npm run test:long` includes more of them. To try others, set FUZZ_SEED and FUZZ_RUNS,
 * which change the seed and the number.
 */
const RUNS = {
  seed: Number(process.env['FUZZ_SEED'] ?? 8628),
  numRuns: Number(process.env['FUZZ_RUNS'] ?? (process.env['LONG'] ? 120 : 15)),
};

const MINUTE_MS = 60_000;
const INTERVAL_MS = 5_000;
const LIFETIME_MS = 180_000;

interface Sent {
  readonly atMs: number;
  readonly response: HostileResponse;
}

/** A session whose server follows a script at one path and succeeds at all others. The last response repeats. */
function over(path: string, script: readonly HostileResponse[], vault = memoryVault()) {
  const [world, clock] = [scriptedServer(), fakeClock()];
  const sent: Sent[] = [];
  world.on('/start/', () => Response.json({ ...GRANT, expires_in: LIFETIME_MS / 1000 }));
  world.offersRevocation();
  world.on(path, (form) => {
    const response = script[Math.min(sent.length, script.length - 1)];
    if (!response) throw new Error('a script has a response');
    sent.push({ atMs: clock.passedMs(), response });
    return responseOf(response, form);
  });
  const listeners = new Set<() => void>();
  const made = sessionOver({
    world,
    clock,
    vault,
    onChange: () => {
      for (const report of listeners) report();
    },
  });
  return { ...made, sent, listeners };
}

type Over = ReturnType<typeof over>;

/** How a wait for approval must end by the rules: after which poll and with which result; null if it continues. */
function endingOf(sent: readonly Sent[]): { readonly polls: number; readonly as: string } | null {
  let [lost, absences] = [false, 0];
  for (const [at, { response }] of sent.entries()) {
    const meaning = meaningOf(response);
    absences = meaning === 'absent' ? absences + 1 : 0;
    const as = absences === 3 ? 'no-endpoint' : endsWait(meaning, lost);
    if (as) return { polls: at + 1, as };
    if (meaning === 'lost') lost = true;
    if (meaning === 'pending' || meaning === 'slow_down') lost = false;
  }
  return null;
}

function endsWait(meaning: Meaning, lost: boolean): string | null {
  switch (meaning) {
    case 'tokens':
    case 'malformed':
    case 'refused':
      return meaning;
    case 'denied':
    case 'expired':
      return lost ? 'token-response-lost' : meaning;
    case 'invalid_grant':
      return lost ? 'token-response-lost' : 'code-not-valid';
    default:
      return null;
  }
}

function ended(state: SessionState): string {
  if (state.kind === 'signed-in') return 'tokens';
  return state.kind === 'failed' ? state.failure.kind : state.kind;
}

/** The pace of the polls: never faster than the server allows, never slower than a minute unless it demands that. */
function expectPace(sent: readonly Sent[], endAtMs: number, isOver: boolean) {
  let intervalMs = INTERVAL_MS;
  let [beforeMs, leastMs] = [0, INTERVAL_MS];
  for (const { atMs, response } of sent) {
    expect(atMs - beforeMs).toBeGreaterThanOrEqual(leastMs);
    // A poll just before the last interval waits for it to begin.
    expect(atMs - beforeMs).toBeLessThanOrEqual(Math.max(MINUTE_MS, leastMs) + 1_000);
    if (meaningOf(response) === 'slow_down') intervalMs = Math.max(intervalMs + 5_000, intervalIn(response));
    [beforeMs, leastMs] = [atMs, Math.max(intervalMs, response.demandedMs)];
  }
  if (isOver) return;
  const hadLastChance = beforeMs >= endAtMs - intervalMs || beforeMs + leastMs >= endAtMs;
  expect(hadLastChance, `the last poll came at ${beforeMs}, with ${leastMs} to wait and an end at ${endAtMs}`).toBe(
    true,
  );
}

function expectWait(made: Over, state: SessionState) {
  const { sent, world } = made;
  const rule = endingOf(sent);
  // By this computer's own count it runs out; trouble that lasted until then is named.
  expect(rule ? [rule.as] : ['expired', ...(sent.some(isMiss) ? ['unreachable'] : [])]).toContain(ended(state));
  expect(sent).toHaveLength(rule?.polls ?? sent.length);
  expectPace(sent, LIFETIME_MS, rule !== null);
  if (rule?.as === 'malformed') {
    const last = sent.at(-1)?.response.body ?? '';
    const named = ['refresh-secret-1', 'access-secret-1'].some((token) => last.includes(`"${token}"`));
    const usable = named && !last.includes('["');
    if (usable) expect(world.at('/revoke').length, 'tokens of a rejected response are revoked').toBeGreaterThan(0);
  }
  expect(shownText(made)).not.toMatch(LEAKS);
}

function isMiss({ response }: Sent): boolean {
  return ['trouble', 'lost', 'absent'].includes(meaningOf(response));
}

test('a window that waits for approval ends by the rules, at their pace, and shows no secret', async () => {
  await fc.assert(
    fc.asyncProperty(pollScript, async (script) => {
      const made = over('/token', script);
      await made.session.start();
      const signingIn = made.session.signIn();
      await made.clock.advance(LIFETIME_MS + 30_000);
      await signingIn;
      expectWait(made, made.session.state());
    }),
    RUNS,
  );
}, 60_000);

/** The exit codes in the README, by outcome. */
const EXIT_CODES: Readonly<Record<string, number>> = {
  tokens: 0,
  denied: 2,
  expired: 3,
  'code-not-valid': 3,
  'token-response-lost': 3,
  refused: 4,
  malformed: 4,
  'no-endpoint': 4,
  unreachable: 5,
};

/** Runs the terminal until it ends, or for half an hour. */
async function inTerminal(made: Over) {
  const snapshot = () => snapshotOf(made.session.state(), { server: SERVER, keeping: made.session.keeping() });
  const flags = readFlags(['--terminal']);
  if ('must' in flags) throw new Error('bad flags');
  const written: string[] = [];
  let code: number | null = null;
  void runTerminal({
    session: made.session,
    start: made.session.start,
    signIn: made.session.signIn,
    signOut: made.session.signOut,
    answer: async () => undefined,
    snapshot,
    subscribe(listener: (snapshot: Snapshot) => void) {
      const report = () => listener(snapshot());
      made.listeners.add(report);
      return () => made.listeners.delete(report);
    },
    flags,
    words: await allMessages(snapshot()),
    ownCommand: null,
    write: (text) => void written.push(text),
    drawQr: async () => null,
    clock: made.clock,
    interrupted: new AbortController().signal,
  }).then((ended) => {
    code = ended;
  });
  for (let passedMs = 0; code === null && passedMs < 30 * MINUTE_MS; passedMs += 10_000)
    await made.clock.advance(10_000);
  return { code, output: written.join('\n') };
}

test('a terminal ends as the window does, with the exit code for it, and prints nothing that steers a terminal', async () => {
  await fc.assert(
    fc.asyncProperty(pollScript, async (script) => {
      const made = over('/token', script);
      const { code, output } = await inTerminal(made);
      const state = made.session.state();
      expectWait(made, state);
      expect(code).toBe(EXIT_CODES[ended(state)]);
      expect(output).not.toMatch(LEAKS);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be printed
      expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
    RUNS,
  );
}, 60_000);

test('a request for a code ends by the rules, at its first response', async () => {
  const expected: Readonly<Record<Meaning, readonly string[]>> = {
    absent: ['no-endpoint'],
    trouble: ['unreachable'],
    lost: ['unreachable'],
    tokens: ['malformed'],
    malformed: ['malformed'],
    // Without a poll there is no interval to raise, so this means too many requests.
    slow_down: ['unreachable'],
    ...{ pending: ['refused'], denied: ['refused'], expired: ['refused'] },
    ...{ invalid_grant: ['refused'], refused: ['refused'] },
  };
  await fc.assert(
    fc.asyncProperty(hostileResponse, async (response) => {
      const made = over('/start/', [response]);
      const { code, output } = await inTerminal(made);
      expect(expected[meaningOf(response)]).toContain(ended(made.session.state()));
      expect(code).toBe(EXIT_CODES[ended(made.session.state())]);
      expect(made.sent).toHaveLength(1);
      expect(made.world.at('/token')).toEqual([]);
      expect(shownText(made) + output).not.toMatch(LEAKS);
    }),
    RUNS,
  );
}, 60_000);

test('of any grant nothing dangerous is shown: a page is https, or on this computer by its own server', async () => {
  await fc.assert(
    fc.asyncProperty(hostileGrant, async (grant) => {
      const world = scriptedServer();
      world.on('/start/', () => Response.json(grant));
      world.on('/token', () => Response.json({ error: 'authorization_pending' }, { status: 400 }));
      const made = sessionOver({ world });
      await made.session.start();
      void made.session.signIn();
      await made.clock.advance(1);
      const state = made.session.state();
      // A code that anyone could guess is not a secret, so it may occur anywhere.
      if (grant.device_code !== 'x') expect(shownText(made)).not.toMatch(LEAKS);
      if (state.kind !== 'awaiting-approval') {
        expect(ended(state)).toBe('malformed');
        expect(world.at('/token')).toEqual([]);
        return;
      }
      const { prompt, lifetimeMs } = state;
      for (const shown of [prompt.verificationUri, prompt.qrText]) {
        const { protocol, username, hostname } = new URL(shown);
        expect([protocol, username, hostname]).toEqual([
          'https:',
          '',
          expect.stringMatching(/^(login|other)\.example\.org$/),
        ]);
      }
      expect(new URL(prompt.qrText).origin).toBe(new URL(prompt.verificationUri).origin);
      expect(lifetimeMs).toBeGreaterThan(0);
      expect(lifetimeMs).toBeLessThanOrEqual(24 * 60 * MINUTE_MS);
      made.session.cancel();
    }),
    { ...RUNS, numRuns: 4 * RUNS.numRuns },
  );
}, 60_000);

test('in the background only invalid_grant ends a sign-in, only three refusals in a row ask for the user, and no token is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileResponse, { minLength: 1, maxLength: 6 }), async (script) => {
      const made = over('/token', script, memoryVault(stored()));
      await made.session.start();
      const { sent, vault, session, clock } = made;
      await clock.advance(12 * 60 * MINUTE_MS);
      const meanings = sent.map(({ response }) => meaningOf(response));
      const state = session.state();
      const end = meanings.indexOf('invalid_grant');
      if (end >= 0) {
        // There are no requests after the end. The sign-in is over, and the disk reflects that.
        expect(meanings.slice(end)).toEqual(['invalid_grant']);
        expect(state).toMatchObject({
          kind: 'needs-you',
          because: { kind: expect.stringMatching(/^(revoked|interrupted)$/) },
        });
      } else {
        expect(vault.stored.kind).toBe('value');
        const token = vault.stored.kind === 'value' ? vault.stored.session.refreshToken : null;
        expect(token, 'a refresh token is kept').not.toBeNull();
        const everRefused = inARow(outcomesOf(sent)) >= 3;
        if (state.kind === 'needs-you') expect([state.because.kind, everRefused]).toEqual(['refused', true]);
        else expect(state.kind).toBe('signed-in');
        if (everRefused && meanings.at(-1) !== 'tokens' && !meanings.includes('tokens'))
          expect(state.kind).toBe('needs-you');
      }
      expectRefreshPace(sent, meanings);
      expect(shownText(made)).not.toMatch(LEAKS);
    }),
    RUNS,
  );
}, 120_000);

/** The outcome of each refresh: a lost response that is requested again immediately doesn't count. */
function outcomesOf(sent: readonly Sent[]): readonly Meaning[] {
  return sent.flatMap(({ atMs, response }, at) => {
    const next = sent[at + 1];
    return next && next.atMs - atMs < 30_000 ? [] : meaningOf(response);
  });
}

/** The largest number of consecutive refusals. */
function inARow(meanings: readonly Meaning[]): number {
  let [most, now] = [0, 0];
  for (const meaning of meanings) {
    now = REFUSED_ON_REFRESH.includes(meaning) ? now + 1 : 0;
    most = Math.max(most, now);
  }
  return most;
}

/** The errors of polling are invalid for a refresh. All but `slow_down` refuse it like any unknown error. */
const REFUSED_ON_REFRESH: readonly Meaning[] = ['refused', 'pending', 'denied', 'expired'];

/** Only a lost response is requested again immediately, and only once. No request comes before `Retry-After`. */
function expectRefreshPace(sent: readonly Sent[], meanings: readonly Meaning[]) {
  let retriedAtOnce = false;
  for (const [at, { atMs, response }] of sent.entries()) {
    const next = sent[at + 1];
    if (!next) return;
    const waitMs = next.atMs - atMs;
    // With a success it means nothing (RFC 9110 §10.2.3).
    if (meanings[at] !== 'tokens' && meanings[at] !== 'malformed')
      expect(waitMs).toBeGreaterThanOrEqual(response.demandedMs);
    const isAtOnce = waitMs < 30_000;
    if (isAtOnce) expect([meanings[at], retriedAtOnce]).toEqual(['lost', false]);
    retriedAtOnce = isAtOnce;
  }
}
