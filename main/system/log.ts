/** The log for support: events without secrets, in the profile's `logs` folder, at most two megabytes. */
import { appendFileSync, closeSync, constants, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEvents, Version } from './log-events.ts';

/** Logs one event. Never throws, even if the disk is full. */
export type Log = <E extends keyof LogEvents>(event: E, detail: LogEvents[E]) => void;

const LARGEST_BYTES = 1 << 20;

const { O_APPEND, O_CREAT, O_WRONLY } = constants;
/** Doesn't wait for a reader if the file is a pipe, which would stop the app. Windows has no such flag. */
const APPEND = O_APPEND | O_CREAT | O_WRONLY | (constants.O_NONBLOCK ?? 0);

/** Opens the log of a profile. At one megabyte, the file is renamed to `main.old.log`. */
export function openLog(profile: string, now: () => number = Date.now): Log {
  const folder = join(profile, 'logs');
  const file = join(folder, 'main.log');
  return (event, detail) => {
    const line = `${new Date(now()).toISOString()} ${event} ${JSON.stringify(detail)}\n`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      setAsideIfFull(file, join(folder, 'main.old.log'));
      // Write synchronously, because the process may end next.
      append(file, line);
    } catch {
      // A failed write must not stop the app.
    }
  };
}

function append(file: string, line: string): void {
  const descriptor = openSync(file, APPEND, 0o600);
  try {
    appendFileSync(descriptor, line);
  } finally {
    closeSync(descriptor);
  }
}

/** If another program keeps the file from being renamed, the log keeps growing, because its last events matter most. */
function setAsideIfFull(file: string, old: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < LARGEST_BYTES) return;
  try {
    renameSync(file, old);
  } catch {
    // The next event tries again.
  }
}

/** The numbers of a version, for the log. */
export function versionOf(text: string): Version {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return `${Number(major ?? 0)}.${Number(minor ?? 0)}.${Number(patch ?? 0)}`;
}
