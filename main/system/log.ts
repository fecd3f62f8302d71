/** What happened, for support: names of events, never a secret. Written to the profile's `logs` folder, two megabytes at most. */
import { join } from 'node:path';
import log from 'electron-log/node.js';
import type { LogEvents, Version } from './log-events.ts';

/** Writes one event down. Never throws for a disk that does not take it. */
export type Log = <E extends keyof LogEvents>(event: E, detail: LogEvents[E]) => void;

/** Opens the log of a profile. A file that has grown to a megabyte becomes `main.old.log`. */
export function openLog(profile: string): Log {
  log.transports.console.level = false;
  // Nor its own complaint, with a stack, that it cannot write: that is no reason to stop, and users read that terminal.
  log.transports.console.writeFn = () => undefined;
  // Else it looks for a package.json around the folder that the app was started in, and cannot write without one.
  log.transports.file.setAppName('Transparenc Companion');
  log.transports.file.resolvePathFn = () => join(profile, 'logs', 'main.log');
  log.transports.file.maxSize = 1 << 20;
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  return (event, detail) => log.info(event, JSON.stringify(detail));
}

/** A version as it may be logged. */
export function versionOf(text: string): Version {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return `${Number(major ?? 0)}.${Number(minor ?? 0)}.${Number(patch ?? 0)}`;
}
