/** What each answer of the user means for a tool, with the text that its caller reads. */
import { expect, it } from 'vitest';
import { decisionOf } from '../../../main/local-tools/refusals.ts';

it.each([
  ['no', 'declined', 'The user did not allow it.'],
  ['silence', 'no-consent', 'No one answered the question of whether this tool may use the sign-in.'],
  [
    'unavailable',
    'no-consent',
    /^The user must allow this tool first, and cannot be asked here\. .*"tools allow NAME"/,
  ],
  ['resting', 'no-consent', /so no tool can ask for ten minutes\. Try again later\.$/],
  ['stopped', 'shutting-down', 'Transparenc Companion is quitting.'],
] as const)('%s is a refusal: %s', (answer, problem, detail) => {
  expect(decisionOf(answer)).toMatchObject({ problem, detail: expect.stringMatching(detail) });
});

it.each(['once', 'until-lock', 'always'] as const)('%s allows it', (answer) => {
  expect(decisionOf(answer)).toBe(answer);
});
