/** The real bundles on the chosen runtime, controlled by Playwright. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Companion, Snapshot } from '../../preload/api.ts';
import { START_PATIENCE_MS } from './browser.ts';
import { displayEnvironment } from './display.ts';
import { recipe } from './launch.ts';
import type { Home } from './profile.ts';
import type { NotificationLook, TrayLook } from './recorder/desktop.ts';
import type { KeychainKind } from './recorder/options.ts';
import { testWorld } from './test-world.ts';
import { type Transcript, transcript } from './transcript.ts';

export interface AppOptions {
  readonly home: Home;
  /** Additional flags, besides the profile's. */
  readonly flags?: readonly string[];
  /** The keychain; by default the home's own, in working order. Null: the runtime's. */
  readonly keychain?: KeychainKind | null;
  readonly environment?: NodeJS.ProcessEnv;
  /** The app's own program, as the app sees it: an absolute path. */
  readonly program?: string;
  /** The executable of a packed app, to be started instead of the bundles; then nothing is recorded. */
  readonly packed?: string;
}

export interface RunningApp {
  readonly electron: ElectronApplication;
  /** Its output from now on; the first lines were printed during the launch. */
  readonly stdout: Transcript;
  readonly stderr: Transcript;
  /** Everything that its main process wrote to either stream, from its first line. */
  printed(): string;
  /** Resolves with the window once it has drawn something. */
  window(): Promise<Page>;
  /** Whether the main window is open. */
  hasWindow(): boolean;
  /** Resolves with the prompt about a tool once it is on the screen. */
  consentWindow(): Promise<Page>;
  /** Whether a question about a tool is on the screen. */
  isAsking(): boolean;
  /** The messages that the window received through the contract. */
  snapshot(): Promise<Snapshot>;
  readonly desktop: Desktop;
  readonly keychain: {
    set(kind: KeychainKind): Promise<void>;
    calls(): Promise<{ readonly made: number; readonly waiting: number }>;
  };
  /** The computer goes to sleep, wakes up, is locked or unlocked, as far as the app knows. */
  power(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen'): Promise<void>;
  /** Quits as a user does, and resolves with the exit code. */
  quit(): Promise<number | null>;
  /** Kills it, like a crash or a power cut. */
  kill(): Promise<void>;
  /** Whether it has ended. */
  hasEnded(): boolean;
}

/** The app's calls to the desktop. */
export interface Desktop {
  tray(): Promise<TrayLook | null>;
  chooseFromTray(label: string): Promise<void>;
  clickTray(): Promise<void>;
  notifications(): Promise<readonly NotificationLook[]>;
  clickNotification(at: number): Promise<void>;
  questions(): Promise<readonly string[]>;
  answer(label: string): Promise<void>;
  opened(): Promise<readonly string[]>;
  clipboard(): Promise<string>;
}

/** Launches the app. Its first window may not be open yet. */
export async function launchApp(options: AppOptions): Promise<RunningApp> {
  const { home, flags = [], keychain, environment, program, packed } = options;
  const { runtime, display } = testWorld();
  const printed = join(home.folder, `printed-${randomUUID()}`);
  const start = recipe(runtime, {
    flags: [`--user-data-dir=${home.profile}`, ...flags],
    recorder: packed
      ? null
      : {
          keychain: keychain === undefined ? home.workingKeychain : keychain,
          administratorsFile: home.administratorsFile,
          desktop: true,
          chanceIsLate: true,
          printed,
          program,
        },
    display: display.kind !== 'none',
    packed,
  });
  // Playwright searches its own environment for the executable, and accepts no `undefined` in the app's.
  setOrDelete('ELECTRON_OVERRIDE_DIST_PATH', start.environment['ELECTRON_OVERRIDE_DIST_PATH']);
  const env = { ...start.environment, ...displayEnvironment(display), ...home.environment, ...environment };
  const electron = await _electron.launch({
    ...(packed !== undefined && { executablePath: packed }),
    timeout: START_PATIENCE_MS,
    args: [...start.args],
    // Otherwise Playwright switches off the sandbox that users have. Electron refuses to run as root with one.
    chromiumSandbox: process.getuid?.() !== 0,
    cwd: start.folder,
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  });
  return hold(electron, printed);
}

function hold(electron: ElectronApplication, printed: string): RunningApp {
  const child = electron.process();
  // On Windows the child is the shell that Playwright starts the app with: only the app knows its own process.
  const pid = electron.evaluate(() => process.pid).catch(() => child.pid);
  if (!child.stdout || !child.stderr) throw new Error('Playwright connects pipes to the output of the app');
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const isConsent = (page: Page) => page.url().includes('/consent.html');
  /** A new page has no address at first, and no event reports when it has. */
  const find = async (fits: (page: Page) => boolean) => {
    let page = electron.windows().findLast(fits);
    for (; !page; page = electron.windows().findLast(fits)) await sleep(20);
    await page.locator('main:visible').first().waitFor();
    return page;
  };
  const window = () => find((page) => page.url().includes('/index.html'));
  return {
    electron,
    stdout: transcript(child.stdout),
    stderr: transcript(child.stderr),
    printed: () => readFileSync(printed, { encoding: 'utf8', flag: 'a+' }),
    window,
    hasWindow: () => electron.windows().some((page) => !isConsent(page)),
    consentWindow: () => find(isConsent),
    isAsking: () => electron.windows().some(isConsent),
    snapshot: async () => (await window()).evaluate(askWindow),
    desktop: desktopOf(electron),
    keychain: {
      set: (kind) => electron.evaluate((_, next) => globalThis.companionRecorder?.keychain?.set(next), kind),
      calls: () => electron.evaluate(() => globalThis.companionRecorder?.keychain?.calls() ?? { made: 0, waiting: 0 }),
    },
    power: (event) => electron.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    async quit() {
      if (hasEnded()) return child.exitCode;
      // The connection breaks while the response is being sent.
      await electron.evaluate(({ app }) => app.quit()).catch(() => {});
      return ended;
    },
    async kill() {
      if (hasEnded()) return;
      endProcess(await pid);
      await ended;
    },
    hasEnded,
  };
}

function endProcess(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // The app has ended by itself meanwhile.
  }
}

/** Runs in the page, whose globals this program's types do not know. */
function askWindow(): Promise<Snapshot> {
  // The preload script defines it.
  return (globalThis as unknown as { companion: Companion }).companion.current();
}

function desktopOf(electron: ElectronApplication): Desktop {
  const tray = () => electron.evaluate(() => globalThis.companionRecorder?.desktop?.tray() ?? null);
  /** Waits for the tray, which is created after the window's first view. */
  const trayIsThere = async () => {
    while ((await tray()) === null) await sleep(20);
  };
  return {
    tray,
    async chooseFromTray(label) {
      await trayIsThere();
      await electron.evaluate((_, wanted) => globalThis.companionRecorder?.desktop?.chooseFromTray(wanted), label);
    },
    async clickTray() {
      await trayIsThere();
      await electron.evaluate(() => globalThis.companionRecorder?.desktop?.clickTray());
    },
    notifications: () => electron.evaluate(() => globalThis.companionRecorder?.desktop?.notifications() ?? []),
    clickNotification: (at) =>
      electron.evaluate((_, number) => globalThis.companionRecorder?.desktop?.clickNotification(number), at),
    questions: () => electron.evaluate(() => globalThis.companionRecorder?.desktop?.questions() ?? []),
    answer: (label) => electron.evaluate((_, wanted) => globalThis.companionRecorder?.desktop?.answer(wanted), label),
    opened: () => electron.evaluate(() => globalThis.companionRecorder?.desktop?.opened() ?? []),
    clipboard: () => electron.evaluate(() => globalThis.companionRecorder?.desktop?.clipboard() ?? ''),
  };
}

function setOrDelete(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
