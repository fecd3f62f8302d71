/** The prompt about a tool in a terminal, with everything the user needs to decide. */
import fs from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTerminalConsent, hasDisplay, promptFor } from '../../../main/cli/terminal-consent.ts';
import type { ConsentQuestion } from '../../../preload/api.ts';
import { ACCOUNT } from '../local-tools/parts.ts';

const question = (changes: Partial<ConsentQuestion> = {}): ConsentQuestion => ({
  id: 'q1',
  tool: 'backup',
  account: { ...ACCOUNT, user: 'Ada' },
  host: null,
  reason: null,
  startedBy: null,
  folder: null,
  severalAccounts: false,
  canKeep: true,
  lockIsKnown: true,
  ...changes,
});

/** No screen that the system knows of. */
const NONE = { uid: 1000, runtimeFolder: '/nowhere', sessionsFolder: '/nowhere' };

function fakeTerminal() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  return { input, output, terminal: { exists: () => true, open: () => ({ input, output }) } };
}

it('shows the tool, the person and the server, and the possible answers', () => {
  expect(promptFor(question()).split('\n')).toEqual([
    '',
    '"backup" wants to use your sign-in as Ada on login.example.org.',
    'Allow? [N]o, [o]nce, until I [q]uit, [a]lways: ',
  ]);
});

it('has a line for each thing that the tool claims or that is known of it', () => {
  const all = question({ host: 'git.example.org', reason: 'nightly', startedBy: 'cron', folder: '/home/ada' });
  expect(promptFor(all).split('\n').slice(2, -1)).toEqual([
    'It will send the token to git.example.org.',
    'Reason given by the tool: "nightly"',
    'Started by (not verified): "cron"',
    'Folder (not verified): "/home/ada"',
  ]);
});

it('names the account if there are several, because two may have the same person or none', () => {
  const [, who] = promptFor(question({ severalAccounts: true })).split('\n');
  expect(who).toBe(`"backup" wants to use your account "${ACCOUNT.name}": the sign-in as Ada on login.example.org.`);
});

it('names no person if none is known, and promises nothing more', () => {
  const [, who, options] = promptFor(question({ account: { ...ACCOUNT, user: null }, canKeep: false })).split('\n');
  expect(who).toBe('"backup" wants to use your sign-in on login.example.org.');
  expect(options).toBe('Allow? [N]o, [o]nce, until I [q]uit, [a]lways (until I quit: there is no keyring): ');
});

it.each([{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }])(
  'is not put on a terminal, where a program could answer it, if there is a display: %j',
  (environment) => expect(createTerminalConsent(environment, fakeTerminal().terminal, NONE).canAsk()).toBe(false),
);

it('is put on the terminal of a Linux computer without a display, if there is one', () => {
  const { terminal } = fakeTerminal();
  expect(createTerminalConsent({}, terminal, NONE).canAsk()).toBe(true);
  expect(createTerminalConsent({}, { ...terminal, exists: () => false }, NONE).canAsk()).toBe(false);
  const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
  expect(createTerminalConsent({}, terminal, NONE).canAsk()).toBe(false);
  platform.mockRestore();
});

it('is put on the controlling terminal, which is only looked at before there is a question', () => {
  const { openSync } = fs;
  let file = '/dev/null';
  let opened = -1;
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  vi.spyOn(fs, 'openSync').mockImplementation((path, flags) => {
    opened = openSync(path === '/dev/tty' ? file : path, flags);
    return opened;
  });
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
  expect(createTerminalConsent({}, undefined, NONE).canAsk()).toBe(true);
  expect(() => fs.fstatSync(opened)).toThrow('EBADF');
  file = '/nowhere/tty';
  expect(createTerminalConsent({}, undefined, NONE).canAsk()).toBe(false);
});

describe('the answer', () => {
  /** Asks, and lets something happen on the terminal. */
  async function answer(happen: (at: ReturnType<typeof fakeTerminal> & { stop: AbortController }) => unknown) {
    const at = { ...fakeTerminal(), stop: new AbortController() };
    const given = createTerminalConsent({}, at.terminal, NONE).ask(question(), at.stop.signal);
    happen(at);
    return { given: await given, ...at };
  }

  it.each([
    ['o', 'once'],
    ['Once', 'once'],
    ['Q ', 'until-lock'],
    ['until I quit', 'until-lock'],
    ['a', 'always'],
    ['always', 'always'],
    ['anyway', 'no'],
    ['', 'no'],
    ['yes', 'no'],
  ])('%j is %s, and the terminal is left', async (typed, expected) => {
    const { given, input, output } = await answer(({ input }) => input.write(`${typed}\n`));
    expect([given, input.destroyed, output.writableEnded]).toEqual([expected, true, true]);
    expect(output.read()?.toString()).toBe(promptFor(question()));
  });

  it('that does not come before the question has ended is silence, and the next line is free', async () => {
    const { given, input, output } = await answer(({ stop }) => stop.abort());
    expect([given, input.destroyed, output.read()?.toString()]).toEqual([
      'silence',
      true,
      `${promptFor(question())}\n`,
    ]);
  });

  it.each<[string, (at: ReturnType<typeof fakeTerminal>) => unknown]>([
    ['is closed', ({ input }) => input.end()],
    ['cannot be read', ({ input }) => input.destroy(new Error('EIO'))],
    ['cannot be written', ({ output }) => output.destroy(new Error('EIO'))],
  ])('of a terminal that %s is silence', async (_, happen) => {
    expect((await answer(happen)).given).toBe('silence');
  });

  it('without a terminal is silence', async () => {
    const none = { exists: () => true, open: () => null };
    expect(await createTerminalConsent({}, none, NONE).ask(question(), new AbortController().signal)).toBe('silence');
  });
});

it.each<[string, Readonly<Record<string, string>>, readonly string[], string | null, boolean]>([
  ['nothing', {}, [], null, false],
  ['an X server', { DISPLAY: ':0' }, [], null, true],
  ['a Wayland compositor', { WAYLAND_DISPLAY: 'wayland-0' }, [], null, true],
  ['empty variables', { DISPLAY: '', WAYLAND_DISPLAY: '' }, [], null, false],
  ['a compositor’s socket, without its variable', {}, ['bus', 'wayland-12'], null, true],
  ['what only looks like one', {}, ['wayland-0.lock', 'x-wayland-0'], null, false],
  ['a graphical session', {}, [], 'NAME=ada\nUID=1000\nTYPE=x11\nSTATE=active\n', true],
  ['one of Wayland', {}, [], 'UID=1000\nTYPE=wayland\n', true],
  ['one of another user', {}, [], 'UID=10001\nTYPE=x11\n', false],
  ['a session of ssh', {}, [], 'UID=1000\nTYPE=tty\n', false],
])('a display is known by %s: %5$s', async (_, environment, sockets, session, expected) => {
  const home = await mkdtemp(join(tmpdir(), 'screens-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const [runtimeFolder, sessionsFolder] = [join(home, 'runtime'), join(home, 'sessions')];
  await mkdir(runtimeFolder);
  for (const name of sockets) await writeFile(join(runtimeFolder, name), '');
  if (session !== null) {
    await mkdir(sessionsFolder);
    // Each session also has a pipe, which must not be opened.
    await mkdir(join(sessionsFolder, '1.ref'));
    await writeFile(join(sessionsFolder, '1'), session);
  }
  expect(hasDisplay(environment, { uid: 1000, runtimeFolder, sessionsFolder })).toBe(expected);
});
