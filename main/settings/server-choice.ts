/** Validates the server that a user chooses on the first screen. */
import type { ServerChoice, ServerProblem } from '../../preload/api.ts';
import { isProblem, type SettingProblem } from '../cli/flags.ts';
import type { Server } from '../oauth/protocol.ts';
import { parseBaseUrl } from '../oauth/url.ts';
import type { ServerSetting } from './resolve.ts';
import { type ServerFieldValues, violatedRule } from './server-fields.ts';
import type { UserSettings } from './user-settings.ts';

/** A valid choice. */
export interface ChosenServer {
  /** The settings to store. Undefined ones are removed. */
  readonly wanted: UserSettings;
  readonly setting: ServerSetting;
  readonly server: Server;
}

/**
 * The server from a choice and all other settings, or why it can't be used.
 * @param resolve resolves the server from user settings, flags, environment and policy
 */
export function parseServerChoice(
  choice: ServerChoice,
  { fields, lockedBy }: ServerSetting,
  settings: UserSettings,
  resolve: (settings: UserSettings) => ServerSetting | SettingProblem,
): ChosenServer | ServerProblem {
  if (lockedBy) return 'locked';
  const parsed = parseTyped(choice.url);
  if ('problem' in parsed) return parsed.problem;
  const wanted: Record<string, string | undefined> = { serverUrl: parsed.baseUrl };
  for (const [field, problem] of FIELDS) {
    const value = choice[field];
    // If a field is locked, report that instead of ignoring the choice.
    if (fields[field].lockedBy) {
      if (value !== null) return 'locked';
    } else if (value !== null && violatedRule(field, value) !== null) return problem;
    else wanted[field] = value ?? undefined;
  }
  const setting = resolve({ ...settings, ...wanted });
  return isProblem(setting) || !setting.server ? 'not-an-address' : { wanted, setting, server: setting.server };
}

/** The server from a choice alone, or why it can't be used. */
export function parseNewServer(choice: ServerChoice): ServerFieldValues | ServerProblem {
  const parsed = parseTyped(choice.url);
  if ('problem' in parsed) return parsed.problem;
  for (const [field, problem] of FIELDS) {
    const value = choice[field];
    if (value !== null && violatedRule(field, value) !== null) return problem;
  }
  return {
    serverUrl: parsed.baseUrl,
    clientId: choice.clientId ?? undefined,
    scope: choice.scope ?? undefined,
    deviceAuthorizationPath: choice.deviceAuthorizationPath ?? undefined,
    tokenPath: choice.tokenPath ?? undefined,
  };
}

/** Adds https:// if the user left out the scheme. */
function parseTyped(text: string) {
  const typed = text.trim();
  return parseBaseUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
}

/** The fields of a choice in addition to its URL, and the problem if one is invalid. */
const FIELDS = [
  ['clientId', 'bad-client-id'],
  ['scope', 'bad-scope'],
  ['deviceAuthorizationPath', 'bad-device-authorization-path'],
  ['tokenPath', 'bad-token-path'],
] as const satisfies readonly (readonly [keyof ServerChoice, ServerProblem])[];
