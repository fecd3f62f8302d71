/** What `electron` exports. `require` and `import` both end here. */
import type Electron from 'electron';
import { app } from './api/app.ts';
import { BrowserWindow } from './api/browser-window.ts';
import { ipcMain } from './api/ipc-main.ts';
import { Menu, MenuItem } from './api/menu.ts';
import { nativeImage } from './api/native-image.ts';
import { nativeTheme } from './api/native-theme.ts';
import { net } from './api/net.ts';
import { Notification } from './api/notification.ts';
import { protocol } from './api/protocol.ts';
import { safeStorage } from './api/safe-storage.ts';
import { session } from './api/session.ts';
import { clipboard, dialog, powerMonitor, screen, shell, systemPreferences } from './api/system.ts';
import { Tray } from './api/tray.ts';
import { WebContents } from './api/web-contents.ts';
import { guard } from './guard.ts';

/** Names that Electron itself does not export to the main process. */
const LACKING = ['ipcRenderer', 'contextBridge', 'webFrame', 'remote', '__esModule'];

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray,
  webContents: WebContents,
} satisfies { [Name in keyof typeof Electron]?: object };

const whole = guard('electron', electron, LACKING);

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray,
  WebContents as webContents,
  whole as default,
  // What `require` gets.
  whole as 'module.exports',
};
