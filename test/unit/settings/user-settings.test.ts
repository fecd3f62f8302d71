/** What a person chooses: kept, locked, handed to the system, and told as the system has it. */
import { describe, expect, it } from 'vitest';
import { readFlags } from '../../../main/cli/flags.ts';
import type { SomeChoices } from '../../../main/settings/policy/types.ts';
import type { UserSettings } from '../../../main/settings/resolve.ts';
import { UNCHOSEN } from '../../../main/settings/schema.ts';
import { createSettings } from '../../../main/settings/settings-store.ts';
import { type AtLogin, openPreferences } from '../../../main/settings/user-settings.ts';
import type { Choice } from '../../../preload/api.ts';

const noRoom = () => Object.assign(new Error('full'), { code: 'ENOSPC' });

async function opened({
  settings: first = {} as UserSettings,
  args = [] as string[],
  atLogin = 'off' as AtLogin,
  tray = true,
  set = {} as SomeChoices,
} = {}) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error('bad flags');
  const world = {
    atLogin,
    tray,
    told: [] as unknown[],
    full: false,
    refuses: null as unknown,
    changes: 0,
    busy: Promise.resolve(),
  };
  let saved: UserSettings = first;
  const settings = createSettings(first, {
    read: async () => saved,
    async write(all) {
      if (world.full) throw noRoom();
      saved = JSON.parse(JSON.stringify(all));
    },
  });
  const preferences = await openPreferences({
    settings,
    flags,
    set,
    desktop: {
      loginItem: {
        state: async () => world.atLogin,
        async set(start) {
          if (world.refuses === 'not-ours') return 'not-ours';
          if (world.refuses) throw world.refuses;
          world.told.push(start);
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
  const value = (name: Choice['name']) => preferences.current()[name].value;
  return { ...preferences, value, world, settings, saved: () => saved };
}

describe('a choice', () => {
  it.each<Choice>([
    { name: 'theme', value: 'dark' },
    { name: 'notifications', value: false },
    { name: 'startHidden', value: false },
    { name: 'language', value: 'en' },
    { name: 'sendComputerName', value: true },
    { name: 'keepWithoutKeyring', value: true },
    { name: 'whenClosed', value: 'quit' },
    { name: 'startAtLogin', value: true },
  ])('of %j is kept beside what was there, and told', async (choice) => {
    const { value, choose, saved, world } = await opened({ settings: { serverUrl: 'https://a.example', later: [1] } });
    expect(value(choice.name)).toBe(UNCHOSEN[choice.name]);
    expect(await choose(choice)).toBeNull();
    expect(value(choice.name)).toBe(choice.value);
    expect(saved()).toEqual({ serverUrl: 'https://a.example', later: [1], [choice.name]: choice.value });
    expect(world.changes).toBe(1);
  });

  it('that was made in an earlier run holds', async () => {
    const { value } = await opened({ settings: { theme: 'light', notifications: false, whenClosed: 'keep-running' } });
    expect([value('theme'), value('notifications'), value('whenClosed')]).toEqual(['light', false, 'keep-running']);
  });

  it('that cannot be kept is not made', async () => {
    const { value, choose, world } = await opened();
    world.full = true;
    expect(await choose({ name: 'startAtLogin', value: true })).toEqual({ kind: 'not-saved', trouble: 'disk-full' });
    expect([value('startAtLogin'), world.told]).toEqual([false, []]);
  });

  it('that a flag has made cannot be changed', async () => {
    const { current, choose, saved } = await opened({ args: ['--keep-without-keyring'] });
    expect(current().keepWithoutKeyring).toEqual({ value: true, lockedBy: 'flag' });
    expect(await choose({ name: 'keepWithoutKeyring', value: false })).toEqual({ kind: 'locked' });
    expect(saved()).toEqual({});
  });

  it('and another at once are both kept', async () => {
    const { choose, saved, settings } = await opened();
    await Promise.all([
      choose({ name: 'theme', value: 'dark' }),
      choose({ name: 'notifications', value: false }),
      settings.change({ serverUrl: 'https://a.example' }),
    ]);
    expect(saved()).toEqual({ theme: 'dark', notifications: false, serverUrl: 'https://a.example' });
  });
});

describe('starting at login', () => {
  it('is the system’s affair: what it says is what is shown', async () => {
    const { value, world, check } = await opened({ atLogin: 'on' });
    expect(value('startAtLogin')).toBe(true);
    world.atLogin = 'off';
    await check();
    expect([value('startAtLogin'), world.changes]).toEqual([false, 1]);
  });

  it('starts hidden if that is chosen, now and when that changes', async () => {
    const { choose, world } = await opened();
    await choose({ name: 'startHidden', value: true });
    await choose({ name: 'startAtLogin', value: true });
    await choose({ name: 'startHidden', value: false });
    await choose({ name: 'startAtLogin', value: false });
    await choose({ name: 'startHidden', value: true });
    expect(world.told).toEqual([{ hidden: true }, { hidden: false }, null]);
  });

  it('that the system does not take is as before, with the reason', async () => {
    const { value, choose, world, saved } = await opened({ settings: { startAtLogin: false } });
    world.refuses = Object.assign(new Error('no'), { code: 'EACCES' });
    expect(await choose({ name: 'startAtLogin', value: true })).toEqual({
      kind: 'not-applied',
      trouble: 'no-permission',
    });
    world.refuses = 'not-ours';
    expect(await choose({ name: 'startAtLogin', value: true })).toEqual({ kind: 'not-ours' });
    expect([value('startAtLogin'), saved()]).toEqual([false, { startAtLogin: false }]);
  });

  it('that waits for the person’s word in the system’s settings is off, and no failure', async () => {
    const { value, choose, facts, world } = await opened({ atLogin: 'needs-approval' });
    expect(await choose({ name: 'startAtLogin', value: true })).toBeNull();
    expect([value('startAtLogin'), facts().startAtLogin, world.told]).toEqual([
      false,
      'needs-approval',
      [{ hidden: true }],
    ]);
  });

  it('names the program anew at each start, since it may have moved; not where the system has switched it off', async () => {
    const wanted = { startAtLogin: true, startHidden: false };
    expect((await opened({ settings: wanted, atLogin: 'on' })).world.told).toEqual([{ hidden: false }]);
    expect((await opened({ settings: wanted, atLogin: 'off' })).world.told).toEqual([]);
    expect((await opened({ settings: wanted, atLogin: 'needs-approval' })).world.told).toEqual([]);
    expect((await opened({ settings: {}, atLogin: 'on' })).world.told).toEqual([]);
  });
});

it('what is chosen while the desktop is slow to tell of its tray holds', async () => {
  const { value, choose, check, world } = await opened();
  const answer = Promise.withResolvers<void>();
  world.busy = answer.promise;
  const checked = check();
  await choose({ name: 'startAtLogin', value: true });
  answer.resolve();
  await checked;
  expect(value('startAtLogin')).toBe(true);
});

it('the tray is there until somebody looks, and finds none', async () => {
  const { facts, check } = await opened({ tray: false });
  expect(facts().tray).toBe('shown');
  await check();
  expect(facts().tray).toBe('none');
});

describe('what the administrator has set', () => {
  it('holds before what was chosen and before a flag, says so, and cannot be chosen otherwise', async () => {
    const { current, choose, saved } = await opened({
      settings: { theme: 'light', keepWithoutKeyring: true },
      args: ['--keep-without-keyring'],
      set: { theme: 'dark', keepWithoutKeyring: false },
    });
    expect(current()).toMatchObject({
      theme: { value: 'dark', lockedBy: 'administrator' },
      keepWithoutKeyring: { value: false, lockedBy: 'administrator' },
      notifications: { value: true, lockedBy: null },
    });
    expect(await choose({ name: 'theme', value: 'light' })).toEqual({ kind: 'locked' });
    expect(saved()).toEqual({ theme: 'light', keepWithoutKeyring: true });
  });

  it.each<[string, AtLogin, SomeChoices, readonly unknown[]]>([
    ['starts at login, without a window', 'off', { startAtLogin: true, startHidden: true }, [{ hidden: true }]],
    ['starts at login, with a window', 'off', { startAtLogin: true, startHidden: false }, [{ hidden: false }]],
    ['does not start at login', 'on', { startAtLogin: false }, [null]],
    ['does not start at login, as before', 'off', { startAtLogin: false }, []],
    ['would start at login, were it installed', 'not-installed', { startAtLogin: true }, []],
    ['would start at login, once the person allows it', 'needs-approval', { startAtLogin: true }, []],
  ])('is handed to the system: the program %s', async (_, atLogin, set, told) => {
    const { world, current } = await opened({ atLogin, set });
    expect(world.told).toEqual(told);
    expect(current().startAtLogin).toEqual({ value: world.atLogin === 'on', lockedBy: 'administrator' });
  });
});
