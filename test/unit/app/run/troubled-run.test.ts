/** Runs the app without a window if something is wrong with the profile or the administrator's file. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCommandService } from '../../../../main/app/run/open-command-service.ts';
import { start as runDoctor } from '../../../../main/app/run/run-doctor.ts';
import { start as runServe } from '../../../../main/app/run/run-serve.ts';
import { start as runTerminal } from '../../../../main/app/run/run-terminal.ts';
import { readFlags } from '../../../../main/cli/flags.ts';
import { english } from '../../../harness/messages.ts';
import { world } from './fake-electron.ts';
import { clean, isBuilt, keepSignIn, prepare, ranTo, refreshes, SERVER, URL_OF_SERVER } from './windowless.ts';

vi.mock('electron', () => import('./fake-electron.ts'));
vi.mock('../../../../main/settings/policy/path.ts', async () => {
  const { world } = await import('./fake-electron.ts');
  return { policyPath: () => ({ file: `${world.profile}/administrator.json`, folders: [], owner: null }) };
});

/** How many audit logs were opened. */
const audits = vi.hoisted(() => ({ opened: 0 }));
vi.mock('../../../../main/app/wiring/open-audit.ts', () => ({ openAudit: async () => void audits.opened++ }));

beforeEach(prepare);
afterEach(clean);

const put = (name: string, content: unknown) =>
  writeFile(join(world.profile, name), typeof content === 'string' ? content : JSON.stringify(content));

/** Serves one command, or reports why not. */
async function served(...args: readonly string[]) {
  return servedFrom(world.profile, ...args);
}

async function servedFrom(profile: string, ...args: readonly string[]) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error(flags.must);
  const service = await openCommandService({ profile, flags }, () => undefined);
  if (service.kind === 'problem') return [service.problem, service.detail];
  await service.stop();
  return service.kind;
}

describe('an administrator’s file with an error', () => {
  beforeEach(() => put('administrator.json', { theme: 5 }));

  it('allows no sign-in in a terminal, without an account or for a new one', async () => {
    const misconfigured = [78, expect.stringMatching(/administrator\.json\n {2}theme must be /)];
    for (const args of [[], ['--add-account', ...SERVER]]) {
      const { code, output } = await ranTo(runTerminal, '--terminal', ...args);
      expect([code, output]).toEqual(misconfigured);
    }
    expect(world.asked).toEqual([]);
  });

  it('allows commands only with a sign-in that there is', async () => {
    const file = join(world.profile, 'administrator.json');
    expect(await served()).toEqual(['not-allowed-by-policy', `The administrator's file ${file} cannot be used.`]);
    await put('administrator.json', { theme: 5, serverUrl: URL_OF_SERVER, clientId: 'desk' });
    expect(await served()).toBe('serving');
  });
});

it.each([
  [{ audit: true }, 1],
  [{ audit: false }, 0],
  [{}, 0],
])('the audit log is opened only if the administrator wants it: %j', async (set, count) => {
  audits.opened = 0;
  await put('administrator.json', set);
  await ranTo(runTerminal, '--terminal');
  expect(audits.opened).toBe(count);
});

it('a flag that the administrator has overruled is refused', async () => {
  await put('administrator.json', { serverUrl: 'https://login.example.com', clientId: 'theirs' });
  const why = '--server-url, --client-id must be left out, because the administrator has set a different value.';
  expect(await ranTo(runTerminal, '--terminal', ...SERVER)).toEqual({ code: 64, output: '', errors: why });
  expect(world.logged).toContain('administrator: not followed');
  world.logged.length = 0;
  await ranTo(runTerminal, '--terminal', '--sign-out');
  expect(world.logged).not.toContain('administrator: not followed');
  expect(await served(...SERVER)).toEqual(['bad-request', why]);
});

describe('the check of the computer', () => {
  const underWay = async () => (await ranTo(runDoctor, '--doctor', ...SERVER)).output.split('\n')[0];
  beforeEach(isBuilt);

  it('is in the language of the administrator, or else of the user, and uses the administrator’s proxy', async () => {
    expect(await underWay()).toMatch(/^Checking…/);
    await put('settings.json', { language: 'fr' });
    expect(await underWay()).toMatch(/^Vérification en cours…/);
    expect(world.proxies).toEqual([]);
    await put('administrator.json', { language: 'de', proxy: { mode: 'direct' } });
    expect(await underWay()).toMatch(/^Wird geprüft …/);
    expect(world.proxies).toEqual([{ mode: 'direct' }]);
  });

  it('reports whether the user or the administrator has switched tools off', async () => {
    const { tools } = english.doctor.findings;
    const printed = async () => (await ranTo(runDoctor, '--doctor', ...SERVER)).output;
    await put('settings.json', { localTools: 'off' });
    expect(await printed()).toContain(tools.off.text);
    await put('administrator.json', { localTools: 'off' });
    expect(await printed()).toContain(tools['off-by-policy'].text);
  });

  it('finds settings that cannot be read, and does the rest', async () => {
    await put('settings.json', { theme: 5 });
    const { code, output } = await ranTo(runDoctor, '--doctor', ...SERVER);
    expect([code, output]).toEqual([1, expect.stringMatching(/^Checking…[\s\S]*theme/)]);
  });

  it('asks no server while it is unknown which one the administrator allows', async () => {
    await put('administrator.json', '{');
    expect((await ranTo(runDoctor, '--doctor', ...SERVER)).code).toBe(1);
    expect(world.asked).toEqual([]);
  });
});

it('settings that cannot be read are refused by a service and a command as well', async () => {
  await put('settings.json', { theme: 5 });
  expect(await ranTo(runServe, ...SERVER)).toMatchObject({ code: 64, errors: expect.stringContaining('theme') });
  expect(await served(...SERVER)).toEqual(['bad-request', expect.stringContaining('theme')]);
});

it('a list of accounts from a newer version is left alone, and that is what a run reports', async () => {
  await put('accounts.json', { format: 2 });
  const why = /A newer version of Transparenc Companion wrote accounts\.json/;
  const { code, output } = await ranTo(runTerminal, '--terminal', ...SERVER);
  expect([code, output]).toEqual([6, expect.stringMatching(why)]);
  expect(await ranTo(runServe, ...SERVER)).toMatchObject({ code: 6, errors: expect.stringMatching(why) });
});

it('an account that is missing from the list is mentioned in a terminal, with the way to find out more', async () => {
  await put('accounts.json.damaged-1', '{');
  await mkdir(join(world.profile, 'vault', '9'.repeat(16)), { recursive: true });
  await put(`vault/${'9'.repeat(16)}/session`, 'encrypted');
  const { errors } = await ranTo(runTerminal, '--terminal');
  expect(errors).toMatch(/^An account is missing: [^\n]*\. \(npm start -- doctor\)\nNo server is set up/);
});

it('a start without Chromium’s sandbox is mentioned in a terminal', async () => {
  world.hasSandbox = false;
  const { errors } = await ranTo(runTerminal, '--terminal');
  const { text, next } = english.settings.about.sandboxOffFromSource;
  expect(errors).toBe(`${text} ${next}\nNo server is set up. Name one: --server-url=https://login.example.org`);
});

it('each of several accounts is signed out by name, and the first failure is the exit code', async () => {
  await keepSignIn();
  const server = { serverUrl: 'https://login.example.com', clientId: 'desk' };
  const record = { name: 'work', vault: null, server, insteadOf: null };
  await put('accounts.json', { format: 1, accounts: [{ id: '1'.repeat(16), ...record }] });
  world.respond = refreshes;
  const { code, output } = await ranTo(runTerminal, '--terminal', '--sign-out', '--all', ...SERVER);
  expect(code).toBe(0);
  expect(output).toMatch(/^example:\n[\s\S]*Signed out[\s\S]*\nwork:\n.*not signed in/i);
});

it('a socket that cannot be made is reported by a service and a command', async () => {
  await put('api', 'a file in its way');
  const at = join(world.profile, 'api');
  expect(await ranTo(runServe, ...SERVER)).toMatchObject({
    code: 1,
    errors: expect.stringMatching(new RegExp(`^The local API cannot listen at ${at}.* \\([a-z-]+\\)\\.`)),
  });
  expect(await served(...SERVER)).toEqual([
    'internal',
    expect.stringMatching(new RegExp(`^The local API cannot listen at ${at}.* \\([a-z-]+\\)\\.`)),
  ]);
  const deep = join(world.profile, 'deep'.repeat(25));
  await mkdir(deep);
  expect(await servedFrom(deep, ...SERVER)).toEqual([
    'internal',
    'The local API cannot listen (path-too-long). See docs/local-tools.md.',
  ]);
});
