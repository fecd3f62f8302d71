/** Starts the app: sets this process's identity, defines the `electron` module, and loads the app's main module. */
import { mkdirSync, readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Application, findApplication, unpackApplication } from './application.ts';
import { readArguments } from './argv.ts';
import { notice } from './desktop/notice.ts';
import { atExit, giveUp, isLeaving } from './exit.ts';
import { distPath, executablePath } from './index.ts';
import { refuseSandboxAsRoot } from './sandbox.ts';
import { prepareShutdownSignals } from './signals.ts';
import { state } from './state.ts';

const require = createRequire(import.meta.url);

delete process.env['NODE_COMPILE_CACHE'];
const args = process.argv.slice(2);
const invocation = readArguments(args);
const asar = process.env['ELECTRON_STAND_IN_ASAR'];
const version = electronVersion();
for (const [name, value] of invocation.switches) state.switches.set(name, value);
if (process.env['ELECTRON_DISABLE_SANDBOX'] !== undefined) state.switches.set('no-sandbox', '');
refuseSandboxAsRoot(state.switches);

if (invocation.version && asar === undefined) {
  process.stdout.write(`v${version}\n`);
  process.exit(0);
}
notice('it runs this app in place of Electron, without tray icon, notifications, menus and keyring');
becomeElectron();
if (invocation.inspectPort !== null) inspector.open(invocation.inspectPort, '127.0.0.1');
await start().catch((error: unknown) => {
  const text = error instanceof Error ? error.stack : String(error);
  giveUp(`App threw an error during load\n${text}`, 1);
});

function electronVersion(): string {
  // Read the file instead of requiring it, because the package's main module looks for a binary.
  const manifest: unknown = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '0.0.0';
}

function becomeElectron(): void {
  process.argv = [executablePath, ...args];
  process.execPath = executablePath;
  define('versions', Object.freeze({ ...process.versions, electron: version, chrome: '0.0.0.0' }));
  define('type', 'browser');
  define('defaultApp', asar === undefined ? true : undefined);
  define('resourcesPath', asar === undefined ? join(distPath, 'resources') : dirname(resolve(asar)));
  const isSource = import.meta.filename.endsWith('.ts');
  const electron = {
    url: new URL(isSource ? 'exports.ts' : 'exports.js', import.meta.url).href,
    format: isSource ? 'module-typescript' : 'module',
    shortCircuit: true,
  };
  registerHooks({
    resolve(specifier, context, next) {
      if (/^electron(\/(main|common))?$/.test(specifier)) return electron;
      return specifier === 'original-fs' ? next('node:fs', context) : next(specifier, context);
    },
  });
}

function define(name: string, value: unknown): void {
  Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
}

async function start(): Promise<void> {
  const application = asar === undefined ? findApplication(invocation.app ?? '.') : await unpackApplication(asar);
  state.application = application;
  const { app, makeReady } = await import('./api/app.ts');
  const installShutdownSignals = prepareShutdownSignals(() => app.quit());
  // As in Electron's lib/browser/init.ts.
  define('exit', (code?: number) => {
    if (code !== undefined) process.exitCode = code;
    app.exit(Number(process.exitCode ?? 0));
  });
  makeUserDataFolder(app);
  for (const module of invocation.preloads) require(resolve(module));
  await load(application);
  installShutdownSignals();
  refuseSandboxAsRoot(state.switches);
  const { announceDefaultSession } = await import('./api/session.ts');
  announceDefaultSession();
  if (state.switches.has('remote-debugging-port') && !isLeaving()) {
    const { startBrowser } = await import('./chromium/browser.ts');
    await startBrowser(app.getPath('sessionData'));
  }
  makeReady();
  // An app runs until it quits, even if nothing is pending.
  setInterval(() => undefined, 2 ** 30);
}

/** `ready` waits for the main module, so a main module that waits for `ready` never ends. */
async function load({ main, isModule }: Application): Promise<void> {
  let loaded = false;
  atExit(() => {
    if (loaded || isLeaving()) return;
    process.stderr.write(
      'electron stand-in: the main module never finished loading. Does it await app.whenReady() at its top level? Electron hangs there.\n',
    );
    process.exitCode = 13;
  });
  if (isModule) await import(pathToFileURL(main).href);
  else require(main);
  loaded = true;
}

/** Creates the folder in `--user-data-dir` before the app's first line runs. If that fails, the standard folder is used. */
function makeUserDataFolder(app: { setPath(name: string, path: string): void }): void {
  const given = state.switches.get('user-data-dir');
  if (!given) return;
  const folder = resolve(given);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  } catch {
    // PathService::OverrideAndCreateIfNeeded has failed, and Electron goes on.
  }
}
