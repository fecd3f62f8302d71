/** The effects of tray, menu and notifications: requests, pages and the window. */
import { expect, it } from 'vitest';
import { createCommands } from '../../../main/desktop/commands.ts';
import type { Handlers } from '../../../preload/api.ts';
import { settings, signedIn } from '../../renderer/snapshots.ts';

const ACCOUNT = 'a'.repeat(16);

function desk({ question = false, startAtLogin = false, becomes = true, problem = false } = {}) {
  const did: string[] = [];
  let now = startAtLogin;
  const note = (name: string) => (given: unknown) => void did.push(`${name} ${given}`);
  // The other requests are passed on unchanged.
  const requests = {
    showPage: note('open'),
    openAccount: note('open account'),
    signIn: async (account: string) => void did.push(`sign in ${account}`),
    current: async () => ({ ...signedIn(), settings: settings({ startAtLogin: now }) }),
    async changeSetting({ name, value }: { name: string; value: unknown }) {
      did.push(`${name} ${value}`);
      now = becomes ? Boolean(value) : now;
      return problem ? { kind: 'not-ours' } : null;
    },
  } as unknown as Handlers;
  const commands = createCommands({
    requests,
    window: { show: () => void did.push('show') },
    consentWindow: { show: () => question },
  });
  return { commands, did };
}

it.each<[string, (commands: ReturnType<typeof createCommands>) => unknown, readonly string[]]>([
  ['settings', ({ settings: run }) => run(), ['open settings', 'show']],
  ['about', ({ about }) => about(), ['open about', 'show']],
  ['tools', ({ tools }) => tools(), ['open tools', 'show']],
  ['an account', ({ showAccount }) => showAccount(ACCOUNT), [`open account ${ACCOUNT}`, 'open state', 'show']],
  ['a new sign-in', ({ signInAgain }) => signInAgain(ACCOUNT), ['show', `sign in ${ACCOUNT}`]],
])('%s', async (_, run, expected) => {
  const { commands, did } = desk();
  await run(commands);
  expect(did).toEqual(expected);
});

it.each([
  [true, []],
  [false, ['show']],
])('a tool’s question comes to the front (%s), or the window shows what it waits for', (question, expected) => {
  const { commands, did } = desk({ question });
  commands.answerTool();
  expect(did).toEqual(expected);
});

it.each([
  ['on', {}, ['startAtLogin true']],
  ['off', { startAtLogin: true }, ['startAtLogin false']],
  ['on, but the system waits for something', { becomes: false }, ['startAtLogin true', 'open settings', 'show']],
  ['off, with a problem', { startAtLogin: true, problem: true }, ['startAtLogin false', 'open settings', 'show']],
])('start at login is switched %s: settings open only if there is something to show', async (_, state, expected) => {
  const { commands, did } = desk(state);
  await commands.switchStartAtLogin();
  expect(did).toEqual(expected);
});
