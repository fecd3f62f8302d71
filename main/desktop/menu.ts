import type { MenuItemConstructorOptions } from 'electron';

/** The key for the settings, on every system. Where there is no application menu, the window listens for it. */
const SETTINGS_KEY = 'CommandOrControl+,';

/**
 * The application menu, for `Menu.setApplicationMenu`: null where windows need none, which also saves building it.
 * On macOS the menu bar is always there, and ⌘C, ⌘V and ⌘Q work only if it holds them.
 */
export function applicationMenu(
  platform: NodeJS.Platform,
  own: Readonly<Record<'about' | 'settings', { readonly label: string; readonly open: () => void }>>,
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  const items: MenuItemConstructorOptions[] = [
    { label: own.about.label, click: own.about.open },
    { type: 'separator' },
    { label: own.settings.label, accelerator: SETTINGS_KEY, click: own.settings.open },
    { type: 'separator' },
    { role: 'services' },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    { role: 'quit' },
  ];
  return [{ role: 'appMenu', submenu: items }, { role: 'editMenu' }, { role: 'windowMenu' }];
}
