/** The smallest app that needs what ours needs of a runtime: `ready`, and with `--window` a sandboxed page that loads. */
const { app, BrowserWindow } = require('electron');

/** No other way for a program to end has this exit code: see ../probe.ts. */
const STARTED = 86;

// As the app itself does, with the same condition: enableSandbox() would take --no-sandbox away again.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.on('window-all-closed', () => {});

app
  .whenReady()
  .then(async () => {
    if (!process.argv.includes('--window')) return;
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
    await window.loadURL('data:text/html,<p>probe');
    window.destroy();
  })
  .then(
    () => app.exit(STARTED),
    (error) => {
      process.stderr.write(`${error}\n`);
      app.exit(1);
    },
  );
