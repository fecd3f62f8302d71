import { describe, expect, it } from 'vitest';
import type { SettingProblem } from '../../../main/cli/flags.ts';
import type { UserSettings } from '../../../main/settings/user-file.ts';
import { createUserFile } from '../../../main/settings/user-file.ts';

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
    file.holds = { setting: 'settings.json', must: 'hold a JSON object' };
    await expect(change({ theme: 'light' })).rejects.toThrow('settings.json must hold a JSON object');
    expect([file.written, current()]).toEqual([0, { theme: 'dark' }]);
  });
});
