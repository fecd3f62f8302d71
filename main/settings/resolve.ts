/** Resolves the server from all sources: administrator, flags, environment, user settings, build defaults, in this order. */
import type { LockedBy, ServerFields, Setting } from '../../preload/api.ts';
import type { Flags, SettingProblem } from '../cli/flags.ts';
import type { Server } from '../oauth/protocol.ts';
import { parseBaseUrl } from '../oauth/url.ts';
import type { Policy, PolicySettings } from './policy/schema.ts';
import { FIELDS, type Field, fieldsOf, type ServerFieldValues, violatedRule } from './server-fields.ts';
import type { UserSettings } from './user-settings.ts';

/** Defaults of the build. A build for one organization may name its server here. */
const BUILD_DEFAULTS = {
  serverUrl: null,
  clientId: 'transparenc-companion',
  deviceAuthorizationPath: '/api/v1/oauth/device-authorization/',
  tokenPath: '/api/v1/oauth/token',
};

/** The server to use, and who set it. If `server` is null, the first screen asks for it. */
export interface ServerSetting {
  readonly server: Server | null;
  /** Who set it, if the user can't change it; else null. */
  readonly lockedBy: LockedBy | null;
  /** The values of the first screen's fields, and who has locked them. */
  readonly fields: ServerFields;
  /** The names of flags and variables that contradict the administrator, and are ignored. */
  readonly overruled: readonly Outside[];
}

/** No server. Used if it's unknown which server the administrator allows, because any other might be forbidden. */
export const NO_SERVER: ServerSetting = {
  server: null,
  lockedBy: 'administrator',
  fields: fieldsOf(() => ({ value: null, lockedBy: 'administrator' })),
  overruled: [],
};

/**
 * Combines the sources for each setting separately. An empty environment variable counts as not set.
 * @param settingsFile how a problem names the file of the user settings
 */
export function resolveServer(
  flags: Flags,
  environment: Readonly<NodeJS.ProcessEnv>,
  settings: UserSettings,
  policy: Pick<Policy, 'file' | 'managed'>,
  settingsFile = 'settings.json',
): ServerSetting | SettingProblem {
  const managed: PolicySettings = policy.managed;
  const outside = fieldsOf((field) => {
    const { flag, variable } = OUTSIDE[field];
    return given(`--${flag}`, flags.values[flag]) ?? given(variable, environment[variable] || undefined);
  });
  const chosen = fieldsOf((field): Given | null => {
    const fixed = managed[field];
    if (fixed !== undefined) return given(`${field} in ${policy.file}`, fixed);
    return outside[field] ?? given(`${field} in ${settingsFile}`, settings[field]);
  });
  for (const field of FIELDS) {
    const value = chosen[field];
    const must = value && violatedRule(field, value.value);
    if (must) return { setting: value.from, must };
  }

  const overruled: readonly Outside[] = [
    ...FIELDS.flatMap((field) => {
      const [fixed, other] = [managed[field], outside[field]];
      if (fixed === undefined || !other) return [];
      return (field === 'serverUrl' ? baseUrlOf(other.value) : other.value) === fixed ? [] : [other.from];
    }),
    ...(outside.serverUrl && isForbidden(outside.serverUrl.value, managed) ? [outside.serverUrl.from] : []),
    ...(managed.keepWithoutKeyring === false && flags.switches.has('keep-without-keyring')
      ? (['--keep-without-keyring'] as const)
      : []),
  ];
  const fields = fieldsOf(
    (field): Setting<string | null> => ({
      value: chosen[field]?.value ?? null,
      lockedBy: managed[field] !== undefined ? 'administrator' : outside[field] && 'flag',
    }),
  );
  const serverUrl = chosen.serverUrl?.value ?? BUILD_DEFAULTS.serverUrl;
  const server = serverUrl === null ? null : serverOf({ ...fieldsOf((field) => chosen[field]?.value), serverUrl });
  return { server, lockedBy: server && fields.serverUrl.lockedBy, fields, overruled };
}

/** Whether the administrator forbids accounts on this server. */
function isForbidden(serverUrl: string, { otherAccounts, serverUrl: own, accounts = [] }: PolicySettings): boolean {
  if (otherAccounts !== false || own !== undefined) return false;
  return !accounts.some((account) => baseUrlOf(account.serverUrl) === baseUrlOf(serverUrl));
}

/** The server with these fields; null if the URL is invalid. */
export function serverOf(values: ServerFieldValues): Server | null {
  const { clientId, scope, deviceAuthorizationPath, tokenPath } = values;
  const baseUrl = baseUrlOf(values.serverUrl);
  if (baseUrl === undefined) return null;
  return {
    baseUrl,
    clientId: clientId ?? BUILD_DEFAULTS.clientId,
    scope: scope || null,
    deviceAuthorizationEndpoint: baseUrl + (deviceAuthorizationPath ?? BUILD_DEFAULTS.deviceAuthorizationPath),
    tokenEndpoint: baseUrl + (tokenPath ?? BUILD_DEFAULTS.tokenPath),
    automatic: [
      // An empty scope counts as set: no scope is requested then.
      ...(scope === undefined ? (['scope'] as const) : []),
      ...(deviceAuthorizationPath === undefined ? (['deviceAuthorizationEndpoint'] as const) : []),
      ...(tokenPath === undefined ? (['tokenEndpoint'] as const) : []),
    ],
  };
}

/** The flag and the environment variable for each field. */
const OUTSIDE = {
  serverUrl: { flag: 'server-url', variable: 'COMPANION_SERVER_URL' },
  clientId: { flag: 'client-id', variable: 'COMPANION_CLIENT_ID' },
  scope: { flag: 'scope', variable: 'COMPANION_SCOPE' },
  deviceAuthorizationPath: {
    flag: 'device-authorization-path',
    variable: 'COMPANION_DEVICE_AUTHORIZATION_PATH',
  },
  tokenPath: { flag: 'token-path', variable: 'COMPANION_TOKEN_PATH' },
} as const satisfies Record<Field, { readonly flag: string; readonly variable: string }>;

/** The names of flags and environment variables. */
export type Outside =
  | `--${(typeof OUTSIDE)[Field]['flag']}`
  | (typeof OUTSIDE)[Field]['variable']
  | '--keep-without-keyring';

/** The server that flags alone name, for a new account; null if there are none. */
export function serverOfFlags({ values }: Flags): ServerFieldValues | SettingProblem | null {
  const given = fieldsOf((field) => values[OUTSIDE[field].flag]);
  for (const field of FIELDS) {
    const value = given[field];
    const must = value === undefined ? null : violatedRule(field, value);
    if (must) return { setting: `--${OUTSIDE[field].flag}`, must };
  }
  const { serverUrl, ...others } = given;
  return serverUrl === undefined ? null : { serverUrl, ...others };
}

/** The flags without those that name a server, if these are for a new account. */
export function withoutServer(flags: Flags): Flags {
  const names: readonly string[] = FIELDS.map((field) => OUTSIDE[field].flag);
  const values = Object.fromEntries(Object.entries(flags.values).filter(([name]) => !names.includes(name)));
  return { ...flags, values };
}

/** The normalized base URL; undefined if invalid. */
function baseUrlOf(text: string | undefined): string | undefined {
  const parsed = text === undefined ? null : parseBaseUrl(text);
  return parsed && 'baseUrl' in parsed ? parsed.baseUrl : undefined;
}

interface Given<From extends string = string> {
  readonly from: From;
  readonly value: string;
}

function given<From extends string>(from: From, value: string | undefined): Given<From> | null {
  return value === undefined ? null : { from, value };
}
