/** What a command line asks of the app on the desktop: that of its own start, or of a second one. */
import type { Handlers } from '../../../preload/api.ts';
import type { Flags } from '../../cli/flags.ts';
import type { Commands } from '../../desktop/commands.ts';
import type { Account } from '../account-list/account-list.ts';
import type { Companion } from '../state/app-store.ts';
import { selectAmong } from '../account-list/select-account.ts';

/** What a start asks for. */
export type Asked = Pick<Flags, 'switches' | 'values'>;

export function createLaunch(parts: {
  readonly companion: Companion;
  readonly requests: Pick<Handlers, 'openAccount'>;
  readonly commands: Pick<Commands, 'show' | 'signIn'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): {
  /** Does what this start asks for. */
  begin(asked: Asked): void;
  /** Does what a second start asks for, which brings the window up, too. */
  again(asked: Asked): void;
} {
  const { companion, requests, commands, environment } = parts;

  /** The account that a command line means; null: there is none, or more than one. */
  function meant({ values }: Asked): Account | null {
    const account = values.account ?? (environment['COMPANION_ACCOUNT'] || null);
    const selected = selectAmong(companion.accounts.all(), { account, server: null });
    return selected.kind === 'account' ? selected.account.account : null;
  }

  return {
    begin(asked) {
      const account = meant(asked)?.id;
      if (account === undefined) return;
      if (asked.switches.has('sign-out')) companion.requests.signOut(account);
      else if (asked.switches.has('sign-in')) companion.requests.signIn(account);
    },
    again(asked) {
      void companion.tools()?.renew();
      if (!asked.switches.has('hidden')) commands.show();
      // A code that is on the screen already is not taken away.
      const account = meant(asked);
      if (!asked.switches.has('sign-in') || account?.session.state().kind === 'awaiting-approval') return;
      if (account) void commands.signIn(account.id);
      // Several accounts, and none is named: the user chooses.
      else void requests.openAccount(null);
    },
  };
}
