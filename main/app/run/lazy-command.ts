/** The command on PATH. Its code is loaded when the settings are opened, or once the window is painted. */
import type { createInstalledCommand, InstalledCommand } from '../../desktop/installed-command.ts';

export function lazyCommand(parts: Parameters<typeof createInstalledCommand>[0]): InstalledCommand {
  const command = async () => {
    const { createInstalledCommand } = await import('../../desktop/installed-command.ts');
    return createInstalledCommand(parts);
  };
  return {
    state: async () => (await command()).state(),
    install: async () => (await command()).install(),
    remove: async () => (await command()).remove(),
    keepCurrent: async () => (await command()).keepCurrent(),
  };
}
