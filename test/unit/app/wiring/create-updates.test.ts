/** What the update check and the installer get of each system. */
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openUpdates } from '../../../../main/app/wiring/create-updates.ts';
import { createProxyPasswords } from '../../../../main/net/proxy-passwords.ts';
import type { createInstaller } from '../../../../main/updates/installer.ts';
import type { createUpdateStore } from '../../../../main/updates/updates.ts';
import { fakeClock } from '../../fake-clock.ts';

type InstallerParts = Parameters<typeof createInstaller>[0];
type UpdateParts = Parameters<typeof createUpdateStore>[0];

const given = vi.hoisted(() => ({ check: null as unknown, installer: null as unknown }));
const squirrel = vi.hoisted(() => ({ events: null as unknown }));
vi.mock('electron', () => {
  squirrel.events = new EventEmitter();
  return { app: { getVersion: () => '1.2.3' }, autoUpdater: squirrel.events };
});
vi.mock('../../../../main/updates/updates.ts', () => ({
  createUpdateStore(parts: unknown) {
    given.check = parts;
    return 'the store';
  },
}));
vi.mock('../../../../main/updates/installer.ts', () => ({
  createInstaller(parts: unknown) {
    given.installer = parts;
    return 'the installer';
  },
}));

afterEach(() => {
  vi.restoreAllMocks();
});

/** Opens the update check on a system. */
async function opened(
  platform: NodeJS.Platform,
  { publisher = null as string | null, proxy = null as object | null, profile = '/nowhere' } = {},
) {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  Object.assign(given, { check: null, installer: null });
  const done: unknown[] = [];
  const parts = {
    built: { feed: 'https://updates.example.org/', page: 'https://example.org/get', publisher },
    profile,
    companion: { accounts: { sessions: () => [] }, tools: () => null },
    network: {
      passwords: createProxyPasswords(),
      proxy,
      partition: async (name: string) => void done.push(name),
    },
    clock: fakeClock(),
    desktop: { openExternal: (page: string) => void done.push(page), onNew: () => {}, onRestartFailed: () => {} },
  };
  // Only these parts are used.
  expect(await openUpdates(parts as unknown as Parameters<typeof openUpdates>[0])).toBe('the store');
  return { check: given.check as UpdateParts, installer: given.installer as InstallerParts | null, done };
}

it('on Linux, users get an update from its page', async () => {
  const { check, installer, done } = await opened('linux');
  expect([check.running, check.installer, installer]).toEqual(['1.2.3', null, null]);
  check.openDownloadPage();
  // Its connections are not those of sign-ins.
  expect(done).toEqual(['companion-updates', 'https://example.org/get']);
});

it('what the user has been notified of and has postponed is kept in the profile', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'profile-'));
  onTestFinished(() => rm(profile, { recursive: true }));
  const { check } = await opened('linux', { profile });
  check.record.remember({ notified: '1.3.0' });
  await expect.poll(() => readFile(join(profile, 'updates.json'), 'utf8').catch(() => null)).toContain('1.3.0');
});

it('the administrator’s proxy is the installer’s, too', async () => {
  const used: unknown[] = [];
  const own = { setProxy: async (proxy: unknown) => void used.push(proxy) };
  const proxy = { mode: 'direct' };
  await (await opened('win32', { proxy })).installer?.prepare(own as never);
  await (await opened('win32')).installer?.prepare(own as never);
  expect(used).toEqual([proxy]);
});

describe('on Windows', () => {
  it('the publisher is the one of the build and of app-update.yml', async () => {
    const resourcesPath = await mkdtemp(join(tmpdir(), 'resources-'));
    onTestFinished(() => rm(resourcesPath, { recursive: true }));
    await writeFile(join(resourcesPath, 'app-update.yml'), 'publisherName: Example Ltd');
    Object.assign(process, { resourcesPath });
    const { installer } = await opened('win32', { publisher: 'Example Ltd' });
    expect(installer).toMatchObject({ accepted: null, signed: { publisher: 'Example Ltd' } });
    expect(await installer?.signed?.config()).toBe('publisherName: Example Ltd');
  });

  it('PowerShell is not waited for endlessly', async () => {
    const limits: unknown[] = [];
    vi.spyOn(childProcess, 'execFile').mockImplementation(((
      _file: string,
      _args: string[],
      { timeout }: { timeout: number },
      done: (error: Error) => void,
    ) => {
      limits.push(timeout);
      done(new Error('timed out'));
    }) as never);
    syncBuiltinESMExports();
    const { installer } = await opened('win32', { publisher: 'Example Ltd' });
    expect(await installer?.signed?.refused('setup.exe')).not.toBeNull();
    vi.restoreAllMocks();
    syncBuiltinESMExports();
    expect(limits).toEqual([30_000]);
  });

  it('without a publisher, nothing is verified', async () => {
    expect((await opened('win32')).installer?.signed).toBeNull();
  });
});

describe('on macOS', () => {
  async function accepting() {
    const { installer } = await opened('darwin', { publisher: 'Example Ltd' });
    expect(installer?.signed).toBeNull();
    const stop = new AbortController();
    const accepted = installer?.accepted?.(stop.signal);
    return { accepted, stop, events: squirrel.events as EventEmitter };
  }

  it('Squirrel accepts an update, or does not', async () => {
    const good = await accepting();
    good.events.emit('update-downloaded');
    expect(await good.accepted).toBeNull();
    const bad = await accepting();
    bad.events.emit('error', new Error('its signature'));
    expect(await bad.accepted).toBe('not-accepted');
    const late = await accepting();
    late.stop.abort();
    expect(await late.accepted).toBe('not-accepted');
  });
});
