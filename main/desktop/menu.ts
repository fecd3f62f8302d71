import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { DesktopWords } from '../../locales/parts/desktop.ts';
import type { Commands } from './commands.ts';

/** The key for the settings, on every system. If there is no application menu, the window listens for it. */
const SETTINGS_KEY = 'CommandOrControl+,';

/**
 * The application menu, for `Menu.setApplicationMenu`: null if windows need none, which also saves building it.
 * On macOS the menu bar is always there, and ⌘C, ⌘V and ⌘Q work only if it holds them. What an item does comes from
 * its role; its label does not, for Electron knows the roles in English only.
 */
export function applicationMenu(
  platform: NodeJS.Platform,
  own: Readonly<Record<'about' | 'settings', { readonly label: string; readonly open: () => void }>> & {
    readonly quit: () => void;
  },
  { app, edit, window }: DesktopWords['mac'],
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  const items: MenuItemConstructorOptions[] = [
    { label: own.about.label, click: own.about.open },
    { type: 'separator' },
    { label: own.settings.label, accelerator: SETTINGS_KEY, click: own.settings.open },
    { type: 'separator' },
    { role: 'services', label: app.services },
    { type: 'separator' },
    { role: 'hide', label: app.hide },
    { role: 'hideOthers', label: app.hideOthers },
    { role: 'unhide', label: app.unhide },
    { type: 'separator' },
    // Not by its role, which quits without a question; a log-off does not come this way.
    { label: app.quit, accelerator: 'Command+Q', click: own.quit },
  ];
  const editing: MenuItemConstructorOptions[] = [
    { role: 'undo', label: edit.undo },
    { role: 'redo', label: edit.redo },
    { type: 'separator' },
    { role: 'cut', label: edit.cut },
    { role: 'copy', label: edit.copy },
    { role: 'paste', label: edit.paste },
    { role: 'selectAll', label: edit.selectAll },
  ];
  const windows: MenuItemConstructorOptions[] = [
    { role: 'minimize', label: window.minimize },
    { role: 'zoom', label: window.zoom },
    { role: 'close', label: window.close },
    { type: 'separator' },
    { role: 'front', label: window.front },
  ];
  return [
    { role: 'appMenu', submenu: items },
    { role: 'editMenu', label: edit.menu, submenu: editing },
    { role: 'windowMenu', label: window.menu, submenu: windows },
  ];
}

/** Draws the application menu, and again in each language that is chosen. */
export function drawApplicationMenu(parts: {
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  readonly platform: NodeJS.Platform;
  readonly words: () => Pick<DesktopWords, 'menu' | 'settings' | 'mac'>;
  readonly onLanguage: (listener: () => void) => unknown;
  readonly commands: Pick<Commands, 'settings' | 'about' | 'quit'>;
}): void {
  const { Menu, platform, words, onLanguage, commands } = parts;
  const draw = () => {
    const { menu, settings, mac } = words();
    const own = {
      settings: { label: menu.settings, open: commands.settings },
      about: { label: settings.about.open, open: commands.about },
      quit: () => void commands.quit(),
    };
    const items = applicationMenu(platform, own, mac);
    if (items) Menu.setApplicationMenu(Menu.buildFromTemplate(items));
  };
  draw();
  onLanguage(draw);
}
