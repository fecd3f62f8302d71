/**
 * Many callers at once with an expired token cause one refresh and get equal responses, even if processes are killed meanwhile.
 */
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultyServer } from '../authorization-server/faulty.ts';
import { type CommandRun, startCommand } from '../harness/command.ts';
import type { AuthorizationServer, Home, TerminalRun } from '../harness/fixtures.ts';
import { expect, type Fault, PATHS, test } from './faulty-test.ts';
import { approve } from './steps.ts';

const CALLERS = 100;
const REFRESH = { path: PATHS.token, grantType: 'refresh_token' };
const SIGN_IN = { path: PATHS.token, grantType: 'urn:ietf:params:oauth:grant-type:device_code' };

/** When a refresh was requested. */
function refreshTimes({ requests }: FaultyServer): readonly number[] {
  return requests.filter(({ form }) => form['grant_type'] === 'refresh_token').map(({ at }) => at);
}

/** How many refreshes were requested, and the server's responses to those that reached it. */
function refreshes(front: FaultyServer, { log }: AuthorizationServer) {
  const asked = refreshTimes(front).length;
  const outcomes = log.filter(({ grantType }) => grantType === 'refresh_token').map(({ outcome }) => outcome);
  return { asked, outcomes };
}

function commands(home: Home, { url, clientId, scope }: AuthorizationServer) {
  const flags = [`--server-url=${url}`, `--client-id=${clientId}`, `--scope=${scope}`];
  return (args: readonly string[], types?: string) =>
    startCommand({ home, args: [...flags, ...args], ...(types !== undefined && { types }) });
}

type Command = ReturnType<typeof commands>;

/** Signs in with a token that has expired before anyone can ask for it, and allows the tool. */
async function signInWithExpiredToken(
  { front, server, command }: { front: FaultyServer; server: AuthorizationServer; command: Command },
  terminal: () => TerminalRun,
): Promise<void> {
  front.fault(SIGN_IN, { kind: 'altered', fields: { expires_in: 1 } });
  const signing = terminal();
  await approve(server, (await signing.prompt()).userCode, 'ada@example.org');
  expect(await signing.exitCode).toBe(0);
  front.heal(SIGN_IN);
  const allowing = command(['tools', 'allow', 'backup'], 'a');
  expect(await allowing.exitCode, allowing.stdout.text()).toBe(0);
}

/** Starting a process takes a while, and the story's servers run in this process, so let them work in between. */
async function startAll(command: Command, count = CALLERS): Promise<readonly CommandRun[]> {
  const runs: CommandRun[] = [];
  while (runs.length < count) {
    runs.push(command(['token', '--tool=backup']));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return runs;
}

/** The result of each caller, and all their output. */
async function endings(runs: readonly CommandRun[]) {
  const codes = await Promise.all(runs.map(({ exitCode }) => exitCode));
  const counts: Record<string, number> = {};
  for (const code of codes) counts[String(code)] = (counts[String(code)] ?? 0) + 1;
  return { counts, output: runs.map(({ stderr }) => stderr.text()).join('') };
}

async function expectEqualResponses(runs: readonly CommandRun[]): Promise<void> {
  const { counts, output } = await endings(runs);
  expect(counts, output).toEqual({ 0: runs.length });
  const answers = new Set(runs.map(({ stdout }) => stdout.text()));
  expect(answers.size).toBe(1);
  expect([...answers][0]).toMatch(/^\S+\n$/);
}

/** The ID of the process that has the profile, from Chromium's lock; null: no process has it now. */
function holderOf({ profile }: Home): number | null {
  try {
    return Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
  } catch {
    return null;
  }
}

/** Kills the caller that currently serves all the others, and returns the remaining ones. */
async function killHolder(home: Home, runs: readonly CommandRun[]): Promise<readonly CommandRun[]> {
  for (;;) {
    const pid = holderOf(home);
    const holder = runs.find((run) => run.pid === pid);
    holder?.signal('SIGKILL');
    // A caller that had just ended was not killed.
    if (holder && (await holder.exitCode) === null) return runs.filter((run) => run !== holder);
    await sleep(5);
  }
}

test.beforeEach(() => test.setTimeout(600_000));

test('100 token commands without a running app refresh once', async ({ home, front, server, terminal }) => {
  const command = commands(home, server);
  await signInWithExpiredToken({ front, server, command }, terminal);
  await expectEqualResponses(await startAll(command));
  expect(refreshes(front, server)).toEqual({ asked: 1, outcomes: ['tokens'] });
});

test('100 token commands beside a running app refresh once', async ({ home, front, server, terminal, launch }) => {
  const command = commands(home, server);
  await signInWithExpiredToken({ front, server, command }, terminal);
  await launch({ server, flags: ['--hidden'] });
  await expectEqualResponses(await startAll(command));
  expect(refreshes(front, server)).toEqual({ asked: 1, outcomes: ['tokens'] });
});

test('after the process that serves is killed, the others still get the same token', async ({
  home,
  front,
  server,
  terminal,
}) => {
  const command = commands(home, server);
  await signInWithExpiredToken({ front, server, command }, terminal);
  const serving = command(['serve']);
  await serving.stderr.waitFor(/Serving local tools/);
  const runs = await startAll(command);
  // At this point, some callers have their response, and most don't.
  await Promise.any(runs.map(({ exitCode }) => exitCode));
  serving.signal('SIGKILL');
  await expectEqualResponses(runs);
  expect(refreshes(front, server)).toEqual({ asked: 1, outcomes: ['tokens'] });
});

test('after the caller that refreshes is killed, and the one after it, the others get one token', async ({
  home,
  front,
  server,
  terminal,
}) => {
  const command = commands(home, server);
  await signInWithExpiredToken({ front, server, command }, terminal);
  // The first request never reaches the server.
  front.fault(REFRESH, [{ kind: 'hang' }]);
  const all = await startAll(command);
  await expect.poll(() => refreshes(front, server).asked, { timeout: 120_000 }).toBe(1);
  const withoutFirst = await killHolder(home, all);
  await Promise.any(withoutFirst.map(({ exitCode }) => exitCode));
  const left = await killHolder(home, withoutFirst);
  expect(left.length).toBeGreaterThan(CALLERS / 2);
  await expectEqualResponses(left);
  expect(refreshes(front, server)).toEqual({ asked: 2, outcomes: ['tokens'] });
});

for (const [name, fault, code] of [
  ['is refused', { kind: 'json', status: 401, body: { error: 'invalid_client' } }, 4],
  ['gets no answer', { kind: 'empty', status: 503 }, 5],
] as const satisfies readonly (readonly [string, Fault, number])[])
  for (const where of ['beside a running app', 'without a running app'] as const)
    test(`50 token commands ${where} share a refresh that ${name}`, async ({
      home,
      front,
      server,
      terminal,
      launch,
    }) => {
      const command = commands(home, server);
      await signInWithExpiredToken({ front, server, command }, terminal);
      front.fault(REFRESH, fault);
      if (where === 'beside a running app') await launch({ server, flags: ['--hidden'] });
      const runs = await startAll(command, 50);
      const { counts, output } = await endings(runs);
      expect(counts, output).toEqual({ [code]: 50 });
      // Later callers are asked to try again.
      const times = refreshTimes(front);
      expect(times.length).toBeGreaterThan(0);
      for (const [n, at] of times.slice(1).entries()) expect(at - (times[n] ?? at)).toBeGreaterThan(9_000);
    });
