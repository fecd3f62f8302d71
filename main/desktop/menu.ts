import type { MenuItemConstructorOptions } from 'electron';

/**
 * The application menu, for `Menu.setApplicationMenu`: null where windows need none, which also saves building it.
 * On macOS the menu bar is always there, and ⌘C, ⌘V and ⌘Q work only if it holds them.
 */
export function applicationMenu(platform: NodeJS.Platform): MenuItemConstructorOptions[] | null {
  return platform === 'darwin' ? [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] : null;
}
