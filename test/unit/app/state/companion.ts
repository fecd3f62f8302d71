/** The app's state over memory: settings, accounts and a network that is down. */
import { configuredAccounts, mayAddAccount } from '../../../../main/accounts/configured.ts';
import { createAccountList } from '../../../../main/app/account-list/account-list.ts';
import { createAppStore } from '../../../../main/app/state/app-store.ts';
import { createServerSetting } from '../../../../main/app/state/server-setting.ts';
import type { InstalledCommand } from '../../../../main/desktop/installed-command.ts';
import { createProxyPasswords } from '../../../../main/net/proxy-passwords.ts';
import type { Server } from '../../../../main/oauth/protocol.ts';
import type { PolicySettings } from '../../../../main/settings/policy/schema.ts';
import { resolveServer } from '../../../../main/settings/resolve.ts';
import { NO_DESKTOP, openSettings } from '../../../../main/settings/settings-store.ts';
import { createUserFile, type UserSettings } from '../../../../main/settings/user-settings.ts';
import { createEvent } from '../../../../main/time/event.ts';
import type { LockedBy, PolicyProblem, ServerChoice, ServerFields } from '../../../../preload/api.ts';
import { SYSTEM, serverFields } from '../../../renderer/snapshots.ts';
import { memoryVault, sessionOver } from '../../session/parts.ts';

const NO_FLAGS = { values: {}, switches: new Set<never>(), unknown: [], foreign: [] };

export const NO_NETWORK = {
  kind: 'unreachable',
  because: { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' },
} as const;

/** A choice with the scope from the settings. */
export function choice(url: string, more: Partial<ServerChoice> = {}): ServerChoice {
  return { url, clientId: null, scope: 'openid', deviceAuthorizationPath: null, tokenPath: null, ...more };
}

export async function companion({
  lockedBy = null as LockedBy | null,
  fields = {} as Partial<ServerFields>,
  known = null as Server | null,
  vault = memoryVault(),
  saves = true,
  managed = {} as PolicySettings,
  policyProblem = null as PolicyProblem | null,
  installedCommand = null as InstalledCommand | null,
} = {}) {
  const saved: UserSettings[] = [];
  const opened: string[] = [];
  const proxy = createProxyPasswords();
  let over: ReturnType<typeof sessionOver> | null = null;
  const userFile = createUserFile(
    { scope: 'openid' },
    {
      read: async () => saved.at(-1) ?? { scope: 'openid' },
      async write(all) {
        if (!saves) throw new Error('disk full');
        saved.push(all);
      },
    },
  );
  const diagnosed: (string | null)[] = [];
  const checked: string[] = [];
  const checkedServers: string[] = [];
  const changes = createEvent();
  const chosen = await openSettings({
    userFile,
    flags: NO_FLAGS,
    managed,
    desktop: NO_DESKTOP,
    onChange: changes.emit,
  });
  const resolve = (userFile: UserSettings) => resolveServer(NO_FLAGS, {}, userFile, { file: '', managed });
  const first = { server: known, lockedBy, fields: serverFields(fields), overruled: [] };
  const serverSetting = createServerSetting({ setting: first, userFile, resolve });
  const configured = () => configuredAccounts(serverSetting.current(), managed, () => undefined);
  const accounts = createAccountList({
    loaded: () => ({ kind: 'records', records: [] }),
    load: async () => undefined,
    configured,
    file: { save: async () => undefined },
    mayAdd: () => true,
    openSession: ({ server: chosen }) => {
      opened.push(`${chosen.baseUrl} ${chosen.clientId}`);
      over = sessionOver({ vault: opened.length === 1 ? vault : memoryVault(), onChange: changes.emit });
      return {
        session: over.session,
        tools: { read: async () => null, write: async () => false },
        noteAccounts: async () => {},
      };
    },
    unconfigure: async () => configured(),
    changed: changes.emit,
  });
  const made = createAppStore({
    changes,
    serverSetting,
    accounts,
    configured,
    mayAddAccount: () => mayAddAccount(serverSetting.current(), managed),
    missingAccounts: () => 0,
    limits: { maxAgeMs: null, lockedMs: null },
    policyProblem,
    unknownFlags: [],
    unknownSettings: [],
    userFile,
    settings: { ...chosen, check: async () => void checked.push('checked') },
    system: SYSTEM,
    computer: 'ada-thinkpad',
    version: '0.1.0',
    languageFor: () => 'en',
    systemLocale: 'en-GB',
    resolveServer: resolve,
    checkServer: async ({ baseUrl, clientId, automatic }) => {
      checkedServers.push(`${baseUrl} ${clientId} ${automatic.join()}`);
      return NO_NETWORK;
    },
    proxy,
    updates: { kind: 'off', by: 'build' },
    doctor: {
      current: () => null,
      diagnose: ({ server }) => void diagnosed.push(server?.baseUrl ?? null),
    },
    installedCommand,
  });
  const open = () => accounts.all()[0]?.session ?? null;
  return { ...made, open, saved, opened, diagnosed, checked, checkedServers, proxy, last: () => over };
}
