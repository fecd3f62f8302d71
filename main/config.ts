/** Where a setting comes from: flags, environment, user settings, build defaults; the first that has one wins. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { CHOICES } from './choices.ts';
import type { Flags, SettingProblem } from './flags.ts';
import { type AddressProblem, judgeBaseUrl } from './oauth/address.ts';
import { isObject, type Server } from './oauth/protocol.ts';
import { writeDurably } from './vault/durable.ts';

/** What a build knows before anybody configured it. A build for one organisation may name its server here. */
const BUILD_DEFAULTS = { serverUrl: null, clientId: 'transparenc-companion', scope: null };

/** RFC 6749 Appendix A: client_id is VSCHAR, a scope is tokens without quotes or backslashes. */
const CLIENT_ID = /^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/;
const SCOPE = /^([\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*)?$/;
const PATH = /^\/[\x21-\x7e]*$/;

const TEXT = v.optional(v.string('be text'));

/** `settings.json` in the profile (what it holds besides is kept): what the window wrote, or a person with an editor. */
const UserSettings = v.looseObject({
  serverUrl: TEXT,
  clientId: TEXT,
  scope: TEXT,
  deviceAuthorizationPath: TEXT,
  tokenPath: TEXT,
  ...v.partial(v.object(CHOICES)).entries,
});
export type UserSettings = v.InferOutput<typeof UserSettings>;

/** Reads the user's settings. A file that cannot be read or understood is a problem by its name, and stays as it is. */
export async function readUserSettings(profile: string): Promise<UserSettings | SettingProblem> {
  const file = join(profile, SETTINGS_FILE);
  let text: string;
  try {
    // A pipe would be waited for, without end.
    if (!(await stat(file)).isFile()) return { setting: file, must: 'be a readable file' };
    // Editors on Windows begin a file with a byte order mark, which is no JSON.
    text = (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    return { setting: file, must: 'be a readable file' };
  }
  const json = v.safeParse(v.pipe(v.string(), v.parseJson(), v.custom(isObject), UserSettings), text);
  if (json.success) return json.output;
  const [{ path, message }] = json.issues;
  const name = path?.map((part) => String(part.key)).join('.');
  return { setting: name ? `${name} in ${file}` : file, must: name ? message : 'hold a JSON object' };
}

/** Writes the user's settings, whole and durably. */
export async function writeUserSettings(profile: string, settings: UserSettings): Promise<void> {
  await writeDurably(join(profile, SETTINGS_FILE), `${JSON.stringify(settings, null, 2)}\n`);
}

const SETTINGS_FILE = 'settings.json';

/** Which server to use, and whether that is fixed from outside; `server` null: the first screen asks. */
export interface ServerSetting {
  readonly server: Server | null;
  /** Set by a flag or the environment: the window cannot change it. */
  readonly locked: boolean;
}

/** Joins the sources, each setting by itself. An empty environment variable counts as not set. */
export function chooseServer(
  flags: Flags,
  environment: Readonly<Record<string, string | undefined>>,
  settings: UserSettings,
): ServerSetting | SettingProblem {
  const outside = {
    url: given('--server-url', flags.values['server-url']) ?? fromEnvironment('COMPANION_SERVER_URL'),
    clientId: given('--client-id', flags.values['client-id']) ?? fromEnvironment('COMPANION_CLIENT_ID'),
    scope: given('--scope', flags.values.scope) ?? fromEnvironment('COMPANION_SCOPE'),
  };
  function fromEnvironment(name: string) {
    return given(name, environment[name] || undefined);
  }
  const url =
    outside.url ?? given('serverUrl in settings.json', settings.serverUrl ?? BUILD_DEFAULTS.serverUrl ?? undefined);
  const clientId = outside.clientId ?? given('clientId in settings.json', settings.clientId ?? BUILD_DEFAULTS.clientId);
  const scope = outside.scope ?? given('scope in settings.json', settings.scope ?? BUILD_DEFAULTS.scope ?? undefined);

  if (clientId && !CLIENT_ID.test(clientId.value))
    return { setting: clientId.from, must: 'be 1 to 200 printable ASCII characters' };
  if (scope && !SCOPE.test(scope.value))
    return { setting: scope.from, must: 'be scope names separated by single spaces' };
  const paths = {
    deviceAuthorization: settings.deviceAuthorizationPath ?? '/api/v1/oauth/device-authorization/',
    token: settings.tokenPath ?? '/api/v1/oauth/token',
  };
  for (const [name, path] of Object.entries(paths))
    if (!PATH.test(path)) return { setting: `${name}Path in settings.json`, must: 'start with / and have no spaces' };
  if (!url) return { server: null, locked: false };

  const judged = judgeBaseUrl(url.value);
  if ('problem' in judged) return { setting: url.from, must: MUST[judged.problem] };
  const server = {
    baseUrl: judged.baseUrl,
    clientId: clientId?.value ?? BUILD_DEFAULTS.clientId,
    scope: scope?.value || null,
    deviceAuthorizationEndpoint: judged.baseUrl + paths.deviceAuthorization,
    tokenEndpoint: judged.baseUrl + paths.token,
  };
  return { server, locked: outside.url !== null };
}

/** Whether a client id may be used. */
export function isClientId(text: string): boolean {
  return CLIENT_ID.test(text);
}

const MUST: Readonly<Record<AddressProblem, string>> = {
  'not-an-address': 'be an address such as https://login.example.org',
  'not-https': 'start with https:// (http:// only for this computer itself)',
  'has-password': 'not have a user or password in it',
};

interface Given {
  readonly from: string;
  readonly value: string;
}

function given(from: string, value: string | undefined): Given | null {
  return value === undefined ? null : { from, value };
}
