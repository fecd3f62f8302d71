/** Validates user settings, both in `settings.json` and in requests from a window. */
import * as v from 'valibot';
import { LANGUAGE_TAGS } from '../../locales/languages.ts';
import type { SettingChange, SettingValues } from '../../preload/api.ts';

const YES_OR_NO = v.boolean('be true or false');
const LANGUAGES = ['system', ...LANGUAGE_TAGS] as const;

/** One schema per setting. Its message follows "must". */
export const SETTINGS = {
  startAtLogin: YES_OR_NO,
  startHidden: YES_OR_NO,
  language: v.picklist(LANGUAGES, `be one of ${LANGUAGES.join(', ')}`),
  theme: v.picklist(['system', 'light', 'dark'], 'be system, light or dark'),
  notifications: YES_OR_NO,
  sendComputerName: YES_OR_NO,
  keepWithoutKeyring: YES_OR_NO,
  whenClosed: v.picklist(['ask', 'quit', 'keep-running'], 'be ask, quit or keep-running'),
  localTools: v.picklist(['ask', 'off'], 'be ask or off'),
} satisfies { readonly [K in keyof SettingValues]: v.GenericSchema<unknown, SettingValues[K]> };

/** A request from a window to change one setting. */
export const SettingChangeSchema: v.GenericSchema<unknown, SettingChange> = v.variant('name', [
  v.strictObject({ name: v.literal('startAtLogin'), value: SETTINGS.startAtLogin }),
  v.strictObject({ name: v.literal('startHidden'), value: SETTINGS.startHidden }),
  v.strictObject({ name: v.literal('language'), value: SETTINGS.language }),
  v.strictObject({ name: v.literal('theme'), value: SETTINGS.theme }),
  v.strictObject({ name: v.literal('notifications'), value: SETTINGS.notifications }),
  v.strictObject({ name: v.literal('sendComputerName'), value: SETTINGS.sendComputerName }),
  v.strictObject({ name: v.literal('keepWithoutKeyring'), value: SETTINGS.keepWithoutKeyring }),
  v.strictObject({ name: v.literal('whenClosed'), value: SETTINGS.whenClosed }),
  v.strictObject({ name: v.literal('localTools'), value: SETTINGS.localTools }),
]);

/** The default values. */
export const DEFAULTS: SettingValues = {
  startAtLogin: false,
  startHidden: true,
  language: 'system',
  theme: 'system',
  notifications: true,
  // Off by default, because a computer's name often contains the user's.
  sendComputerName: false,
  keepWithoutKeyring: false,
  whenClosed: 'ask',
  localTools: 'ask',
};
