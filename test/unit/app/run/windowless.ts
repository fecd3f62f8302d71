/** Runs the app without a window, from the command line to the exit code, in a temporary profile. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { start as runTerminal } from '../../../../main/app/run/run-terminal.ts';
import { readFlags } from '../../../../main/cli/flags.ts';
import { serverOf } from '../../../../main/settings/resolve.ts';
import { electronKeychain } from '../../../../main/vault/safe-storage.ts';
import { openVault } from '../../../../main/vault/vault.ts';
import { sessionWith } from '../../vault/world.ts';
import { app, powerMonitor, safeStorage, world } from './fake-electron.ts';

export const URL_OF_SERVER = 'https://login.example.org';
/** The flags that name its server. */
export const SERVER = [`--server-url=${URL_OF_SERVER}`, '--client-id=desk'];

/** Stores a sign-in, as an earlier run would have. */
export async function keepSignIn(): Promise<void> {
  const server = serverOf({ serverUrl: URL_OF_SERVER, clientId: 'desk' });
  if (!server) throw new TypeError('it is a server');
  const { baseUrl, clientId, tokenEndpoint } = server;
  const vault = openVault({
    folder: join(world.profile, 'vault'),
    binding: { baseUrl, clientId, tokenEndpoint },
    // The code under test calls only these methods.
    keychain: electronKeychain(safeStorage as never, process.platform, world.profile, 'gnome'),
    keepWithoutKeyring: () => false,
    machineId: () => null,
  });
  await vault.save(sessionWith('refresh-secret'));
}

/** Creates a profile, and a server that finds nothing. */
export async function prepare(): Promise<void> {
  world.profile = await mkdtemp(join(tmpdir(), 'run-'));
  world.respond = () => ({ status: 404, body: {} });
  world.asked.length = 0;
  world.locks.length = 0;
  Object.assign(world, { isLocked: false, hasSandbox: true, errorBoxes: [], handedOver: [], logged: [], proxies: [] });
  // The result must not depend on the computer that runs the test.
  for (const name of ['XDG_RUNTIME_DIR', 'COMPANION_ACCOUNT', 'DISPLAY', 'WAYLAND_DISPLAY']) vi.stubEnv(name, '');
}

/** What listens to the process and its output. Node warns of many listeners, in what a later run prints. */
function processListeners() {
  return [process, process.stdout, process.stderr].flatMap((emitter: NodeJS.EventEmitter) =>
    emitter
      .eventNames()
      .flatMap((event) =>
        emitter.listeners(event).map((listener) => ({ emitter, event, listener: listener as Listener })),
      ),
  );
}

type Listener = Parameters<NodeJS.EventEmitter['off']>[1];

const listening = processListeners();

/** Removes the listeners of a run, which would outlive it. */
export function removeListeners(): void {
  for (const emitter of [app, powerMonitor]) emitter.removeAllListeners();
  for (const own of processListeners())
    if (!listening.some((before) => before.emitter === own.emitter && before.listener === own.listener))
      own.emitter.off(own.event, own.listener);
}

/** Removes the profile and all mocks. */
export async function clean(): Promise<void> {
  removeListeners();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  // A run that was abandoned may still be writing.
  await rm(world.profile, { recursive: true, force: true, maxRetries: 10 });
}

/** The values that a build and Electron define. */
export function isBuilt(): void {
  vi.stubGlobal('BUILT_AT', 1_000);
  const versions = { ...process.versions, electron: '45.5.0', chrome: '150.0.1.2' };
  vi.spyOn(process, 'versions', 'get').mockReturnValue(versions);
}

type Start = (run: Parameters<typeof runTerminal>[0]) => Promise<void>;

/** Runs to the exit code, and captures what is printed. */
export function run(start: Start, ...args: readonly string[]) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error(`${flags.setting} must ${flags.must}`);
  let [output, errors] = ['', ''];
  const ended = Promise.withResolvers<number>();
  const interruption = new AbortController();
  const capture = (add: (text: string) => void) =>
    ((text: string, done?: () => void) => {
      add(text);
      done?.();
      return true;
    }) as typeof process.stdout.write;
  vi.spyOn(process.stdout, 'write').mockImplementation(
    capture((text) => {
      output += text;
    }),
  );
  vi.spyOn(process.stderr, 'write').mockImplementation(
    capture((text) => {
      errors += text;
    }),
  );
  const started = start({
    profile: world.profile,
    flags,
    log: (event) => void world.logged.push(event),
    leave(code, why) {
      errors += why;
      ended.resolve(code);
    },
    processExit: {
      interrupted: interruption.signal,
      interrupt: () => interruption.abort(),
      exit: ended.resolve,
      exitAsChild: ended.resolve,
    },
  });
  started.catch(ended.reject);
  return { code: ended.promise, printed: () => ({ output, errors }), interrupt: () => interruption.abort() };
}

/** Makes stdout fail as Node does: first the callback of a write, then the event. */
export function failToWrite(code: string): void {
  const error = Object.assign(new Error('write'), { code });
  vi.spyOn(process.stdout, 'write').mockImplementation(((_text: string, done?: (error: Error) => void) => {
    done?.(error);
    return done !== undefined && process.stdout.emit('error', error);
  }) as typeof process.stdout.write);
}

export async function ranTo(start: Start, ...args: readonly string[]) {
  const { code, printed } = run(start, ...args);
  return { code: await code, ...printed() };
}

/** A server that renews every sign-in. */
export const refreshes = (url: URL) =>
  url.pathname === '/api/v1/oauth/token'
    ? {
        status: 200,
        body: { access_token: 'access', refresh_token: 'refresh-secret-2', expires_in: 3600, token_type: 'Bearer' },
      }
    : { status: 404, body: {} };

/** Starts the app like Electron does. */
export const launched = (...args: readonly string[]) => launchedAfter(() => undefined, ...args);

/** The same, after a change to what the run has been given. */
export async function launchedAfter(change: () => void, ...args: readonly string[]) {
  isBuilt();
  const argv = process.argv;
  process.argv = ['electron', ...args];
  try {
    return await ranTo(async ({ leave }) => {
      world.exit = (code) => leave(code, '');
      change();
      vi.resetModules();
      await import('../../../../main/index.ts');
    });
  } finally {
    process.argv = argv;
    removeListeners();
  }
}
