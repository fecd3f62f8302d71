/** Runs without a window, from the command line to the exit code, with all real parts except Electron. */
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { start as checkConfig } from '../../../../main/app/run/run-check-config.ts';
import { start as runDoctor } from '../../../../main/app/run/run-doctor.ts';
import { start as runServe } from '../../../../main/app/run/run-serve.ts';
import { start as runTerminal } from '../../../../main/app/run/run-terminal.ts';
import { callApi } from '../../../../main/local-tools/client.ts';
import type { Finding, Verdict } from '../../../../preload/doctor.ts';
import { app, world } from './fake-electron.ts';
import {
  clean,
  failToWrite,
  isBuilt,
  keepSignIn,
  launched,
  launchedAfter,
  prepare,
  ranTo,
  refreshes,
  run,
  SERVER,
} from './windowless.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

/** A busy computer is slow, not wrong. */
const PATIENTLY = { timeout: 120_000, interval: 10 };

beforeEach(prepare);
afterEach(clean);

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

  it('without a server there is nothing to do, which it reports in one line', async () => {
    const { code, errors } = await ranTo(runTerminal, '--terminal');
    expect([code, errors]).toEqual([64, 'No server is set up. Name one: --server-url=https://login.example.org']);
    expect(world.asked).toEqual([]);
  });

  it('a new account that no one signs in to is not kept', async () => {
    world.respond = () => ({ status: 400, body: { error: 'invalid_client' } });
    const { code } = await ranTo(runTerminal, '--terminal', '--add-account', ...SERVER);
    expect(code).toBe(4);
    const { errors } = await ranTo(runTerminal, '--terminal');
    expect(errors).toMatch(/^No server is set up/);
  });

  it('an account that was there stays, even if no one is signed in to it', async () => {
    const file = join(world.profile, 'accounts.json');
    const server = { serverUrl: 'https://login.example.org', clientId: 'desk' };
    const accounts = [{ id: '1'.repeat(16), name: 'work', vault: null, server, insteadOf: null }];
    await writeFile(file, JSON.stringify({ format: 1, accounts }));
    world.respond = () => ({ status: 400, body: { error: 'invalid_client' } });
    const { code } = await ranTo(runTerminal, '--terminal', '--account=work');
    expect(code).toBe(4);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ accounts: [{ name: 'work' }] });
  });

  it('an interruption ends it before the next account', async () => {
    const server = { serverUrl: 'https://login.example.org', clientId: 'desk' };
    const accounts = ['work', 'home'].map((name, at) => ({
      ...{ id: String(at + 1).repeat(16), name, vault: null, server, insteadOf: null },
    }));
    await writeFile(join(world.profile, 'accounts.json'), JSON.stringify({ format: 1, accounts }));
    const both = await ranTo(runTerminal, '--terminal', '--sign-out', '--all');
    expect(both.output).toMatch(/^work:\n[\s\S]*\nhome:\n/);
    const { code, printed, interrupt } = run(runTerminal, '--terminal', '--sign-out', '--all');
    interrupt();
    expect([await code, printed().output]).toEqual([130, expect.stringMatching(/^work:\n(?![\s\S]*home:)/)]);
  });

  it('a misspelled setting is reported, and changes nothing', async () => {
    const file = join(world.profile, 'settings.json');
    await writeFile(file, '{"them": "dark", "theme": "light", "scope\\u001b": ""}');
    const { code, errors } = await ranTo(runTerminal, '--terminal', '--sign-out', ...SERVER);
    expect([code, errors]).toEqual([0, `Unknown and ignored in ${file}: them, scope.\n`]);
  });

  it.each([
    ['theme', '{"theme": 5}', SERVER],
    ['serverUrl', '{"serverUrl": "login.example.org"}', []],
  ])('settings that cannot be used end it, with the field and the path of the file: %s', async (field, text, flags) => {
    const file = join(world.profile, 'settings.json');
    await writeFile(file, text);
    const { code, errors } = await ranTo(runTerminal, '--terminal', ...flags);
    expect([code, errors]).toEqual([64, expect.stringContaining(`${field} in ${file} must`)]);
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
    // A second start could not find the socket.
    await rm(path);
    app.emit('second-instance');
    await vi.waitFor(
      async () => expect((await callApi({ path, secret: null }, '/v1/status', null)).kind).toBe('ok'),
      PATIENTLY,
    );
    expect(await callApi({ path, secret: null }, '/v1/hand-over', {})).toMatchObject({ kind: 'ok' });
    expect(await code).toBe(0);
    expect(await callApi({ path, secret: null }, '/v1/status', null)).toMatchObject({ kind: 'no-response' });
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
      errors: 'No server is set up. Name one: --server-url=https://login.example.org',
    });
  });
});

describe('the diagnosis', () => {
  it.each<[readonly Verdict[], number, string]>([
    [['good', 'wrong', 'unknown'], 1, 'Problems found.'],
    [['good', 'worth-knowing'], 0, 'No problems found, but please note:'],
    [['good', 'unknown'], 0, 'No problems found.'],
    [[], 0, 'Nothing could be checked.'],
  ])('that finds %j ends with %i', async (verdicts, expected, whole) => {
    const diagnostics = '../../../../main/app/wiring/create-diagnostics.ts';
    vi.doMock(diagnostics, () => ({
      async runDiagnostics(_: object, found: (finding: Finding) => void) {
        for (const verdict of verdicts) found({ topic: 'clock', verdict, found: 'unknown', facts: [] });
      },
    }));
    vi.resetModules();
    const { start } = await import('../../../../main/app/run/run-doctor.ts');
    const { code, output } = await ranTo(start, '--doctor', ...SERVER);
    vi.doUnmock(diagnostics);
    expect([code, output.split('\n')]).toEqual([expected, expect.arrayContaining([whole])]);
  });

  it('prints a verdict and each finding, writes a report in English, and changes nothing', async () => {
    isBuilt();
    await keepSignIn();
    world.respond = refreshes;
    const report = join(world.profile, 'report.txt');
    const { code, output } = await ranTo(runDoctor, '--doctor', `--report=${report}`, ...SERVER);
    expect([0, 1]).toContain(code);
    expect(output).toContain('login.example.org');
    expect(output).not.toContain('refresh-secret');
    expect(await readFile(report, 'utf8')).toMatch(/1\.2\.3[\s\S]*45\.5\.0/);
    expect(output).toMatch(/\nSaved\. The report contains no secrets\.\n$/);
    expect(output).toContain('place: usual');
    const { output: unsaved } = await ranTo(runDoctor, '--doctor', `--user-data-dir=${world.profile}`, ...SERVER);
    expect(unsaved).toContain('place: another');
    expect(unsaved).toMatch(/\n\n(Problems found\.|No problems found[^\n]*)\n\n\[/);
    const again = await ranTo(runDoctor, '--doctor', `--report=${report}`, ...SERVER);
    expect([again.code, again.errors]).toEqual([
      64,
      expect.stringMatching(/^--report must name a new file .*\(EEXIST\)\.$/),
    ]);
    expect(world.asked.every((request) => request.startsWith('GET'))).toBe(true);
  });
});

describe('a command line', () => {
  it.each<[readonly string[], number, RegExp]>([
    [['--version'], 0, /^1\.2\.3\n$/],
    [['--help'], 0, /^Transparenc Companion signs this computer in/],
    [['token', '--help'], 0, /^transparenc-companion token/],
    [['--sign-in', '--sign-out'], 64, /^--sign-in must not be given together with --sign-out\. See --help\.\n$/],
    [['--terminal'], 64, /^No server is set up\. Name one: --server-url=https:\/\/login\.example\.org\n$/],
    [['--terminal', '--frobnicate'], 64, /^Unknown: --frobnicate\. See --help\.\n$/],
    [['serve'], 64, /^No server is set up\. /],
    [['status'], 9, /./],
    [['--doctor', ...SERVER], 1, /^Checking…[\s\S]*\[Problem\] /],
    [['--check-config=/nowhere/config.json'], 78, /^\/nowhere\/config\.json: must exist\n$/],
  ])('%j ends with %i', async (args, expected, printed) => {
    const { code, output, errors } = await launched(...args);
    expect([code, output + errors]).toEqual([expected, expect.stringMatching(printed)]);
  });

  it.each([['--help'], ['--version'], ['--check-config=FILE'], ['--doctor']])(
    '%s ends with 1 if its output cannot be written',
    async (flag) => {
      const file = join(world.profile, 'config.json');
      await writeFile(file, '{}');
      const diagnostics = '../../../../main/app/wiring/create-diagnostics.ts';
      vi.doMock(diagnostics, () => ({ runDiagnostics: async () => undefined }));
      const { code, errors } = await launchedAfter(() => failToWrite('ENOSPC'), flag.replace('FILE', file));
      vi.doUnmock(diagnostics);
      expect([code, errors]).toEqual([1, 'The output could not be written (ENOSPC).\n']);
    },
  );

  it('--check-config ends with its result even if that cannot be printed', async () => {
    const ended = vi.spyOn(app, 'exit').mockImplementation(() => undefined);
    failToWrite('ENOSPC');
    await checkConfig('/nowhere/config.json');
    expect(ended).toHaveBeenCalledWith(78);
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

  it.each([
    ['run-desktop', []],
    ['run-terminal', ['--terminal']],
    ['run-serve', ['serve']],
  ])('that fails in %s ends with the class of the error, which the log has as well', async (name, args) => {
    const file = `../../../../main/app/run/${name}.ts`;
    vi.doMock(file, () => ({ start: () => Promise.reject(new TypeError('a secret')) }));
    const { code, errors } = await launched(...args, ...SERVER);
    vi.doUnmock(file);
    expect([code, errors]).toEqual([1, 'Transparenc Companion could not start (TypeError).\n']);
    const log = await readFile(join(world.profile, 'logs', 'main.log'), 'utf8');
    expect(log).toMatch(/could not start.*TypeError/);
    expect(log).toMatch(/start .*1\.2\.3/);
    expect(log).not.toContain('secret');
  });

  it('shows no dialog about a fault while it checks the computer', async () => {
    const file = '../../../../main/app/run/run-doctor.ts';
    const before = process.listenerCount('uncaughtException');
    let during = 0;
    vi.doMock(file, () => ({
      async start({ leave }: Parameters<typeof runDoctor>[0]) {
        during = process.listenerCount('uncaughtException');
        leave(0, '');
      },
    }));
    await launched('--doctor');
    vi.doUnmock(file);
    expect(during).toBe(before + 1);
  });

  it('in a terminal ends as usual if code that it loads early, and does not need, is missing', async () => {
    const file = '../../../../main/net/chromium-client.ts';
    vi.doMock(file, () => {
      throw new Error('missing');
    });
    const rejected = vi.fn();
    process.once('unhandledRejection', rejected);
    const { code } = await launched('--terminal', '--sign-out', ...SERVER);
    // By now, the app's own import has failed, too.
    await import(file).catch(() => undefined);
    vi.doUnmock(file);
    process.off('unhandledRejection', rejected);
    expect([code, rejected.mock.calls]).toEqual([0, []]);
  });

  it('begins after the app’s folder in a development tree', async () => {
    Object.assign(process, { defaultApp: true });
    const { code } = await launched('.', 'status');
    Object.assign(process, { defaultApp: undefined });
    expect(code).toBe(9);
  });

  it('whose flags are not known opens the window, and names them', async () => {
    const file = '../../../../main/app/run/run-desktop.ts';
    vi.doMock(file, () => ({ start: async ({ leave }: Parameters<typeof runTerminal>[0]) => leave(0, '') }));
    const { errors } = await launched('--frobnicate=x', '--other');
    vi.doUnmock(file);
    expect(errors).toBe('Unknown and ignored: --frobnicate, --other. See --help.\n\n');
  });

  it.each([
    ['', ['Companion can’t use this folder']],
    ['--terminal', []],
    ['status', []],
    ['serve', []],
  ])(
    '"%s" uses no profile that others could change, and shows that in a dialog if it opens a window',
    async (line, shown) => {
      await chmod(world.profile, 0o1777);
      const { code, errors } = await launched(...line.split(' ').filter(Boolean), ...SERVER);
      expect([code, errors, world.errorBoxes]).toEqual([
        77,
        expect.stringMatching(/^Companion can’t use this folder\nOther users can change /),
        shown,
      ]);
    },
  );

  it('is refused by the installed program with a switch of Chromium’s that gives control over it', async () => {
    vi.spyOn(app, 'isPackaged', 'get').mockReturnValue(true);
    const { code, errors } = await launched('--remote-debugging-port=0');
    expect([code, errors, world.errorBoxes]).toEqual([64, expect.stringContaining('--remote-debugging-port'), []]);
    // Linux can't show a dialog that early, and scripts read the output.
    vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
    await launched('--terminal', '--remote-debugging-port=0');
    expect(world.errorBoxes).toEqual([]);
    await launched('--remote-debugging-port=0');
    expect(world.errorBoxes).toEqual(['Companion']);
  });

  it.each([
    ['', 1],
    ['--terminal', 0],
  ])(
    '"%s" fails if the process that has the profile does not respond, with a dialog for a window',
    async (line, boxes) => {
      const file = '../../../../main/app/run/take-over-profile.ts';
      vi.doMock(file, () => ({ takeOverProfile: async () => 'silent' }));
      world.isLocked = true;
      const { code, errors } = await launched(...line.split(' ').filter(Boolean), ...SERVER);
      vi.doUnmock(file);
      expect([code, errors, world.errorBoxes.length]).toEqual([
        7,
        expect.stringMatching(/^[^\n]+\n[^\n]+doesn’t respond\.\n[^\n]+\n$/),
        boxes,
      ]);
    },
  );

  it('is left to the process that has the profile, if that keeps it', async () => {
    world.isLocked = true;
    const { code, errors } = await launched('--sign-in');
    expect([code, errors]).toEqual([0, expect.stringMatching(/^Transparenc Companion is running with this profile/)]);
    // Asking again for the profile must not bring up its window again.
    const [first, ...more] = world.handedOver;
    expect(first).toEqual({ args: ['--sign-in'] });
    expect(new Set(more.map((each) => JSON.stringify(each)))).toEqual(new Set(['{"args":["--hidden"]}']));
  });
});
