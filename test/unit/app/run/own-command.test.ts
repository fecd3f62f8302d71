/** The command that texts name. */
import { expect, it } from 'vitest';
import { ownCommand, ownProfile } from '../../../../main/app/run/own-command.ts';

it.each([
  ['linux', false, 'npm start --'],
  ['darwin', false, 'npm start --'],
  ['win32', false, null],
  ['linux', true, 'transparenc-companion'],
  ['darwin', true, '"/opt/companion"'],
  ['win32', true, null],
] as const)('is on %s (packaged: %s) %j', (platform, isPackaged, expected) => {
  expect(ownCommand({ platform, env: {}, execPath: '/opt/companion' }, isPackaged)).toBe(expected);
});

it('names a profile that the user chose, but not the one that `npm start` chooses', () => {
  expect([ownProfile('/home/ada/p', true), ownProfile(undefined, true), ownProfile('/home/ada/p', false)]).toEqual([
    '/home/ada/p',
    null,
    null,
  ]);
});
