/** Runs without a window, from the command line to the exit code, with all real parts except Electron. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCommandService } from '../../../../main/app/run/open-command-service.ts';
import { runCommand } from '../../../../main/app/run/run-command.ts';
import { start as runDoctor } from '../../../../main/app/run/run-doctor.ts';
import { start as runServe } from '../../../../main/app/run/run-serve.ts';
import { start as runTerminal } from '../../../../main/app/run/run-terminal.ts';
import { readCommandLine } from '../../../../main/cli/command-line.ts';
import { readFlags } from '../../../../main/cli/flags.ts';
import { callApi } from '../../../../main/local-tools/client.ts';
import { serverOf } from '../../../../main/settings/resolve.ts';
import { electronKeychain } from '../../../../main/vault/safe-storage.ts';
import { openVault } from '../../../../main/vault/vault.ts';
import { sessionWith } from '../../vault/world.ts';
import { safeStorage, world } from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

/** A busy computer is slow, not wrong. */
const PATIENTLY = { timeout: 15_000, interval: 10 };
const URL_OF_SERVER = 'https://login.example.org';
const SERVER = ['--server-url=https://login.example.org', '--client-id=desk'];

beforeEach(async () => {
  world.profile = await mkdtemp(join(tmpdir(), 'run-'));
  world.respond = () => ({ status: 404, body: {} });
  world.asked.length = 0;
  world.locks.length = 0;
  world.isLocked = false;
  // The result must not depend on the computer that runs the test.
  for (const name of ['XDG_RUNTIME_DIR', 'COMPANION_ACCOUNT', 'DISPLAY', 'WAYLAND_DISPLAY']) vi.stubEnv(name, '');
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  // A run that was abandoned may still be writing.
  await rm(world.profile, { recursive: true, force: true, maxRetries: 10 });
});

/** The values that a build and Electron define. */
function isBuilt(): void {
  vi.stubGlobal('BUILT_AT', 1_000);
  const versions = { ...process.versions, electron: '45.5.0', chrome: '150.0.1.2' };
  vi.spyOn(process, 'versions', 'get').mockReturnValue(versions);
}

/** Stores a sign-in, as an earlier run would have. */
async function keepSignIn(): Promise<void> {
  const server = serverOf({ serverUrl: URL_OF_SERVER, clientId: 'desk' });
  if (!server) throw new TypeError('it is a server');
  const { baseUrl, clientId, tokenEndpoint } = server;
  const vault = openVault({
    folder: join(world.profile, 'vault'),
    binding: { baseUrl, clientId, tokenEndpoint },
    // The code under test calls only these methods.
    keychain: electronKeychain(safeStorage as never, process.platform, world.profile, 'gnome'),
    keepWithoutKeyring: () => false,
    machineId: () => null,
  });
  await vault.save(sessionWith('refresh-secret'));
}

type Start = (run: Parameters<typeof runTerminal>[0]) => Promise<void>;

/** Runs to the exit code, and captures what is printed. */
function run(start: Start, ...args: readonly string[]) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error(`${flags.setting} must ${flags.must}`);
  let [output, errors] = ['', ''];
  const ended = Promise.withResolvers<number>();
  const interruption = new AbortController();
  const capture = (add: (text: string) => void) =>
    ((text: string, done?: () => void) => {
      add(text);
      done?.();
      return true;
    }) as typeof process.stdout.write;
  vi.spyOn(process.stdout, 'write').mockImplementation(
    capture((text) => {
      output += text;
    }),
  );
  vi.spyOn(process.stderr, 'write').mockImplementation(
    capture((text) => {
      errors += text;
    }),
  );
  const started = start({
    profile: world.profile,
    flags,
    log: () => undefined,
    leave(code, why) {
      errors += why;
      ended.resolve(code);
    },
    processExit: {
      interrupted: interruption.signal,
      interrupt: () => interruption.abort(),
      exit: ended.resolve,
      exitAsChild: ended.resolve,
    },
  });
  started.catch(ended.reject);
  return { code: ended.promise, printed: () => ({ output, errors }), interrupt: () => interruption.abort() };
}

async function ranTo(start: Start, ...args: readonly string[]) {
  const { code, printed } = run(start, ...args);
  return { code: await code, ...printed() };
}

const refreshes = (url: URL) =>
  url.pathname === '/api/v1/oauth/token'
    ? {
        status: 200,
        body: { access_token: 'access', refresh_token: 'refresh-secret-2', expires_in: 3600, token_type: 'Bearer' },
      }
    : { status: 404, body: {} };

describe('in the terminal', () => {
  it('a sign-in that is kept is checked by one refresh, and reported', async () => {
    await keepSignIn();
    world.respond = refreshes;
    const { code, output } = await ranTo(runTerminal, '--terminal', ...SERVER);
    expect(code).toBe(0);
    expect(output).toMatch(/^Signed in as Ada at login\.example\.org\./);
    expect(output).not.toContain('refresh-secret');
    expect(world.asked.filter((request) => request.startsWith('POST'))).toEqual(['POST /api/v1/oauth/token']);
  });

  it('a sign-out ends it here, also if the server offers no revocation', async () => {
    await keepSignIn();
    const { code, output } = await ranTo(runTerminal, '--terminal', '--sign-out', ...SERVER);
    expect([code, output]).toEqual([0, expect.stringMatching(/signed out/i)]);
    const again = await ranTo(runTerminal, '--terminal', '--sign-out', ...SERVER);
    expect(again.output).toMatch(/was not signed in|not signed in/i);
  });

  it('a server that cannot be reached is named, with its exit code', async () => {
    world.respond = () => {
      throw new Error('net::ERR_NAME_NOT_RESOLVED');
    };
    const { code, output } = await ranTo(runTerminal, '--terminal', ...SERVER);
    expect([code, output]).toEqual([5, expect.stringContaining('login.example.org')]);
  });

  it('without a server there is nothing to do, which it says in one line', async () => {
    const { code, errors } = await ranTo(runTerminal, '--terminal');
    expect([code, errors]).toEqual([64, 'No server is known. Give one: --server-url=https://login.example.org']);
    expect(world.asked).toEqual([]);
  });

  it('a new account that no one signs in to is not kept', async () => {
    world.respond = () => ({ status: 400, body: { error: 'invalid_client' } });
    const { code } = await ranTo(runTerminal, '--terminal', '--add-account', ...SERVER);
    expect(code).toBe(4);
    const { errors } = await ranTo(runTerminal, '--terminal');
    expect(errors).toMatch(/^No server is known/);
  });

  it('settings that cannot be read end it', async () => {
    await writeFile(join(world.profile, 'settings.json'), '{"theme": 5}');
    const { code, errors } = await ranTo(runTerminal, '--terminal', ...SERVER);
    expect([code, errors]).toEqual([64, expect.stringContaining('theme')]);
  });
});

describe('as a service', () => {
  it('it serves local tools until another process wants the profile', async () => {
    await keepSignIn();
    world.respond = refreshes;
    const { code, printed } = run(runServe, ...SERVER);
    await vi.waitFor(() => expect(printed().errors).toMatch(/^Serving local tools at .*\n$/), PATIENTLY);
    const path = printed().errors.trim().replace('Serving local tools at ', '');
    await vi.waitFor(
      async () =>
        expect(await callApi({ path, secret: null }, '/v1/status', null)).toMatchObject({
          kind: 'ok',
          body: { served_by: 'serve', version: '1.2.3', accounts: [{ state: 'signed-in', user: 'Ada' }] },
        }),
      PATIENTLY,
    );
    expect(await callApi({ path, secret: null }, '/v1/hand-over', {})).toMatchObject({ kind: 'ok' });
    expect(await code).toBe(0);
    expect(await callApi({ path, secret: null }, '/v1/status', null)).toMatchObject({ kind: 'no-answer' });
  });

  it('it ends with an interruption', async () => {
    const { code, printed, interrupt } = run(runServe, ...SERVER);
    await vi.waitFor(() => expect(printed().errors).toMatch(/^Serving/), PATIENTLY);
    interrupt();
    expect(await code).toBe(0);
  });

  it('it does not begin without a server', async () => {
    expect(await ranTo(runServe)).toEqual({
      code: 64,
      output: '',
      errors: 'No server is known. Give one: --server-url=https://login.example.org',
    });
  });
});

describe('for one command', () => {
  it('it serves its API, and gives the profile back', async () => {
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
    [['status'], 0, /^example +signed in +Ada +https:/m],
    [['accounts'], 0, /^\S+\tAda\tsigned in\n$/],
    [['tools', 'list'], 0, /^$/],
  ])('%j is answered by the run itself, if no other process has the profile', async (args, expected, printed) => {
    await keepSignIn();
    const line = readCommandLine([...args, ...SERVER], false);
    if ('must' in line || !line.command) throw new Error('it is a command');
    const { command } = line;
    const { code, output } = await ranTo((parts) => runCommand({ ...parts, command }), ...SERVER);
    expect([code, output]).toEqual([expected, expect.stringMatching(printed)]);
    expect(world.locks).toEqual([true, false]);
  });
});

describe('the examination', () => {
  it('prints each finding and a verdict, writes a report in English, and changes nothing', async () => {
    isBuilt();
    await keepSignIn();
    world.respond = refreshes;
    const report = join(world.profile, 'report.txt');
    const { code, output } = await ranTo(runDoctor, '--doctor', `--report=${report}`, ...SERVER);
    expect([0, 1]).toContain(code);
    expect(output).toContain('login.example.org');
    expect(output).not.toContain('refresh-secret');
    expect(await readFile(report, 'utf8')).toMatch(/1\.2\.3[\s\S]*45\.5\.0/);
    const again = await ranTo(runDoctor, '--doctor', `--report=${report}`, ...SERVER);
    expect([again.code, again.errors]).toEqual([
      64,
      expect.stringMatching(/^--report must name a new file .*\(EEXIST\)\.$/),
    ]);
    expect(world.asked.every((request) => request.startsWith('GET'))).toBe(true);
  });
});

describe('a command line', () => {
  /** Starts the app like Electron does. */
  async function launched(...args: readonly string[]) {
    const listening = process.eventNames().map((event) => [event, process.listeners(event as 'exit')] as const);
    isBuilt();
    const argv = process.argv;
    process.argv = ['electron', ...args];
    try {
      return await ranTo(async ({ leave }) => {
        world.exit = (code) => leave(code, '');
        vi.resetModules();
        await import('../../../../main/index.ts');
      });
    } finally {
      process.argv = argv;
      // Its listeners would outlive this test.
      for (const event of process.eventNames())
        for (const listener of process.listeners(event as 'exit'))
          if (!listening.some(([name, before]) => name === event && before.includes(listener)))
            process.off(event, listener);
    }
  }

  it.each<[readonly string[], number, RegExp]>([
    [['--version'], 0, /^1\.2\.3\n$/],
    [['--help'], 0, /^Transparenc Companion signs this computer in/],
    [['token', '--help'], 0, /^transparenc-companion token/],
    [['--sign-in', '--sign-out'], 64, /^--sign-in must not be given together with --sign-out\. See --help\.\n$/],
    [['--terminal'], 64, /^No server is known\. Give one: --server-url=https:\/\/login\.example\.org\n$/],
    [['--terminal', '--frobnicate'], 64, /^Unknown: --frobnicate\. See --help\.\n$/],
    [['serve'], 64, /^No server is known\. /],
    [['status'], 9, /./],
    [['--doctor', ...SERVER], 1, /^Checking…[\s\S]*\[Problem\] /],
    [['--check-config=/nowhere/config.json'], 78, /^\/nowhere\/config\.json: must be readable \(ENOENT\)\n$/],
  ])('%j ends with %i', async (args, expected, printed) => {
    const { code, output, errors } = await launched(...args);
    expect([code, output + errors]).toEqual([expected, expect.stringMatching(printed)]);
  });

  it.each([
    ['run-desktop', []],
    ['run-command', ['status']],
    ['run-doctor', ['--doctor']],
  ])('ends with a message if the code of %s is damaged', async (name, args) => {
    const file = `../../../../main/app/run/${name}.ts`;
    vi.doMock(file, () => {
      throw new Error('damaged');
    });
    const { code, errors } = await launched(...args, ...SERVER);
    vi.doUnmock(file);
    expect([code, errors]).toEqual([1, expect.stringMatching(/^Transparenc Companion could not start \(Error\)\.\n$/)]);
  });

  it('is left to the process that has the profile, if that keeps it', async () => {
    world.isLocked = true;
    const { code, errors } = await launched('--sign-in');
    expect([code, errors]).toEqual([0, expect.stringMatching(/^Transparenc Companion is running with this profile/)]);
  });
});
