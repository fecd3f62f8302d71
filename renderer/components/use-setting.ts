/** A setting: its value, the problem with the last change, and a function that changes it. */
import type { Setting, SettingChange, SettingValues } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';

export function useSetting<K extends keyof SettingValues>(name: K) {
  const { snapshot, companion, announce } = useApp();
  const { refusedChange } = snapshot;
  // TypeScript can't infer that a name with its own value is a SettingChange.
  const changeTo = (value: SettingValues[K]) => ({ name, value }) as SettingChange;
  const setting: Setting<SettingValues[K]> = snapshot.settings[name];
  return {
    ...setting,
    problem: refusedChange?.name === name ? refusedChange.problem : null,
    async changeSetting(value: SettingValues[K]) {
      announce(null);
      const found = await companion.changeSetting(changeTo(value));
      if (!found) announce((it) => it.settings.saved);
    },
  };
}
