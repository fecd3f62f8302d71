/** Where a setting comes from: administrator, flags, environment, user settings, build defaults; the first that has one wins. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Locked, LockedBy } from '../../preload/api.ts';
import type { Flags, SettingProblem } from '../cli/flags.ts';
import { writeDurably } from '../files/durable.ts';
import { isObject, type Server } from '../oauth/protocol.ts';
import { judgeBaseUrl } from '../oauth/url.ts';
import { codeOf } from '../system/error-name.ts';
import type { Administered, Administration } from './policy/types.ts';
import { CHOICES } from './schema.ts';
import { wrongWith } from './server-fields.ts';

/** What a build knows before anybody configured it. A build for one organisation may name its server here. */
const BUILD_DEFAULTS = { serverUrl: null, clientId: 'transparenc-companion', scope: null };

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
    if (codeOf(error) === 'ENOENT') return {};
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
  /** Who has set it, where the window cannot change it. */
  readonly lockedBy: LockedBy | null;
  /** The client ID that is set for whatever server; null: the window may name one. */
  readonly clientId: Locked<string> | null;
  /** The flags and variables that say otherwise than the administrator, by name: they are not followed. */
  readonly overruled: readonly Outside[];
}

/** Where it is not known which server the administrator allows there is none: a token might go where the file would have forbidden it. */
export const NO_SERVER: ServerSetting = { server: null, lockedBy: 'administrator', clientId: null, overruled: [] };

/** Where a setting can come from, besides the files. */
export type Outside =
  | '--server-url'
  | '--client-id'
  | '--scope'
  | '--keep-without-keyring'
  | 'COMPANION_SERVER_URL'
  | 'COMPANION_CLIENT_ID'
  | 'COMPANION_SCOPE';

/** Joins the sources, each setting by itself. An empty environment variable counts as not set. */
export function chooseServer(
  flags: Flags,
  environment: Readonly<Record<string, string | undefined>>,
  settings: UserSettings,
  administration: Pick<Administration, 'file' | 'set'>,
): ServerSetting | SettingProblem {
  const set: Administered = administration.set;
  const outside = {
    url: given('--server-url', flags.values['server-url']) ?? fromEnvironment('COMPANION_SERVER_URL'),
    clientId: given('--client-id', flags.values['client-id']) ?? fromEnvironment('COMPANION_CLIENT_ID'),
    scope: given('--scope', flags.values.scope) ?? fromEnvironment('COMPANION_SCOPE'),
  };
  function fromEnvironment<Name extends Outside>(name: Name) {
    return given(name, environment[name] || undefined);
  }
  function chosen(field: keyof Administered & keyof UserSettings, from: Given | null, otherwise: string | null) {
    const fixed = set[field];
    if (typeof fixed === 'string') return given(`${field} in ${administration.file}`, fixed);
    const own = settings[field];
    return from ?? given(`${field} in settings.json`, typeof own === 'string' ? own : (otherwise ?? undefined));
  }
  const wanted = {
    serverUrl: chosen('serverUrl', outside.url, BUILD_DEFAULTS.serverUrl),
    clientId: chosen('clientId', outside.clientId, BUILD_DEFAULTS.clientId),
    scope: chosen('scope', outside.scope, BUILD_DEFAULTS.scope),
    deviceAuthorizationPath: chosen('deviceAuthorizationPath', null, '/api/v1/oauth/device-authorization/'),
    tokenPath: chosen('tokenPath', null, '/api/v1/oauth/token'),
  };
  for (const field of ['clientId', 'scope', 'deviceAuthorizationPath', 'tokenPath', 'serverUrl'] as const) {
    const value = wanted[field];
    const must = value && wrongWith(field, value.value);
    if (must) return { setting: value.from, must };
  }

  const overruled: readonly Outside[] = [
    ...otherThan(baseUrlOf(set.serverUrl), outside.url, baseUrlOf),
    ...otherThan(set.clientId, outside.clientId),
    ...otherThan(set.scope, outside.scope),
    ...(set.keepWithoutKeyring === false && flags.switches.has('keep-without-keyring')
      ? (['--keep-without-keyring'] as const)
      : []),
  ];
  const baseUrl = wanted.serverUrl && baseUrlOf(wanted.serverUrl.value);
  const clientId = lock(set.clientId, outside.clientId);
  if (!baseUrl) return { server: null, lockedBy: null, clientId, overruled };
  const server = {
    baseUrl,
    clientId: wanted.clientId?.value ?? BUILD_DEFAULTS.clientId,
    scope: wanted.scope?.value || null,
    deviceAuthorizationEndpoint: baseUrl + wanted.deviceAuthorizationPath?.value,
    tokenEndpoint: baseUrl + wanted.tokenPath?.value,
  };
  return { server, lockedBy: lock(set.serverUrl, outside.url)?.lockedBy ?? null, clientId, overruled };
}

/** What the administrator has set, or else whoever started the program. */
function lock(set: string | undefined, outside: Given<Outside> | null): Locked<string> | null {
  if (set !== undefined) return { value: set, lockedBy: 'administrator' };
  return outside && { value: outside.value, lockedBy: 'flag' };
}

/** The name of what was given from outside, where it is not what was set. */
function otherThan(
  set: string | undefined,
  outside: Given<Outside> | null,
  as = (text: string): string | undefined => text,
) {
  return set === undefined || !outside || as(outside.value) === set ? [] : [outside.from];
}

/** Without what makes no difference; undefined: no address. */
function baseUrlOf(text: string | undefined): string | undefined {
  const judged = text === undefined ? null : judgeBaseUrl(text);
  return judged && 'baseUrl' in judged ? judged.baseUrl : undefined;
}

/** Whether a client id may be used. */
export function isClientId(text: string): boolean {
  return wrongWith('clientId', text) === null;
}

interface Given<From extends string = string> {
  readonly from: From;
  readonly value: string;
}

function given<From extends string>(from: From, value: string | undefined): Given<From> | null {
  return value === undefined ? null : { from, value };
}
