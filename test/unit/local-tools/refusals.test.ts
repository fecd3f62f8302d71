/** What each answer of the user means for a tool, with the text that its caller reads. */
import { expect, it } from 'vitest';
import { decisionOf } from '../../../main/local-tools/refusals.ts';

const account = { id: 'a1', name: 'work', host: 'login.example.org', server: 'https://login.example.org', user: null };
const ownCommand = (...args: readonly string[]) => `companion ${args.join(' ')}`;
const asked = { tool: 'backup', host: null, account, severalAccounts: false };

it.each([
  ['no', 'declined', 'The user did not allow it.'],
  ['silence', 'no-consent', 'No one answered the question of whether this tool may use the sign-in.'],
  [
    'unavailable',
    'no-consent',
    /^The user must allow this tool first, and cannot be asked here\. .*: companion tools allow backup$/,
  ],
  ['resting', 'no-consent', /so no tool can ask for ten minutes\. Try again later\.$/],
  ['stopped', 'shutting-down', 'Transparenc Companion is quitting.'],
] as const)('%s is a refusal: %s', (answer, problem, detail) => {
  expect(decisionOf(answer, asked, ownCommand)).toMatchObject({ problem, detail: expect.stringMatching(detail) });
});

it.each(['once', 'until-lock', 'always'] as const)('%s allows it', (answer) => {
  expect(decisionOf(answer, asked, ownCommand)).toBe(answer);
});

it.each([
  [{ host: 'git.example.org:8443' }, 'tools allow backup --host=git.example.org:8443'],
  [{ severalAccounts: true }, 'tools allow backup --account=work'],
])('a tool that cannot be asked about is refused with the complete command: %j', (more, command) => {
  expect(decisionOf('unavailable', { ...asked, ...more }, ownCommand)).toMatchObject({
    detail: expect.stringMatching(`: companion ${command}$`),
  });
});

it('a tool that cannot be asked about is refused without a command if the system has none', () => {
  expect(decisionOf('unavailable', asked, null)).toMatchObject({
    detail: expect.stringMatching(/Open Transparenc Companion\.$/),
  });
});
