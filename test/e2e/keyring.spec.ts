/** Electron's real access to the system's keyring. All other stories use a simulated keychain. */
import { expect, test } from '../harness/fixtures.ts';
import { testWorld } from '../harness/test-world.ts';
import { approve } from './steps.ts';

test.skip(
  process.env['COMPANION_REAL_KEYRING'] !== '1' || testWorld().runtime.kind !== 'electron',
  'needs real Electron and an open keyring that it may write to: the workflow has both',
);

test('a sign-in is kept in the keyring, and is there for the next run', async ({ terminal, server }) => {
  const options = {
    keychain: null,
    environment: { DBUS_SESSION_BUS_ADDRESS: process.env['DBUS_SESSION_BUS_ADDRESS'] },
  };
  const first = terminal(options);
  await approve(server, (await first.prompt()).userCode);
  expect(await first.exitCode).toBe(0);
  expect(first.stdout.text()).toContain('GNOME Keyring');

  const second = terminal(options);
  expect(await second.exitCode).toBe(0);
  expect(second.stdout.text()).not.toContain('Code ');
  expect(second.stdout.text()).toContain('GNOME Keyring');
});
