/** An administrator's `signOutAfterLocked`, from the locked screen to the server: nothing remains of the sign-in. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorizationServer, Home, RunningApp } from '../harness/fixtures.ts';
import { expect, test } from '../harness/fixtures.ts';
import { startSessionBus, whyNoSessionBus } from '../harness/session-bus.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, press, sees, shownCode, signIn, TITLES } from './steps.ts';

const MINUTE_MS = 60_000;

function limit(home: Home, { url, clientId, scope }: AuthorizationServer, signOutAfterLocked: string): void {
  const config = { serverUrl: url, clientId, scope, signOutAfterLocked };
  writeFileSync(home.administratorsFile, JSON.stringify(config), { mode: 0o644 });
}

const revocations = ({ log }: AuthorizationServer) => log.filter(({ path }) => path.endsWith('/revoke'));
const refreshes = ({ log }: AuthorizationServer) => log.filter(({ grantType }) => grantType === 'refresh_token');

/**
 * From now on, timers of one minute (such as the limit's) fire immediately and advance the app's clock. Requests take their
 * usual time.
 */
const skipMinutes = (app: RunningApp) =>
  app.electron.evaluate((_, minuteMs) => {
    const now = performance.now.bind(performance);
    let skippedMs = 0;
    performance.now = () => now() + skippedMs;
    const later = globalThis.setTimeout;
    const skip = (run: () => void, ms: number) => () => {
      skippedMs += ms;
      run();
    };
    const sooner = (run: () => void, ms = 0) =>
      ms > minuteMs / 2 && ms <= minuteMs ? later(skip(run, ms)) : later(run, ms);
    globalThis.setTimeout = Object.assign(sooner, later);
  }, MINUTE_MS);

/** Simulates sleep: the clocks advance, but no timer does. */
async function sleepFor(app: RunningApp, ms: number): Promise<void> {
  await app.power('suspend');
  await app.electron.evaluate((_, byMs) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + byMs;
  }, ms);
  await app.power('resume');
}

async function expectEnded(app: RunningApp, server: AuthorizationServer, home: Home): Promise<void> {
  await sees(await app.window(), 'Please sign in again');
  await expect((await app.window()).getByText(/after the screen has been locked for a while/)).toBeVisible();
  await expect.poll(() => revocations(server).map(({ status }) => status)).toEqual([200]);
  await expect.poll(() => existsSync(join(home.profile, 'vault'))).toBe(false);
  expectNoSecrets({ home, server, runs: [app] });
}

/** The child processes of a process that have this name. */
function childrenOf(parent: number | undefined, name: string): readonly number[] {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.filter((pid) => commandOf(pid) === name);
  expect(found).toHaveLength(1);
  return found;
}

/** Empty once the process has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

const noBus = whyNoSessionBus();

test('a screen that stays locked, by its locker’s signal, ends the sign-in at the server and on the disk', {
  tag: '@long',
}, async ({ launch, server, home }) => {
  test.skip(noBus !== null, noBus ?? '');
  const bus = await startSessionBus();
  try {
    limit(home, server, '1m');
    const app = await launch({ server: null, environment: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
    const page = await signIn(app, server);
    await expect(page.getByText(/once the screen has been locked for 1 minute/)).toBeVisible();

    await skipMinutes(app);
    expect(revocations(server)).toEqual([]);
    // Signals until the app reacts, because it may not be listening yet.
    await expect
      .poll(async () => {
        await bus.signal(true);
        return (await app.snapshot()).screenLocked;
      })
      .toBe(true);
    await expectEnded(app, server, home);
    await expect.poll(async () => (await app.desktop.tray())?.menu).toContain('Sign in again…');

    await bus.signal(false);
    await expect.poll(async () => (await app.snapshot()).screenLocked).toBe(false);

    // If the bus listener ends while the screen is locked, the app wouldn't notice the unlock, and a code would stay hidden.
    await bus.signal(true);
    await expect.poll(async () => (await app.snapshot()).screenLocked).toBe(true);
    for (const pid of childrenOf(app.electron.process().pid, 'dbus-monitor')) process.kill(pid);
    await expect.poll(async () => (await app.snapshot()).screenLocked).toBe(false);
    await app.quit();
    const asked = server.log.length;
    await sees(await (await launch({ server: null })).window(), TITLES.signedOut);
    expect(server.log).toHaveLength(asked);
  } finally {
    bus.close();
  }
});

test('a sleep behind the locked screen ends it on resume, before anything is renewed; an unlock in time ends nothing', {
  tag: '@long',
}, async ({ launch, server, home }) => {
  limit(home, server, '30m');
  const app = await launch({ server: null });
  const page = await signIn(app, server);
  await app.power('lock-screen');
  await sleepFor(app, 20 * MINUTE_MS);
  await app.power('unlock-screen');
  await sleepFor(app, 20 * MINUTE_MS);
  await sees(page, TITLES.signedIn);
  expect(revocations(server)).toEqual([]);

  const renewed = refreshes(server).length;
  await app.power('lock-screen');
  await sleepFor(app, 10 * 60 * MINUTE_MS);
  await expectEnded(app, server, home);
  expect(refreshes(server)).toHaveLength(renewed);

  // A sign-in that is approved while the screen is locked ends as well.
  await press(page, 'Sign in again');
  await expect.poll(() => server.userCodes()).toHaveLength(2);
  await approve(server, server.userCodes().at(-1) ?? '');
  await expect.poll(async () => (await app.snapshot()).session.kind).toBe('signed-in');
  await sleepFor(app, 30 * MINUTE_MS);
  await expect.poll(() => revocations(server)).toHaveLength(2);
  await app.power('unlock-screen');
  await sees(page, 'Please sign in again');
  await press(page, 'Sign in again');
  await approve(server, await shownCode(page));
  await sees(page, TITLES.signedIn);
});
