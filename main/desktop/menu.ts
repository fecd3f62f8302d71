/**
 * The application menu of macOS, where the menu bar is always visible, and ⌘C, ⌘V and ⌘Q work only if the menu has them.
 * Items have roles but their own labels, because Electron's are only in English.
 */
import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { DesktopWords } from '../../locales/chunks/desktop.ts';
import type { Commands } from './commands.ts';

/** The keyboard shortcut for the settings on all systems. Without an application menu, the window handles it. */
const SETTINGS_KEY = 'CommandOrControl+,';

export function applicationMenu(
  own: Readonly<Record<'about' | 'settings', { readonly label: string; readonly open: () => void }>> & {
    readonly quit: () => void;
  },
  { app, edit, window }: DesktopWords['mac'],
): MenuItemConstructorOptions[] {
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
    // Not with the `quit` role, which doesn't ask first. Log-offs don't use this item.
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

/** Sets the application menu, and again when the language changes. */
export function drawApplicationMenu(parts: {
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  readonly words: () => DesktopWords;
  readonly onLanguage: (listener: () => void) => unknown;
  readonly commands: Pick<Commands, 'settings' | 'about' | 'quit'>;
}): void {
  const { Menu, words, onLanguage, commands } = parts;
  const draw = () => {
    const { menu, settings, mac } = words();
    const own = {
      settings: { label: menu.settings, open: commands.settings },
      about: { label: settings.about.open, open: commands.about },
      quit: () => void commands.quit(),
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(own, mac)));
  };
  draw();
  onLanguage(draw);
}
