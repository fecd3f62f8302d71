/** The server that users choose, and its fields in their settings. */
import { describe, expect, it } from 'vitest';
import { createServerSetting } from '../../../../main/app/state/server-setting.ts';
import { readFlags, type SettingProblem } from '../../../../main/cli/flags.ts';
import { resolveServer } from '../../../../main/settings/resolve.ts';
import type { ChosenServer } from '../../../../main/settings/server-choice.ts';
import { createUserFile, type UserSettings } from '../../../../main/settings/user-settings.ts';

const CHOSEN: UserSettings = {
  serverUrl: 'https://a.example',
  clientId: 'desk',
  scope: 'openid',
  deviceAuthorizationPath: '/device',
  tokenPath: '/token',
};

function settingOver(first: UserSettings) {
  const disk = { holds: first as UserSettings | SettingProblem, isFull: false };
  const userFile = createUserFile(first, {
    read: async () => disk.holds,
    async write(all) {
      if (disk.isFull) throw new Error('ENOSPC');
      disk.holds = JSON.parse(JSON.stringify(all));
    },
  });
  const flags = readFlags([]);
  const resolve = (settings: UserSettings) => {
    if ('must' in flags) throw new Error('no flags are wrong');
    return resolveServer(flags, {}, settings, { file: '/etc/config.json', managed: {} });
  };
  const setting = resolve(first);
  if ('must' in setting) throw new Error(setting.must);
  return { disk, resolve, setting: createServerSetting({ setting, userFile, resolve }) };
}

describe('a server that a user has chosen', () => {
  it('is gone from the settings when it is removed, with all that belongs to it and nothing else', async () => {
    const { disk, setting } = settingOver({ ...CHOSEN, theme: 'dark' });
    expect(setting.current().server?.baseUrl).toBe('https://a.example');
    await setting.forget();
    expect(setting.current().server).toBeNull();
    expect(disk.holds).toEqual({ theme: 'dark' });
  });

  it('is only asked for again, and stays in the settings until another one is chosen', () => {
    const { disk, setting } = settingOver(CHOSEN);
    setting.leave();
    expect(setting.current().server).toBeNull();
    expect(disk.holds).toEqual(CHOSEN);
  });

  it('is taken once it is stored, and not if it cannot be', async () => {
    const { disk, resolve, setting } = settingOver({});
    const wanted: UserSettings = { serverUrl: 'https://b.example', clientId: 'desk' };
    const choice = { wanted, setting: resolve(wanted) } as ChosenServer;
    disk.isFull = true;
    expect([await setting.take(choice), setting.current().server]).toEqual([false, null]);
    disk.isFull = false;
    expect([await setting.take(choice), setting.current().server?.baseUrl]).toEqual([true, 'https://b.example']);
    expect(disk.holds).toEqual(wanted);
  });
});
