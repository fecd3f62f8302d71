/**
 * Linux: detects a locked screen by the signal that screen lockers send on the session bus. Electron has events for this only on
 * macOS and Windows.
 */
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The D-Bus interfaces that the lockers of GNOME, KDE, Cinnamon, MATE and Xfce use to signal that they are active. */
const LOCKERS = [
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
  'org.xfce.ScreenSaver',
] as const;

const MEMBER = 'ActiveChanged';

/** A process that runs as long as the bus and prints each signal. */
export interface Monitor {
  readonly output: Readable;
  /** Resolves when the process has ended or could not be started. */
  readonly ended: Promise<unknown>;
  stop(): void;
}

interface ScreenLockParts {
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  readonly onLocked: () => void;
  readonly onUnlocked: () => void;
  /** Called when locks can no longer be detected. */
  readonly onLost: () => void;
  /** Queries the names on the bus; null if the program is missing or didn't respond in time. */
  readonly listNames?: (method: 'ListNames' | 'ListActivatableNames') => Promise<string | null>;
  readonly startMonitor?: (rules: readonly string[]) => Monitor;
}

export interface ScreenLock {
  /** Whether a lock would be detected. */
  isKnown(): boolean;
  stop(): void;
}

/** Watches the session bus. Never rejects. */
export async function watchScreenLock(parts: ScreenLockParts): Promise<ScreenLock> {
  const { environment, onLocked, onUnlocked, onLost, listNames = askBus, startMonitor = runMonitor } = parts;
  // Without an address, the D-Bus programs might start a bus of their own.
  if (!environment['DBUS_SESSION_BUS_ADDRESS'] || !(await hasLocker(listNames))) return NOT_KNOWN;
  const monitor = startMonitor(LOCKERS.map((name) => `type='signal',interface='${name}',member='${MEMBER}'`));
  let known = true;
  let stopped = false;
  let isSignal = false;
  const lines = createInterface({ input: monitor.output });
  lines.on('line', (line) => {
    // A signal is printed as a line with its name, followed by indented arguments.
    if (/^\S/.test(line)) isSignal = line.startsWith('signal ') && line.includes(`member=${MEMBER}`);
    else if (isSignal) {
      const [, value] = /^\s+boolean (true|false)$/.exec(line) ?? [];
      if (value === 'true') onLocked();
      if (value === 'false') onUnlocked();
    }
  });
  void monitor.ended.then(() => {
    known = false;
    if (!stopped) onLost();
  });
  return {
    isKnown: () => known,
    stop() {
      stopped = true;
      monitor.stop();
    },
  };
}

const NOT_KNOWN: ScreenLock = { isKnown: () => false, stop: () => undefined };

async function hasLocker(listNames: NonNullable<ScreenLockParts['listNames']>): Promise<boolean> {
  const lists = await Promise.all([listNames('ListNames'), listNames('ListActivatableNames')]);
  return lists.some((names) => LOCKERS.some((locker) => names?.includes(`"${locker}"`)));
}

const LONGEST_MS = 2_000;

function askBus(method: string): Promise<string | null> {
  const bus = 'org.freedesktop.DBus';
  const args = ['--session', '--print-reply', `--dest=${bus}`, '/', `${bus}.${method}`];
  return new Promise((resolve) => {
    execFile('dbus-send', args, { timeout: LONGEST_MS }, (error, output) => resolve(error ? null : output));
  });
}

function runMonitor(rules: readonly string[]): Monitor {
  // It ends with this process, because the kernel closes its output, so printing the next line fails.
  const monitor = spawn('dbus-monitor', ['--session', ...rules], { stdio: ['ignore', 'pipe', 'ignore'] });
  return {
    output: monitor.stdout,
    ended: new Promise((resolve) => {
      monitor.once('error', resolve);
      monitor.once('exit', resolve);
    }),
    stop: () => void monitor.kill(),
  };
}
