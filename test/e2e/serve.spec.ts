/** The service without a window, at boot and when cron and ssh use it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandRun } from '../harness/command.ts';
import type { Home } from '../harness/fixtures.ts';
import { ended, expect, test } from './command-test.ts';

test.beforeEach(async ({ signIn, allow }) => {
  await signIn();
  await allow('backup');
});

type Command = (args: readonly string[], more?: object) => CommandRun;

test.describe('with a keyring that is locked at boot', () => {
  /** Starts the service, and returns a function that unlocks the keyring. */
  async function serveLocked(home: Home, command: Command) {
    const unlockedBy = join(home.folder, 'unlocked');
    const service = command(['serve'], { keychain: { kind: 'locked', keyFile: home.keyFile, unlockedBy } });
    await service.stderr.waitFor(/Serving local tools/);
    await expect.poll(async () => (await ended(command(['status']))).stdout).toContain('keyring');
    return { service, unlock: () => writeFileSync(unlockedBy, '') };
  }

  test('it waits, and status and callers learn of it', async ({ home, command }) => {
    const { service } = await serveLocked(home, command);
    expect(await ended(command(['status']))).toMatchObject({
      code: 6,
      stdout: expect.stringContaining('  waits for the keyring to be unlocked  '),
    });
    const asked = await ended(command(['token', '--tool=backup']));
    expect(asked).toMatchObject({ code: 6, stdout: '', stderr: expect.stringContaining('The keyring is locked.') });
    service.signal('SIGTERM');
    expect(await service.exitCode).toBe(143);
  });

  test('it continues by itself once the keyring is unlocked @long', async ({ home, command }) => {
    const { unlock } = await serveLocked(home, command);
    unlock();
    await expect
      .poll(async () => (await ended(command(['status']))).stdout, { intervals: [1_000] })
      .toMatch(/ signed in +ada@example\.org /);
    expect(await ended(command(['token', '--tool=backup']))).toMatchObject({ code: 0 });
  });
});

test('`tools allow` takes the profile over from it, asks in its own terminal, and another service waits meanwhile', async ({
  command,
}) => {
  const first = command(['serve']);
  await first.stderr.waitFor(/Serving local tools/);
  const unasked = await ended(command(['token', '--tool=nightly']));
  expect(unasked).toMatchObject({ code: 10, stdout: '', stderr: expect.stringContaining(' tools allow nightly') });

  const allowing = command(['tools', 'allow', 'nightly'], { types: '' });
  await allowing.stdout.waitFor(/Allow\?/);
  expect(await first.exitCode).toBe(0);
  // Start it immediately, as systemd would. The question stays open.
  expect(await ended(command(['serve']))).toMatchObject({ code: 7 });
  allowing.type('a\n');
  expect((await ended(allowing)).code).toBe(0);

  const second = command(['serve']);
  await second.stderr.waitFor(/Serving local tools/);
  expect(await ended(command(['token', '--tool=nightly']))).toMatchObject({ code: 0, stderr: '' });
  // That asks nothing, so the service continues.
  expect(await ended(command(['tools', 'remove', 'nightly']))).toMatchObject({ code: 0 });
  expect(await ended(command(['token', '--tool=nightly']))).toMatchObject({ code: 10 });
  second.signal('SIGTERM');
  expect(await second.exitCode).toBe(143);
});

test('cron and ssh, which set no XDG_RUNTIME_DIR, find it, and it is found if they have started it', {
  tag: '@long',
}, async ({ command, home }) => {
  const without = { environment: { XDG_RUNTIME_DIR: undefined } };
  const first = command(['serve'], without);
  await first.stderr.waitFor(/Serving local tools at /);
  const path = /Serving local tools at (.*)/.exec(first.stderr.text())?.[1] ?? '';
  expect(path).toMatch(new RegExp(`^(${join(home.profile, 'api', 's')}|/run/user/${process.getuid?.()}/.*)$`));
  for (const more of [without, {}]) {
    expect(await ended(command(['token', '--tool=backup'], more))).toMatchObject({ code: 0 });
    expect(JSON.parse((await ended(command(['status', '--json'], more))).stdout)).toMatchObject({ served_by: 'serve' });
  }
});
