/** The command that texts name. */
import { expect, it } from 'vitest';
import { ownCommand } from '../../../../main/app/run/own-command.ts';

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
