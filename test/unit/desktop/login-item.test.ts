/** Start at login: how it is set on each system, and what the system reports. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginItem, type LoginItemParts, wasOpenedAtLogin } from '../../../main/desktop/login-item.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'autostart-'));
});
afterEach(() => rm(home, { recursive: true }));

/** The first bytes of an AppImage. */
const HEAD = Buffer.from('\x7fELF\x02\x01\x01\x00AI\x02', 'latin1');

const ENTRY = '.config/autostart/com.transparenc.companion.desktop';

/** An installed app on a system that reports `says`. */
function installed({ says = {}, ...parts }: Partial<LoginItemParts> & { says?: Partial<LoginItemSettings> } = {}) {
  const reported: unknown[] = [];
  const asked: unknown[] = [];
  const app = {
    isPackaged: true,
    getName: () => 'Transparenc Companion',
    setLoginItemSettings: (settings: object) => reported.push(settings),
    getLoginItemSettings(options?: object) {
      asked.push(options);
      return says as LoginItemSettings;
    },
  };
  const all: LoginItemParts = {
    app,
    platform: 'linux',
    appId: 'com.transparenc.companion',
    environment: {},
    executable: '/opt/Transparenc Companion/transparenc-companion',
    home,
    args: [],
    ...parts,
  };
  return { ...createLoginItem(all), app, parts: all, reported, asked };
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
  ])('is at the path in %s', async (_, configured, folder) => {
    const { set } = installed({ environment: { XDG_CONFIG_HOME: configured(home) } });
    await set({ hidden: false });
    expect(await readdir(join(home, folder))).toEqual(['com.transparenc.companion.desktop']);
  });

  describe('from an AppImage', () => {
    const EXECUTABLE = 'transparenc-companion';
    let image: string;
    let mounted: string;
    beforeEach(async () => {
      image = join(home, 'Companion 1.0.AppImage');
      mounted = join(home, '.mount_CompaX1');
      await mkdir(mounted);
      await writeFile(join(mounted, 'AppRun'), '');
      await writeFile(image, HEAD);
    });

    it('names the image, not its temporary mount point', async () => {
      const environment = { APPIMAGE: image, APPDIR: mounted };
      await installed({ environment, executable: join(mounted, EXECUTABLE) }).set({ hidden: false });
      expect(await execOf()).toBe(`"${image}"`);
      expect(await entry()).toContain(`\nTryExec=${image}\n`);
    });

    it.each<[string, (at: { image: string; mounted: string; home: string }) => Record<string, string>]>([
      ['no image', ({ mounted }) => ({ APPDIR: mounted })],
      ['an image by a relative path', ({ mounted }) => ({ APPIMAGE: 'Companion 1.0.AppImage', APPDIR: mounted })],
      ['one that is not there', ({ mounted }) => ({ APPIMAGE: '/nowhere/Companion.AppImage', APPDIR: mounted })],
      ['a program that is no image', ({ mounted }) => ({ APPIMAGE: '/bin/sh', APPDIR: mounted })],
      ['a folder', ({ mounted, home }) => ({ APPIMAGE: home, APPDIR: mounted })],
      ['no place where it is mounted', ({ image }) => ({ APPIMAGE: image })],
      ['the root as that place', ({ image }) => ({ APPIMAGE: image, APPDIR: '/' })],
      ['a folder above', ({ image, home }) => ({ APPIMAGE: image, APPDIR: home })],
      ['a folder that is not there', ({ image }) => ({ APPIMAGE: image, APPDIR: '/nowhere' })],
    ])(
      'starts nothing at login if the variables name %s, because the mount will be gone then',
      async (_, variables) => {
        const login = installed({
          environment: variables({ image, mounted, home }),
          executable: join(mounted, EXECUTABLE),
        });
        expect(await login.state()).toBe('not-installed');
      },
    );

    it.each<[string, (at: { image: string; mounted: string }) => Record<string, string>]>([
      ['that of the terminal it was started from', ({ image, mounted }) => ({ APPIMAGE: image, APPDIR: mounted })],
      ['the root as its place', ({ image }) => ({ APPIMAGE: image, APPDIR: '/' })],
      ['the folder of the program', ({ image }) => ({ APPIMAGE: image, APPDIR: '/usr/bin' })],
    ])('is not recognized for a program outside of an image: %s', async (_, variables) => {
      const environment = variables({ image, mounted });
      await installed({ environment, executable: '/usr/bin/companion' }).set({ hidden: false });
      expect(await execOf()).toBe('/usr/bin/companion');
    });
  });

  it('is off if the desktop’s own settings switched it off, and can be switched on again', async () => {
    const { state, set } = installed();
    await set({ hidden: false });
    await writeFile(join(home, ENTRY), (await entry()).replace('enabled=true', 'enabled=false'));
    expect(await state()).toBe('off');
    await set({ hidden: false });
    expect(await state()).toBe('on');
  });

  it('is not written again while it holds the same', async () => {
    const { set } = installed();
    await set({ hidden: true });
    const { ino } = await stat(join(home, ENTRY));
    await set({ hidden: true });
    expect((await stat(join(home, ENTRY))).ino).toBe(ino);
    await set({ hidden: false });
    expect(await execOf()).not.toContain('--hidden');
  });

  it('leaves alone a foreign entry', async () => {
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

  it('fails with the system’s error if the folder can’t be created', async () => {
    await writeFile(join(home, '.config'), 'a file');
    const { state, set } = installed();
    expect(await state()).toBe('off');
    await expect(set({ hidden: true })).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

describe('on macOS', () => {
  const on = (says: Partial<LoginItemSettings>) => installed({ platform: 'darwin', says });

  it('is the app itself as a login item, which takes no arguments', async () => {
    const { set, reported } = on({});
    await set({ hidden: true });
    await set(null);
    expect(reported).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
  });

  it.each([
    [{ status: 'enabled', openAtLogin: true }, 'on'],
    [{ status: 'not-registered', openAtLogin: false }, 'off'],
    [{ status: 'not-found', openAtLogin: false }, 'off'],
    [{ status: 'requires-approval', openAtLogin: false }, 'needs-approval'],
  ] as const)('%j is %s', async (says, state) => {
    expect(await on(says).state()).toBe(state);
  });

  it('reports that a login opened the app; on other systems it is --hidden', () => {
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
    const { set, reported } = on({}, [String.raw`--user-data-dir=C:\Ada L`]);
    await set({ hidden: true });
    await set(null);
    const profile = String.raw`--user-data-dir=C:\Ada L`;
    expect(reported).toEqual([
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
    // The path is quoted, because a command line would otherwise end at the first space.
    expect(asked).toEqual([{ path: `"${executable}"` }]);
  });
});

it.each(['linux', 'darwin', 'win32'] as const)('a development tree on %s is not started at login', async (platform) => {
  const { app } = installed();
  const { state, set, reported } = installed({ platform, app: { ...app, isPackaged: false } });
  expect(await state()).toBe('not-installed');
  await set({ hidden: true });
  expect([reported, await readdir(home)]).toEqual([[], []]);
});
