/** What can be chosen in the settings: how each choice is judged, from `settings.json` and from a window alike. */
import * as v from 'valibot';
import { LANGUAGE_TAGS } from '../../locales/languages.ts';
import type { Choice, Choices } from '../../preload/api.ts';

const YES_OR_NO = v.boolean('be true or false');
const LANGUAGES = ['system', ...LANGUAGE_TAGS] as const;

/** One schema for each choice; its message follows "must". */
export const CHOICES = {
  startAtLogin: YES_OR_NO,
  startHidden: YES_OR_NO,
  language: v.picklist(LANGUAGES, `be one of ${LANGUAGES.join(', ')}`),
  theme: v.picklist(['system', 'light', 'dark'], 'be system, light or dark'),
  notifications: YES_OR_NO,
  sendComputerName: YES_OR_NO,
  keepWithoutKeyring: YES_OR_NO,
  whenClosed: v.picklist(['ask', 'quit', 'keep-running'], 'be ask, quit or keep-running'),
  localTools: v.picklist(['ask', 'off'], 'be ask or off'),
} satisfies { readonly [K in keyof Choices]: v.GenericSchema<unknown, Choices[K]> };

/** What a window sends: one choice, by its name. */
export const ChoiceSchema: v.GenericSchema<unknown, Choice> = v.variant('name', [
  v.strictObject({ name: v.literal('startAtLogin'), value: CHOICES.startAtLogin }),
  v.strictObject({ name: v.literal('startHidden'), value: CHOICES.startHidden }),
  v.strictObject({ name: v.literal('language'), value: CHOICES.language }),
  v.strictObject({ name: v.literal('theme'), value: CHOICES.theme }),
  v.strictObject({ name: v.literal('notifications'), value: CHOICES.notifications }),
  v.strictObject({ name: v.literal('sendComputerName'), value: CHOICES.sendComputerName }),
  v.strictObject({ name: v.literal('keepWithoutKeyring'), value: CHOICES.keepWithoutKeyring }),
  v.strictObject({ name: v.literal('whenClosed'), value: CHOICES.whenClosed }),
  v.strictObject({ name: v.literal('localTools'), value: CHOICES.localTools }),
]);

/** What holds where nothing was chosen. */
export const UNCHOSEN: Choices = {
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
