import { join } from 'node:path';
import { app, BrowserWindow, net, protocol } from 'electron';
import { pathToFileURL } from 'node:url';

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
void app.whenReady().then(async () => {
  protocol.handle('app', (request) => {
    const { pathname } = new URL(request.url);
    return net.fetch(pathToFileURL(join(import.meta.dirname, '../renderer', pathname)).href);
  });
  const window = new BrowserWindow({ webPreferences: { preload: join(import.meta.dirname, '../preload/index.cjs'), sandbox: true } });
  await window.loadURL('app://companion/index.html');
});
