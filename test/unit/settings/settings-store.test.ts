/** The user's settings: how they are stored, locked, passed to the system and displayed. */
import { describe, expect, it } from 'vitest';
import { readFlags } from '../../../main/cli/flags.ts';
import type { AtLogin } from '../../../main/settings/at-login.ts';
import { DEFAULTS } from '../../../main/settings/schema.ts';
import { NO_DESKTOP, openSettings, type SomeSettings } from '../../../main/settings/settings-store.ts';
import type { UserSettings } from '../../../main/settings/user-settings.ts';
import { createUserFile } from '../../../main/settings/user-settings.ts';
import type { SettingChange } from '../../../preload/api.ts';

const noRoom = () => Object.assign(new Error('full'), { code: 'ENOSPC' });

async function opened({
  userFile: first = {} as UserSettings,
  args = [] as string[],
  atLogin = 'off' as AtLogin,
  tray = true,
  managed = {} as SomeSettings,
} = {}) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error('bad flags');
  const world = {
    atLogin,
    tray,
    reported: [] as unknown[],
    full: false,
    refuses: null as unknown,
    changes: 0,
    busy: Promise.resolve(),
  };
  let saved: UserSettings = first;
  const userFile = createUserFile(first, {
    read: async () => saved,
    async write(all) {
      if (world.full) throw noRoom();
      saved = JSON.parse(JSON.stringify(all));
    },
  });
  const settings = await openSettings({
    userFile,
    flags,
    managed,
    desktop: {
      loginItem: {
        state: async () => world.atLogin,
        async set(start) {
          if (world.refuses === 'not-ours') return 'not-ours';
          if (world.refuses) throw world.refuses;
          world.reported.push(start);
          if (world.atLogin !== 'needs-approval') world.atLogin = start ? 'on' : 'off';
          return 'done';
        },
      },
      async hasTray() {
        await world.busy;
        return world.tray;
      },
    },
    onChange: () => world.changes++,
  });
  const value = (name: SettingChange['name']) => settings.current()[name].value;
  return { ...settings, value, world, userFile, saved: () => saved };
}

it('without a choice, the app asks and shows as systems do, and sends and keeps no more than it must', async () => {
  const { current } = await opened();
  const values = Object.entries(current()).map(([name, { value }]) => [name, value]);
  expect(Object.fromEntries(values)).toEqual({
    startAtLogin: false,
    startHidden: true,
    language: 'system',
    theme: 'system',
    notifications: true,
    sendComputerName: false,
    keepWithoutKeyring: false,
    whenClosed: 'ask',
    localTools: 'ask',
  });
});

describe('a choice', () => {
  it.each<SettingChange>([
    { name: 'theme', value: 'dark' },
    { name: 'notifications', value: false },
    { name: 'startHidden', value: false },
    { name: 'language', value: 'en' },
    { name: 'sendComputerName', value: true },
    { name: 'keepWithoutKeyring', value: true },
    { name: 'whenClosed', value: 'quit' },
    { name: 'startAtLogin', value: true },
  ])('of %j is kept along with the existing settings, and announced', async (choice) => {
    const { value, changeSetting, saved, world } = await opened({
      userFile: { serverUrl: 'https://a.example', later: [1] },
    });
    expect(value(choice.name)).toBe(DEFAULTS[choice.name]);
    expect(await changeSetting(choice)).toBeNull();
    expect(value(choice.name)).toBe(choice.value);
    expect(saved()).toEqual({ serverUrl: 'https://a.example', later: [1], [choice.name]: choice.value });
    expect(world.changes).toBe(1);
  });

  it('that was made in an earlier run holds', async () => {
    const { value } = await opened({ userFile: { theme: 'light', notifications: false, whenClosed: 'keep-running' } });
    expect([value('theme'), value('notifications'), value('whenClosed')]).toEqual(['light', false, 'keep-running']);
  });

  it('that cannot be kept is not made', async () => {
    const { value, changeSetting, world } = await opened();
    world.full = true;
    expect(await changeSetting({ name: 'startAtLogin', value: true })).toEqual({
      kind: 'not-saved',
      trouble: 'disk-full',
    });
    expect([value('startAtLogin'), world.reported]).toEqual([false, []]);
  });

  it('that a flag has made cannot be changed', async () => {
    const { current, changeSetting, saved } = await opened({ args: ['--keep-without-keyring'] });
    expect(current().keepWithoutKeyring).toEqual({ value: true, lockedBy: 'flag' });
    expect(await changeSetting({ name: 'keepWithoutKeyring', value: false })).toEqual({ kind: 'locked' });
    expect(saved()).toEqual({});
  });

  it('and another at once are both kept', async () => {
    const { changeSetting, saved, userFile } = await opened();
    await Promise.all([
      changeSetting({ name: 'theme', value: 'dark' }),
      changeSetting({ name: 'notifications', value: false }),
      userFile.change({ serverUrl: 'https://a.example' }),
    ]);
    expect(saved()).toEqual({ theme: 'dark', notifications: false, serverUrl: 'https://a.example' });
  });
});

it('without a desktop, no tray icon is missed, and nothing starts at login', async () => {
  const flags = readFlags([]);
  if ('must' in flags) throw new Error('bad flags');
  const userFile = createUserFile({}, { read: async () => ({}), write: async () => undefined });
  const settings = await openSettings({ userFile, flags, managed: {}, desktop: NO_DESKTOP, onChange: () => undefined });
  await settings.check();
  expect(settings.facts()).toEqual({ startAtLogin: 'not-installed', tray: 'shown' });
});

describe('starting at login', () => {
  it('is a system setting: its current value is shown', async () => {
    const { value, world, check } = await opened({ atLogin: 'on' });
    expect(value('startAtLogin')).toBe(true);
    world.atLogin = 'off';
    await check();
    expect([value('startAtLogin'), world.changes]).toEqual([false, 1]);
  });

  it('starts hidden if that is chosen, now and when that changes', async () => {
    const { changeSetting, world } = await opened();
    await changeSetting({ name: 'startHidden', value: true });
    await changeSetting({ name: 'startAtLogin', value: true });
    await changeSetting({ name: 'startHidden', value: false });
    await changeSetting({ name: 'startAtLogin', value: false });
    await changeSetting({ name: 'startHidden', value: true });
    expect(world.reported).toEqual([{ hidden: true }, { hidden: false }, null]);
  });

  it('that the system does not take is as before, with the reason', async () => {
    const { value, changeSetting, world, saved } = await opened({ userFile: { startAtLogin: false } });
    world.refuses = Object.assign(new Error('no'), { code: 'EACCES' });
    expect(await changeSetting({ name: 'startAtLogin', value: true })).toEqual({
      kind: 'not-applied',
      trouble: 'no-permission',
    });
    world.refuses = 'not-ours';
    expect(await changeSetting({ name: 'startAtLogin', value: true })).toEqual({ kind: 'not-ours' });
    expect([value('startAtLogin'), saved()]).toEqual([false, { startAtLogin: false }]);
  });

  it('that needs the user’s approval in the system’s settings is off, and not a failure', async () => {
    const { value, changeSetting, facts, world } = await opened({ atLogin: 'needs-approval' });
    expect(await changeSetting({ name: 'startAtLogin', value: true })).toBeNull();
    expect([value('startAtLogin'), facts().startAtLogin, world.reported]).toEqual([
      false,
      'needs-approval',
      [{ hidden: true }],
    ]);
  });

  it('registers the program again at each start, because it may have moved, but not if the system has switched it off', async () => {
    const wanted = { startAtLogin: true, startHidden: false };
    expect((await opened({ userFile: wanted, atLogin: 'on' })).world.reported).toEqual([{ hidden: false }]);
    expect((await opened({ userFile: wanted, atLogin: 'off' })).world.reported).toEqual([]);
    expect((await opened({ userFile: wanted, atLogin: 'needs-approval' })).world.reported).toEqual([]);
    expect((await opened({ userFile: {}, atLogin: 'on' })).world.reported).toEqual([]);
  });
});

it('a choice made while the desktop is slow to report its tray is kept', async () => {
  const { value, changeSetting, check, world } = await opened();
  const answer = Promise.withResolvers<void>();
  world.busy = answer.promise;
  const checked = check();
  await changeSetting({ name: 'startAtLogin', value: true });
  answer.resolve();
  await checked;
  expect(value('startAtLogin')).toBe(true);
});

it('the tray is there until someone looks, and finds none', async () => {
  const { facts, check } = await opened({ tray: false });
  expect(facts().tray).toBe('shown');
  await check();
  expect(facts().tray).toBe('none');
});

describe('what the administrator has set', () => {
  it('takes precedence over the user’s choice and a flag, is shown as locked, and can’t be changed', async () => {
    const { current, changeSetting, saved } = await opened({
      userFile: { theme: 'light', keepWithoutKeyring: true },
      args: ['--keep-without-keyring'],
      managed: { theme: 'dark', keepWithoutKeyring: false },
    });
    expect(current()).toMatchObject({
      theme: { value: 'dark', lockedBy: 'administrator' },
      keepWithoutKeyring: { value: false, lockedBy: 'administrator' },
      notifications: { value: true, lockedBy: null },
    });
    expect(await changeSetting({ name: 'theme', value: 'light' })).toEqual({ kind: 'locked' });
    expect(saved()).toEqual({ theme: 'light', keepWithoutKeyring: true });
  });

  it.each<[string, AtLogin, SomeSettings, readonly unknown[]]>([
    ['starts at login, without a window', 'off', { startAtLogin: true, startHidden: true }, [{ hidden: true }]],
    ['starts at login, with a window', 'off', { startAtLogin: true, startHidden: false }, [{ hidden: false }]],
    ['does not start at login', 'on', { startAtLogin: false }, [null]],
    ['does not start at login, as before', 'off', { startAtLogin: false }, []],
    ['would start at login, were it installed', 'not-installed', { startAtLogin: true }, []],
    ['would start at login, once the person allows it', 'needs-approval', { startAtLogin: true }, []],
  ])('is handed to the system: the program %s', async (_, atLogin, managed, reported) => {
    const { world, current } = await opened({ atLogin, managed });
    expect(world.reported).toEqual(reported);
    expect(current().startAtLogin).toEqual({ value: world.atLogin === 'on', lockedBy: 'administrator' });
  });
});
