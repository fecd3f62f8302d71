/** Starting at login, as each system is told to do it, and what it says of it. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AutostartParts, createLoginItem, wasOpenedAtLogin } from '../../../main/desktop/login-item.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'autostart-'));
});
afterEach(() => rm(home, { recursive: true }));

const ENTRY = '.config/autostart/com.transparenc.companion.desktop';

/** An installed program on a system that answers `says`. */
function installed({ says = {}, ...parts }: Partial<AutostartParts> & { says?: Partial<LoginItemSettings> } = {}) {
  const told: unknown[] = [];
  const asked: unknown[] = [];
  const app = {
    isPackaged: true,
    getName: () => 'Transparenc Companion',
    setLoginItemSettings: (settings: object) => told.push(settings),
    getLoginItemSettings(options?: object) {
      asked.push(options);
      return says as LoginItemSettings;
    },
  };
  const all: AutostartParts = {
    app,
    platform: 'linux',
    appId: 'com.transparenc.companion',
    environment: {},
    executable: '/opt/Transparenc Companion/transparenc-companion',
    home,
    args: [],
    ...parts,
  };
  return { ...createLoginItem(all), app, parts: all, told, asked };
}

const entry = (at = join(home, ENTRY)) => readFile(at, 'utf8');
const execOf = async (at?: string) => /^Exec=(.*)$/m.exec(await entry(at))?.[1];

describe('on Linux', () => {
  it('is an entry in the autostart folder, which goes again', async () => {
    const { state, set } = installed();
    expect(await state()).toBe('off');
    expect(await set({ hidden: true })).toBe('done');
    expect(await state()).toBe('on');
    expect(await execOf()).toBe('"/opt/Transparenc Companion/transparenc-companion" --hidden');
    await set({ hidden: false });
    expect(await execOf()).toBe('"/opt/Transparenc Companion/transparenc-companion"');
    expect(await set(null)).toBe('done');
    expect(await state()).toBe('off');
    expect(await readdir(join(home, '.config/autostart'))).toEqual([]);
    expect(await set(null)).toBe('done');
  });

  it('finds the profile again that it was switched on in', async () => {
    await installed({ args: ['--user-data-dir=/home/ada/second profile'] }).set({ hidden: true });
    expect(await execOf()).toContain('"--user-data-dir=/home/ada/second profile" --hidden');
  });

  it.each([
    ['an absolute XDG_CONFIG_HOME', (folder: string) => join(folder, 'elsewhere'), 'elsewhere/autostart'],
    ['a relative one, which is ignored', () => 'elsewhere', '.config/autostart'],
    ['an empty one', () => '', '.config/autostart'],
  ])('lies where %s says', async (_, configured, folder) => {
    const { set } = installed({ environment: { XDG_CONFIG_HOME: configured(home) } });
    await set({ hidden: false });
    expect(await readdir(join(home, folder))).toEqual(['com.transparenc.companion.desktop']);
  });

  it('names the AppImage, not the place where it is mounted for now', async () => {
    const { set } = installed({
      executable: '/tmp/.mount_CompaX1/transparenc-companion',
      environment: { APPIMAGE: '/home/ada/Companion 1.0.AppImage', APPDIR: '/tmp/.mount_CompaX1' },
    });
    await set({ hidden: false });
    expect(await execOf()).toBe('"/home/ada/Companion 1.0.AppImage"');
    expect(await entry()).toContain('\nTryExec=/home/ada/Companion 1.0.AppImage\n');
  });

  it('does not take the AppImage of the terminal that it was started from for its own', async () => {
    const environment = { APPIMAGE: '/home/ada/Editor.AppImage', APPDIR: '/tmp/.mount_Edit' };
    await installed({ environment, executable: '/usr/bin/companion' }).set({ hidden: false });
    expect(await execOf()).toBe('/usr/bin/companion');
  });

  it('is off where the desktop’s own settings switched it off, and can be switched on again', async () => {
    const { state, set } = installed();
    await set({ hidden: false });
    await writeFile(join(home, ENTRY), (await entry()).replace('enabled=true', 'enabled=false'));
    expect(await state()).toBe('off');
    await set({ hidden: false });
    expect(await state()).toBe('on');
  });

  it('is not written anew while it says the same', async () => {
    const { set } = installed();
    await set({ hidden: true });
    const { ino } = await stat(join(home, ENTRY));
    await set({ hidden: true });
    expect((await stat(join(home, ENTRY))).ino).toBe(ino);
    await set({ hidden: false });
    expect(await execOf()).not.toContain('--hidden');
  });

  it('leaves alone what somebody else has put there', async () => {
    const theirs = '[Desktop Entry]\nType=Application\nExec=transparenc-companion --terminal\n';
    await mkdir(join(home, '.config/autostart'), { recursive: true });
    await writeFile(join(home, ENTRY), theirs);
    const { state, set } = installed();
    expect(await state()).toBe('on');
    expect(await set({ hidden: true })).toBe('not-ours');
    expect(await set(null)).toBe('not-ours');
    expect(await entry()).toBe(theirs);
  });

  it('neither follows nor replaces a link', async () => {
    await mkdir(join(home, '.config/autostart'), { recursive: true });
    await symlink('/etc/hostname', join(home, ENTRY));
    const { state, set } = installed();
    expect(await state()).toBe('off');
    await expect(set({ hidden: true })).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(set(null)).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('fails by the system’s error where the folder cannot be made', async () => {
    await writeFile(join(home, '.config'), 'a file');
    const { state, set } = installed();
    expect(await state()).toBe('off');
    await expect(set({ hidden: true })).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

describe('on macOS', () => {
  const on = (says: Partial<LoginItemSettings>) => installed({ platform: 'darwin', says });

  it('is the app itself as a login item, which takes no arguments', async () => {
    const { set, told } = on({});
    await set({ hidden: true });
    await set(null);
    expect(told).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
  });

  it.each([
    [{ status: 'enabled', openAtLogin: true }, 'on'],
    [{ status: 'not-registered', openAtLogin: false }, 'off'],
    [{ status: 'not-found', openAtLogin: false }, 'off'],
    [{ status: 'requires-approval', openAtLogin: false }, 'needs-approval'],
  ] as const)('%j is %s', async (says, state) => {
    expect(await on(says).state()).toBe(state);
  });

  it('tells the program that a login opened it; other systems say --hidden', () => {
    const opened = (platform: NodeJS.Platform) =>
      wasOpenedAtLogin(installed({ platform, says: { wasOpenedAtLogin: true } }).parts);
    expect([opened('darwin'), opened('win32'), opened('linux')]).toEqual([true, false, false]);
  });
});

describe('on Windows', () => {
  const executable = String.raw`C:\Program Files\Companion\Companion.exe`;
  const on = (says: Partial<LoginItemSettings>, args: readonly string[] = []) =>
    installed({ platform: 'win32', says, executable, args });

  it('is an entry for the executable, with its arguments as they are', async () => {
    const { set, told } = on({}, [String.raw`--user-data-dir=C:\Ada L`]);
    await set({ hidden: true });
    await set(null);
    const profile = String.raw`--user-data-dir=C:\Ada L`;
    expect(told).toEqual([
      { openAtLogin: true, path: executable, args: [profile, '--hidden'] },
      { openAtLogin: false, path: executable, args: [profile] },
    ]);
  });

  it.each([
    [{ executableWillLaunchAtLogin: true, openAtLogin: false }, 'on'],
    [{ executableWillLaunchAtLogin: false, openAtLogin: true }, 'off'],
  ])('%j is %s: with whatever arguments, and not if the Task Manager switched it off', async (says, state) => {
    const { asked, ...item } = on(says);
    expect(await item.state()).toBe(state);
    // As a command line, which would else end at the first space.
    expect(asked).toEqual([{ path: `"${executable}"` }]);
  });
});

it.each(['linux', 'darwin', 'win32'] as const)('a development tree on %s is not started at login', async (platform) => {
  const { app } = installed();
  const { state, set, told } = installed({ platform, app: { ...app, isPackaged: false } });
  expect(await state()).toBe('not-installed');
  await set({ hidden: true });
  expect([told, await readdir(home)]).toEqual([[], []]);
});
