/** Starts the app: who this process says it is, what `electron` means in it, then the app's own main module. */
import { readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Application, findApplication, unpackApplication } from './application.ts';
import { readArguments } from './argv.ts';
import { atExit, giveUp, isLeaving } from './exit.ts';
import { state } from './state.ts';

const executable = join(import.meta.dirname, 'electron');
const require = createRequire(import.meta.url);

delete process.env['NODE_COMPILE_CACHE'];
const args = process.argv.slice(2);
const invocation = readArguments(args);
const asar = process.env['ELECTRON_STAND_IN_ASAR'];
const version = electronVersion();

if (invocation.version && asar === undefined) {
  process.stdout.write(`v${version}\n`);
  process.exit(0);
}
process.stderr.write('This is the Electron stand-in, not Electron: Node and Chromium of this machine run the app.\n');
becomeElectron();
if (invocation.inspectPort !== null) inspector.open(invocation.inspectPort, '127.0.0.1');
await start().catch((error: unknown) => {
  const text = error instanceof Error ? error.stack : String(error);
  giveUp(`App threw an error during load\n${text}`, 1);
});

function electronVersion(): string {
  // Read, not required: the package's own main module looks for a binary.
  const manifest: unknown = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '0.0.0';
}

function becomeElectron(): void {
  process.argv = [executable, ...args];
  process.execPath = executable;
  define('versions', Object.freeze({ ...process.versions, electron: version, chrome: '0.0.0.0' }));
  define('type', 'browser');
  define('defaultApp', asar === undefined ? true : undefined);
  define('resourcesPath', asar === undefined ? join(import.meta.dirname, 'resources') : dirname(resolve(asar)));
  const electron = pathToFileURL(join(import.meta.dirname, 'exports.ts')).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (/^electron(\/(main|common))?$/.test(specifier))
        return { url: electron, format: 'module-typescript', shortCircuit: true };
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
  for (const [name, value] of invocation.switches) state.switches.set(name, value);
  const { app, makeReady } = await import('./api/app.ts');
  // As in Electron: quits gracefully, with every exit duty done.
  define('exit', (code?: number) => app.exit(code));
  quitOnSignals(() => app.quit());
  for (const module of invocation.preloads) require(resolve(module));
  await load(application);
  if (isLeaving()) return;
  const { announceDefaultSession } = await import('./api/session.ts');
  announceDefaultSession();
  if (state.switches.has('remote-debugging-port')) {
    const { startBrowser } = await import('./chromium/browser.ts');
    await startBrowser(app.getPath('sessionData'));
  }
  if (isLeaving()) return;
  makeReady();
  // An app lives until it quits, whether or not anything is under way.
  setInterval(() => undefined, 2 ** 30);
}

/** `ready` waits for the main module, so a module that waits for `ready` waits for ever. */
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

/** Unless the app listens itself, a signal quits it. */
function quitOnSignals(quit: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) quit();
    });
  }
}
