/** One command, from its line to its exit code, with all real parts except Electron. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCommandService } from '../../../../main/app/run/open-command-service.ts';
import { runCommand } from '../../../../main/app/run/run-command.ts';
import { start as runDoctor } from '../../../../main/app/run/run-doctor.ts';
import { readCommandLine } from '../../../../main/cli/command-line.ts';
import type { CommandParts } from '../../../../main/cli/commands/parts.ts';
import { readFlags } from '../../../../main/cli/flags.ts';
import { callApi } from '../../../../main/local-tools/client.ts';
import { world } from './fake-electron.ts';
import { clean, failToWrite, isBuilt, keepSignIn, prepare, ranTo, run, SERVER } from './windowless.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

/** A busy computer is slow, not wrong. */
const PATIENTLY = { timeout: 120_000, interval: 10 };

beforeEach(prepare);
afterEach(clean);

function commandIn(args: readonly string[]) {
  const line = readCommandLine(args, false);
  if ('must' in line || !line.command) throw new Error('it is a command');
  return line.command;
}

describe('a single command', () => {
  it('serves its API, and gives the profile back', async () => {
    await keepSignIn();
    const flags = readFlags(SERVER);
    if ('must' in flags) throw new Error(flags.must);
    const given = Promise.withResolvers<void>();
    const service = await openCommandService({ profile: world.profile, flags }, given.resolve);
    if (service.kind !== 'serving') throw new Error(service.detail);
    const path = join(world.profile, 'api', 's');
    expect(await callApi({ path, secret: null }, '/v1/status', null)).toMatchObject({
      kind: 'ok',
      body: { served_by: 'command', accounts: [{ state: 'signed-in' }] },
    });
    expect(await callApi({ path, secret: null }, '/v1/hand-over', {})).toMatchObject({ kind: 'ok' });
    await given.promise;
    await service.stop();
    expect(world.locks).toEqual([false]);
    // There is no automatic renewal for a single command.
    expect(world.asked).toEqual([]);
  });

  it.each([
    ['status', 'ENOSPC', 1, 'The output could not be written (ENOSPC).\n'],
    // Its reader has seen enough, as `head` does.
    ['status', 'EPIPE', 0, ''],
    // It has failed before, for another reason.
    ['token', 'ENOSPC', 9, expect.not.stringContaining('ENOSPC')],
  ])('a result of %s that cannot be written (%s) ends it with %i', async (name, why, expected, reported) => {
    if (name === 'status') await keepSignIn();
    const command = commandIn([name, ...SERVER]);
    const { code, errors } = await ranTo(
      (parts) => {
        failToWrite(why);
        return runCommand({ ...parts, command });
      },
      ...SERVER,
    );
    expect([code, errors]).toEqual([expected, reported]);
  });

  it('a result that cannot be written ends it with 1 although the last write, which is empty, succeeds', async () => {
    await keepSignIn();
    const command = commandIn(['status', ...SERVER]);
    const { code, errors } = await ranTo(
      (parts) => {
        const running = runCommand({ ...parts, command });
        process.stdout.emit('error', Object.assign(new Error('write'), { code: 'ENOSPC' }));
        return running;
      },
      ...SERVER,
    );
    expect([code, errors]).toEqual([1, 'The output could not be written (ENOSPC).\n']);
  });

  it.each([
    [['status'], 0, /^example +signed in +Ada +https:/m],
    [['accounts'], 0, /^\S+\tAda\tsigned in\n$/],
    [['tools', 'list'], 0, /^$/],
  ])('%j is answered by the run itself, if no other process has the profile', async (args, expected, printed) => {
    await keepSignIn();
    const command = commandIn([...args, ...SERVER]);
    const { code, output } = await ranTo((parts) => runCommand({ ...parts, command }), ...SERVER);
    expect([code, output]).toEqual([expected, expect.stringMatching(printed)]);
    expect(world.locks).toEqual([true, false]);
    // A process that has the profile must not open its window.
    expect(world.handedOver).toEqual([{ args: ['--hidden'] }]);
  });
});

it.each<[string, typeof runDoctor]>([
  [
    'a command',
    async (parts) => {
      await runCommand({ ...parts, command: commandIn(['status', ...SERVER]) });
    },
  ],
  ['the diagnosis', runDoctor],
])('%s ends at an interruption, with the exit code for that', async (_, start) => {
  isBuilt();
  await keepSignIn();
  const codes: number[] = [];
  const { interrupt } = run(
    ({ processExit, ...parts }) =>
      start({ ...parts, processExit: { ...processExit, exit: (code) => void codes.push(code) } }),
    ...SERVER,
  );
  interrupt();
  // The fake process survives, so the rest happens, too.
  await vi.waitFor(() => expect(codes).toHaveLength(2), PATIENTLY);
  expect(codes[0]).toBe(130);
});

it('a command leaves an interruption to the child that it runs, and ends like that child', async () => {
  const [child, commands] = ['../../../../main/cli/child.ts', '../../../../main/cli/commands/commands.ts'];
  const ended: unknown[] = [];
  let interrupt = () => {};
  vi.doMock(child, () => ({
    async runChild() {
      interrupt();
      await new Promise(setImmediate);
      return 3;
    },
  }));
  vi.doMock(commands, async (original) => ({
    ...(await original<object>()),
    RUN: { exec: ({ io }: CommandParts) => io.runChild({ command: 'make', args: [], environment: {} }) },
  }));
  vi.resetModules();
  const { runCommand: runAnew } = await import('../../../../main/app/run/run-command.ts');
  const command = commandIn(['exec', ...SERVER, '--', 'make']);
  ({ interrupt } = run(
    async ({ processExit, ...parts }) => {
      const exits = {
        exit: (code: number) => void ended.push(code),
        exitAsChild: (code: number) => void ended.push(`like a child with ${code}`),
      };
      await runAnew({ ...parts, command, processExit: { ...processExit, ...exits } });
    },
    ...SERVER,
  ));
  await vi.waitFor(() => expect(ended).toEqual(['like a child with 3']), PATIENTLY);
  vi.doUnmock(child);
  vi.doUnmock(commands);
});

it('a command gives the profile back as soon as another process wants it', async () => {
  const [service, commands, client] = [
    'app/run/open-command-service',
    'cli/commands/commands',
    'local-tools/client',
  ].map((name) => `../../../../main/${name}.ts`) as [string, string, string];
  const ended: unknown[] = [];
  let handOver = () => {};
  vi.doMock(service, () => ({
    async openCommandService(_run: object, onHandOver: () => void) {
      handOver = onHandOver;
      return { kind: 'serving', stop: async () => void ended.push('the profile is given back') };
    },
  }));
  vi.doMock(client, () => ({
    findApi: async () => (world.locks.length > 0 ? { path: 'api', secret: null } : null),
    callApi: async () => ({ kind: 'ok', body: {} }),
  }));
  vi.doMock(commands, async (original) => ({
    ...(await original<object>()),
    RUN: {
      async status({ call }: CommandParts) {
        await call('/v1/status', null);
        handOver();
        await new Promise(setImmediate);
        ended.push('the command ends');
        return 0;
      },
    },
  }));
  vi.resetModules();
  const { runCommand: runAnew } = await import('../../../../main/app/run/run-command.ts');
  const command = commandIn(['status', ...SERVER]);
  const { code } = await ranTo(
    async (parts) => {
      await runAnew({ ...parts, command });
      // Electron's `ready` waits for this, and the API for `ready`.
      ended.push('Electron gets ready');
    },
    ...SERVER,
  );
  expect(code).toBe(0);
  expect(ended).toEqual(['Electron gets ready', 'the profile is given back', 'the command ends']);
  for (const file of [service, commands, client]) vi.doUnmock(file);
});

it.each([
  [['tools', 'allow', 'backup'], true, ['taken over', 'run']],
  [['tools', 'allow', 'backup'], false, ['run']],
  [['tools', 'list'], true, ['run']],
  [['credential', 'allow', 'get'], true, ['run']],
  [['status'], true, ['run']],
])('%j, with a terminal to ask on: %s, does this with the profile: %j', async (args, canAsk, expected) => {
  const [consent, takeOver, commands] = [
    'cli/terminal-consent',
    'app/run/take-over-profile',
    'cli/commands/commands',
  ].map((name) => `../../../../main/${name}.ts`) as [string, string, string];
  const did: string[] = [];
  vi.doMock(consent, () => ({ createTerminalConsent: () => ({ canAsk: () => canAsk }) }));
  vi.doMock(takeOver, () => ({ takeOverProfile: async () => void did.push('taken over') }));
  const run = async () => {
    did.push('run');
    return 0;
  };
  vi.doMock(commands, () => ({ RUN: { tools: run, credential: run, status: run }, usesApi: () => true }));
  vi.resetModules();
  const { runCommand: runAnew } = await import('../../../../main/app/run/run-command.ts');
  const command = commandIn([...args, ...SERVER]);
  expect((await ranTo((parts) => runAnew({ ...parts, command }), ...SERVER)).code).toBe(0);
  expect(did).toEqual(expected);
  for (const file of [consent, takeOver, commands]) vi.doUnmock(file);
});
