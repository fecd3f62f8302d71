/**
 * Linux: notices that the screen was locked, by the signal that screen lockers send on the session bus. Electron has this
 * event for macOS and Windows alone.
 */
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The interfaces by which the lockers of GNOME, KDE, Cinnamon, MATE and Xfce signal that they are active. */
const LOCKERS = [
  'org.freedesktop.ScreenSaver',
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
  'org.xfce.ScreenSaver',
] as const;

const MEMBER = 'ActiveChanged';

/** What runs as long as the bus does, and prints each signal. */
export interface Monitor {
  readonly output: Readable;
  /** Resolves when it has ended, or could not be started. */
  readonly ended: Promise<unknown>;
  stop(): void;
}

export interface ScreenLockParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onLocked: () => void;
  readonly onUnlocked: () => void;
  /** From now on no one reports a lock. */
  readonly onLost: () => void;
  /** What the bus answers to a question about names; null: the program is missing, or it did not answer in time. */
  readonly listNames?: (method: 'ListNames' | 'ListActivatableNames') => Promise<string | null>;
  readonly startMonitor?: (rules: readonly string[]) => Monitor;
}

export interface ScreenLock {
  /** Whether a lock would be noticed. */
  isKnown(): boolean;
  stop(): void;
}

/** Follows the session bus. Costs nothing while no signal comes. Never rejects. */
export async function watchScreenLock(parts: ScreenLockParts): Promise<ScreenLock> {
  const { environment, onLocked, onUnlocked, onLost, listNames = askBus, startMonitor = runMonitor } = parts;
  // Without its address, the programs of the bus might start one of their own.
  if (!environment['DBUS_SESSION_BUS_ADDRESS'] || !(await hasLocker(listNames))) return NOT_KNOWN;
  const monitor = startMonitor(LOCKERS.map((name) => `type='signal',interface='${name}',member='${MEMBER}'`));
  let known = true;
  let stopped = false;
  let isSignal = false;
  const lines = createInterface({ input: monitor.output });
  lines.on('line', (line) => {
    // A signal is a line with its name, and then its arguments, indented.
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
  // Ends with this process: the kernel closes its output then, and the next line that it prints fails.
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
