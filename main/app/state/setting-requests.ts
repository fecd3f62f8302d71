/** The requests about settings and the command on PATH, and their results. */
import type { CommandState, SettingChange, SettingChangeProblem, Snapshot } from '../../../preload/api.ts';
import type { InstalledCommand } from '../../desktop/installed-command.ts';
import type { SettingsStore } from '../../settings/settings-store.ts';
import type { AccountList } from '../account-list/account-list.ts';

/** @param parts.changed publishes a new snapshot */
export function createSettingRequests(parts: {
  readonly accounts: Pick<AccountList, 'sessions'>;
  readonly settings: SettingsStore;
  /** Null if this run has no window to show it. */
  readonly installedCommand: InstalledCommand | null;
  readonly changed: () => void;
}) {
  const { accounts, settings, installedCommand, changed } = parts;
  let refusedChange: Snapshot['refusedChange'] = null;
  let command: CommandState = { kind: 'not-offered' };

  async function showCommand(becoming: Promise<CommandState> | undefined) {
    command = (await becoming) ?? command;
    changed();
  }

  return {
    shown: () => ({ refusedChange, command }),
    /** The settings page was opened: reads again what may have changed elsewhere. */
    opened() {
      void settings.check();
      void showCommand(installedCommand?.state());
    },
    /** The user moved on, so the message about a refused change goes. */
    forgetRefusal() {
      refusedChange = null;
    },
    keepCommand: () => showCommand(installedCommand?.keepCurrent()),
    requests: {
      async changeSetting(choice: SettingChange): Promise<SettingChangeProblem | null> {
        const problem = await settings.changeSetting(choice);
        refusedChange = problem && { name: choice.name, problem };
        changed();
        if (!problem && choice.name === 'keepWithoutKeyring')
          for (const session of accounts.sessions()) void session.keepAsChosen();
        return problem;
      },
      installCommand: () => showCommand(installedCommand?.install()),
      removeCommand: () => showCommand(installedCommand?.remove()),
    },
  };
}
