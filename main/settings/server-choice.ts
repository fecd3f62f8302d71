/** The server that a user chooses on the first screen, validated. */
import type { ServerChoice, ServerProblem } from '../../preload/api.ts';
import { isProblem, type SettingProblem } from '../cli/flags.ts';
import type { Server } from '../oauth/protocol.ts';
import { parseBaseUrl } from '../oauth/url.ts';
import type { ServerSetting } from './resolve.ts';
import { type ServerFieldValues, wrongWith } from './server-fields.ts';
import type { UserSettings } from './user-file.ts';

/** A choice that can be used. */
export interface ChosenServer {
  /** What to keep of it; undefined: no longer set. */
  readonly wanted: UserSettings;
  readonly setting: ServerSetting;
  readonly server: Server;
}

/**
 * The server that a choice names, with everything else that is set; or why it cannot be used.
 * @param resolve the server that user settings come to, with flags and environment
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
    // A field that is set elsewhere is not for the window to choose, nor to drop silently.
    if (fields[field].lockedBy) {
      if (value !== null) return 'locked';
    } else if (value !== null && wrongWith(field, value) !== null) return problem;
    else wanted[field] = value ?? undefined;
  }
  const setting = resolve({ ...settings, ...wanted });
  return isProblem(setting) || !setting.server ? 'not-an-address' : { wanted, setting, server: setting.server };
}

/** The server that a choice names by itself, without the settings; or why it cannot be used. */
export function parseNewServer(choice: ServerChoice): ServerFieldValues | ServerProblem {
  const parsed = parseTyped(choice.url);
  if ('problem' in parsed) return parsed.problem;
  for (const [field, problem] of FIELDS) {
    const value = choice[field];
    if (value !== null && wrongWith(field, value) !== null) return problem;
  }
  return {
    serverUrl: parsed.baseUrl,
    clientId: choice.clientId ?? undefined,
    scope: choice.scope ?? undefined,
    deviceAuthorizationPath: choice.deviceAuthorizationPath ?? undefined,
    tokenPath: choice.tokenPath ?? undefined,
  };
}

/** Users leave out the scheme. */
function parseTyped(text: string) {
  const typed = text.trim();
  return parseBaseUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
}

/** The fields of a choice beside its address, and what is wrong if one cannot be used. */
const FIELDS = [
  ['clientId', 'bad-client-id'],
  ['scope', 'bad-scope'],
  ['deviceAuthorizationPath', 'bad-device-authorization-path'],
  ['tokenPath', 'bad-token-path'],
] as const satisfies readonly (readonly [keyof ServerChoice, ServerProblem])[];
