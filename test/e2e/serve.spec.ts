/** The service without a window: at boot, and as cron and ssh find it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandOptions, type CommandRun, startCommand } from '../harness/command.ts';
import { test as base, expect } from '../harness/fixtures.ts';
import { approve } from './steps.ts';

interface Stories {
  /** Someone is signed in, and has allowed "backup". */
  readonly signedIn: undefined;
  /** Starts a command, which ends with the story. */
  readonly command: (args: readonly string[], more?: Partial<CommandOptions>) => CommandRun;
}

const test = base.extend<Stories>({
  async command({ server: { url, clientId, scope }, home }, use) {
    const runs: CommandRun[] = [];
    await use((args, more = {}) => {
      const flags = [`--server-url=${url}`, `--client-id=${clientId}`, `--scope=${scope}`];
      const started = startCommand({ home, ...more, args: [...flags, ...args] });
      runs.push(started);
      return started;
    });
    for (const each of runs) each.signal('SIGKILL');
    await Promise.all(runs.map((each) => each.exitCode));
  },
  async signedIn({ terminal, server, command }, use) {
    const signing = terminal();
    await approve(server, (await signing.prompt()).userCode, 'ada@example.org');
    expect(await signing.exitCode).toBe(0);
    const allowing = command(['tools', 'allow', 'backup'], { types: 'a' });
    expect(await allowing.exitCode, allowing.stdout.text()).toBe(0);
    await use(undefined);
  },
});

async function ended(run: CommandRun) {
  const code = await run.exitCode;
  return { code, stdout: run.stdout.text(), stderr: run.stderr.text() };
}

test.describe('with a keyring that is locked at boot', () => {
  /** Serves, and returns what unlocks the keyring. */
  async function serveLocked({
    home,
    command,
  }: { home: Parameters<typeof startCommand>[0]['home'] } & Pick<Stories, 'command'>) {
    const unlockedBy = join(home.folder, 'unlocked');
    const service = command(['serve'], { keychain: { kind: 'locked', keyFile: home.keyFile, unlockedBy } });
    await service.stderr.waitFor(/Serving local tools/, 60_000);
    await expect.poll(async () => (await ended(command(['status']))).stdout, { timeout: 30_000 }).toContain('keyring');
    return { service, unlock: () => writeFileSync(unlockedBy, '') };
  }

  test('it waits, and status and callers learn of it', async ({ signedIn: _, home, command }) => {
    const { service } = await serveLocked({ home, command });
    expect(await ended(command(['status']))).toMatchObject({
      code: 6,
      stdout: expect.stringMatching(/: waits for the keyring to be unlocked\n$/),
    });
    const asked = await ended(command(['token', '--tool=backup']));
    expect(asked).toMatchObject({ code: 6, stdout: '', stderr: expect.stringContaining('The keyring is locked.') });
    service.signal('SIGTERM');
    expect(await service.exitCode).toBe(143);
  });

  test('it goes on by itself once the keyring is unlocked @long', async ({ signedIn: _, home, command }) => {
    test.setTimeout(120_000);
    const { unlock } = await serveLocked({ home, command });
    unlock();
    await expect
      .poll(async () => (await ended(command(['status']))).stdout, { timeout: 60_000, intervals: [1_000] })
      .toContain('signed in as ada@example.org');
    expect(await ended(command(['token', '--tool=backup']))).toMatchObject({ code: 0 });
  });
});

test('cron and ssh, which set no XDG_RUNTIME_DIR, find it, and it is found if they have started it', async ({
  signedIn: _,
  command,
  home,
}) => {
  const without = { environment: { XDG_RUNTIME_DIR: undefined } };
  const first = command(['serve'], without);
  await first.stderr.waitFor(/Serving local tools at /, 60_000);
  const path = /Serving local tools at (.*)/.exec(first.stderr.text())?.[1] ?? '';
  expect(path).toMatch(new RegExp(`^(${join(home.profile, 'api', 's')}|/run/user/${process.getuid?.()}/.*)$`));
  for (const more of [without, {}]) {
    expect(await ended(command(['token', '--tool=backup'], more))).toMatchObject({ code: 0 });
    expect(JSON.parse((await ended(command(['status', '--json'], more))).stdout)).toMatchObject({ served_by: 'serve' });
  }
});
