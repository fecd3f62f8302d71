/** The requests about servers: look for one, and choose the first account's. */
import type { ServerCheck, ServerChoice, ServerProblem, SessionState } from '../../../preload/api.ts';
import type { ConfiguredAccount } from '../../accounts/configured.ts';
import type { SettingProblem } from '../../cli/flags.ts';
import type { Server } from '../../oauth/protocol.ts';
import { type ServerSetting, serverOf } from '../../settings/resolve.ts';
import { type ChosenServer, parseNewServer, parseServerChoice } from '../../settings/server-choice.ts';
import type { UserFile, UserSettings } from '../../settings/user-settings.ts';
import type { Account, AccountList } from '../account-list/account-list.ts';
import type { ServerSettingStore } from './server-setting.ts';

export interface ServerRequestParts {
  readonly accounts: AccountList;
  readonly serverSetting: ServerSettingStore;
  readonly userFile: UserFile;
  /** The accounts that settings and policy name. */
  readonly configured: () => readonly ConfiguredAccount[];
  /** Resolves the server from these settings, flags, environment and policy. */
  readonly resolveServer: (settings: UserSettings) => ServerSetting | SettingProblem;
  /** Looks for a server. Changes nothing. */
  readonly checkServer: (server: Server) => Promise<ServerCheck>;
}

/** @param shown the account whose screen is open */
export function createServerRequests(parts: ServerRequestParts, shown: () => Account | null) {
  const { accounts, serverSetting, userFile, configured, resolveServer } = parts;

  /** The server from a choice on the first screen and all other settings, or why it can't be used. */
  function parseFirst(choice: ServerChoice): ChosenServer | ServerProblem {
    if (accounts.all().length > 0) return 'locked';
    return parseServerChoice(choice, serverSetting.current(), userFile.current(), resolveServer);
  }

  /** The server for a new account, or why it can't be used. */
  function parseAdded(choice: ServerChoice): Server | ServerProblem {
    const fields = parseNewServer(choice);
    return typeof fields === 'string' ? fields : (serverOf(fields) ?? 'not-an-address');
  }

  return {
    async checkServer(choice: ServerChoice): Promise<ServerCheck> {
      const server = accounts.all().length > 0 ? parseAdded(choice) : parseFirst(choice);
      if (typeof server === 'string') return { kind: 'refused', problem: server };
      return parts.checkServer('server' in server ? server.server : server);
    },
    async useServer(choice: ServerChoice, next: 'sign-in' | 'wait'): Promise<ServerProblem | null> {
      const parsed = parseFirst(choice);
      if (typeof parsed === 'string') return parsed;
      if (!(await serverSetting.take(parsed))) return 'not-saved';
      accounts.configure(configured());
      const account = shown();
      void account?.session.start().then(() => {
        const isStillShown = shown()?.session === account.session;
        if (next === 'sign-in' && isStillShown && account.session.state().kind === 'signed-out')
          void accounts.signIn(account.id);
      });
      return null;
    },
    /** Lets users correct a mistyped server while no one is signed in. Keeps a stored sign-in. */
    changeServer() {
      const [account, second] = accounts.all();
      if (!account || second || account.lockedBy || !mayLeave(account.session.state())) return;
      if (!serverSetting.current().server) return void accounts.remove(account.id);
      account.session.dismiss();
      // An account that isn't shown sends nothing by itself.
      void account.session.finish();
      serverSetting.leave();
      accounts.configure(configured());
    },
  };
}

function mayLeave(state: SessionState): boolean {
  return (
    ['signed-out', 'needs-you', 'storage-unreadable'].includes(state.kind) ||
    (state.kind === 'failed' && !state.signedInAs)
  );
}
