import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isProblem, type SettingProblem } from '../../../main/cli/flags.ts';
import type { UserSettings } from '../../../main/settings/user-settings.ts';
import { createUserFile, readUserSettings } from '../../../main/settings/user-settings.ts';

function settings(first: UserSettings) {
  const file = { holds: first as UserSettings | SettingProblem, written: 0 };
  const made = createUserFile(first, {
    read: async () => file.holds,
    async write(all) {
      file.holds = all;
      file.written += 1;
    },
  });
  return { file, ...made };
}

describe('a change of the settings', () => {
  it('keeps what the user has written into the file in the meantime', async () => {
    const { file, change, current } = settings({ theme: 'dark' });
    file.holds = { theme: 'dark', scope: 'openid offline_access' };
    await change({ notifications: false });
    expect(file.holds).toEqual({ theme: 'dark', scope: 'openid offline_access', notifications: false });
    expect(current()).toEqual(file.holds);
  });

  it('does not write over a file that cannot be understood', async () => {
    const { file, change, current } = settings({ theme: 'dark' });
    file.holds = { setting: 'settings.json', must: 'contain a JSON object' };
    await expect(change({ theme: 'light' })).rejects.toThrow('settings.json must contain a JSON object');
    expect([file.written, current()]).toEqual([0, { theme: 'dark' }]);
  });
});

describe('the file', () => {
  async function read(text: string | null) {
    const profile = await mkdtemp(join(tmpdir(), 'settings-'));
    onTestFinished(() => rm(profile, { recursive: true }));
    const file = join(profile, 'settings.json');
    if (text === null) await mkdir(file);
    else await writeFile(file, text);
    const found = await readUserSettings(profile);
    return isProblem(found) ? `${found.setting.replace(file, 'FILE')} must ${found.must}` : found;
  }

  it.each<[string, string | null, unknown]>([
    ['with settings', '\ufeff{"theme": "dark"}', { theme: 'dark' }],
    ['with nothing', '{}', {}],
    ['that is a folder', null, 'FILE must be a readable file'],
    ['that is no JSON', '{', 'FILE must contain a JSON object'],
    ['that is a list', '[]', 'FILE must contain a JSON object'],
    ['with a wrong field', '{"theme": 5}', 'theme in FILE must be system, light or dark'],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toEqual(expected);
  });
});
