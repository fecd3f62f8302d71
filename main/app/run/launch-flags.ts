/** Carries out what the command line asks of the desktop app, on its own launch and on a second one. */
import type { Handlers } from '../../../preload/api.ts';
import type { Flags } from '../../cli/flags.ts';
import { wantedAccount } from '../../cli/wanted-account.ts';
import type { Commands } from '../../desktop/commands.ts';
import type { Account } from '../account-list/account-list.ts';
import { selectAmong } from '../account-list/select-account.ts';
import type { Companion } from '../state/app-store.ts';

/** The flags of a launch. */
export type LaunchRequest = Pick<Flags, 'switches' | 'values'>;

export function createLaunch(parts: {
  readonly companion: Companion;
  readonly requests: Pick<Handlers, 'openAccount'>;
  readonly commands: Pick<Commands, 'show' | 'signIn'>;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
}) {
  const { companion, requests, commands, environment } = parts;

  /** The account with that name, or the only one; null if none or several match. */
  function select(account: string | null): Account | null {
    const selected = selectAmong(companion.accounts.all(), { account, server: null });
    return selected.kind === 'account' ? selected.account.account : null;
  }

  return {
    /** Carries out the first launch's flags. */
    begin(asked: LaunchRequest): void {
      const account = select(wantedAccount(asked.values, environment))?.id;
      if (account === undefined) return;
      if (asked.switches.has('sign-out')) companion.requests.signOut(account);
      else if (asked.switches.has('sign-in')) companion.requests.signIn(account);
    },
    /** Carries out a second launch's flags, and brings up the window. */
    secondLaunch(asked: LaunchRequest): void {
      void companion.tools()?.renew();
      if (!asked.switches.has('hidden')) commands.show();
      // That launch has read its own environment (second-launch.ts).
      const account = select(asked.values.account ?? null);
      // Keep a code that is already on the screen.
      if (!asked.switches.has('sign-in') || account?.session.state().kind === 'awaiting-approval') return;
      if (account) void commands.signIn(account.id);
      // Several accounts match, so let the user choose.
      else void requests.openAccount(null);
    },
  };
}
