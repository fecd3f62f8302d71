/** Loaded with `-r` before the app, on Electron and on its stand-in alike; the app does not know of it. */
// Required here, and not imported where it is used: only CommonJS gets Electron's own objects before the app does.
const electron: typeof import('electron') = require('electron');
const { install }: typeof import('./control.ts') = require('./control.ts');

const options: import('./options.ts').RecorderOptions = JSON.parse(
  process.env['COMPANION_RECORDER'] ?? '{"keychain":null,"administratorsFile":null,"desktop":false,"printed":null}',
);
install(electron, options);
if (options.program !== undefined) process.execPath = options.program;
delete process.env['COMPANION_RECORDER'];
