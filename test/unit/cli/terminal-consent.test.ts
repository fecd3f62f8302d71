/** The question about a tool on a terminal: everything that the user decides by. */
import { expect, it } from 'vitest';
import { createTerminalConsent, promptFor } from '../../../main/cli/terminal-consent.ts';
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

it('shows the tool, the person and the server, and the possible answers', () => {
  expect(promptFor(question()).split('\n')).toEqual([
    '',
    '"backup" wants to use your sign-in as Ada at login.example.org.',
    'Allow? [N]o, [o]nce, until I [q]uit, [a]lways: ',
  ]);
});

it('has a line for each thing that the tool claims or that is known of it', () => {
  const all = question({ host: 'git.example.org', reason: 'nightly', startedBy: 'cron', folder: '/home/ada' });
  expect(promptFor(all).split('\n').slice(2, -1)).toEqual([
    'It will send the token to git.example.org.',
    'It says: "nightly"',
    'It says that it was started by: "cron"',
    'It says that it runs in: "/home/ada"',
  ]);
});

it('names no person if none is known, and promises nothing more', () => {
  const [, who, options] = promptFor(question({ account: { ...ACCOUNT, user: null }, canKeep: false })).split('\n');
  expect(who).toBe('"backup" wants to use your sign-in at login.example.org.');
  expect(options).toBe('Allow? [N]o, [o]nce, until I [q]uit, [a]lways (until I quit: there is no keyring): ');
});

it.each([{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }])(
  'is not put on a terminal, where a program could answer it, if there is a display: %j',
  (environment) => expect(createTerminalConsent(environment).canAsk()).toBe(false),
);
