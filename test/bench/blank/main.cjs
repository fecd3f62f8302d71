/** The minimal app to compare with: a window with the options of main/desktop/window.ts and a page of one word. */
const { join } = require('node:path');
const { app, BrowserWindow, Menu } = require('electron');

const profile = process.argv.find((arg) => arg.startsWith('--user-data-dir='));
if (profile) app.setPath('userData', profile.slice('--user-data-dir='.length));
// Root runs without a sandbox, as in main/desktop/hardening.ts.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.on('window-all-closed', () => {});
Menu.setApplicationMenu(null);
app.whenReady().then(() => {
  if (process.argv.includes('--hidden')) return;
  const window = new BrowserWindow({
    width: 480,
    height: 720,
    minWidth: 360,
    minHeight: 560,
    show: false,
    title: app.getName(),
    backgroundColor: '#f5f5f6',
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(__dirname, 'index.html'));
});
