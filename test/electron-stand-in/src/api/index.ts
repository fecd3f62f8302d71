/** Everything that is implemented, by the names that Electron exports. */
export { app } from './app.ts';
export { BaseWindow } from './base-window.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, MenuItem } from './menu.ts';
export { nativeImage } from './native-image.ts';
export { nativeTheme } from './native-theme.ts';
export { net } from './net.ts';
export { Notification } from './notification.ts';
export { protocol } from './protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { session } from './session.ts';
export { clipboard, dialog, powerMonitor, screen, shell, systemPreferences } from './system.ts';
export { Tray } from './tray.ts';
export { WebContents as webContents } from './web-contents.ts';
