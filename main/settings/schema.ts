/** The settings, and how each is validated: in `settings.json` as in what a window sends. */
import * as v from 'valibot';
import { LANGUAGE_TAGS } from '../../locales/languages.ts';
import type { SettingChange, SettingValues } from '../../preload/api.ts';

const YES_OR_NO = v.boolean('be true or false');
const LANGUAGES = ['system', ...LANGUAGE_TAGS] as const;

/** One schema for each choice; its message follows "must". */
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

/** What a window sends: one choice, by its name. */
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

/** The values of settings that nothing sets. */
export const DEFAULTS: SettingValues = {
  startAtLogin: false,
  startHidden: true,
  language: 'system',
  theme: 'system',
  notifications: true,
  // A computer's name often holds its user's: it is sent only if the user wants that.
  sendComputerName: false,
  keepWithoutKeyring: false,
  whenClosed: 'ask',
  localTools: 'ask',
};
