/** What happened, for support: names of events, never a secret. Written to the profile's `logs` folder, two megabytes at most. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEvents, Version } from './log-events.ts';

/** Writes one event down. Never throws for a disk that does not take it. */
export type Log = <E extends keyof LogEvents>(event: E, detail: LogEvents[E]) => void;

const LARGEST_BYTES = 1 << 20;

/** Opens the log of a profile. A file that has grown to a megabyte becomes `main.old.log`. */
export function openLog(profile: string, now: () => number = Date.now): Log {
  const folder = join(profile, 'logs');
  const file = join(folder, 'main.log');
  return (event, detail) => {
    const line = `${new Date(now()).toISOString()} ${event} ${JSON.stringify(detail)}\n`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= LARGEST_BYTES)
        renameSync(file, join(folder, 'main.old.log'));
      // At once: the next event may be the end of the process.
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      // No reason to stop.
    }
  };
}

/** A version as it may be logged. */
export function versionOf(text: string): Version {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return `${Number(major ?? 0)}.${Number(minor ?? 0)}.${Number(patch ?? 0)}`;
}
