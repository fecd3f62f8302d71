/** The log for support: events without secrets, in the profile's `logs` folder, at most two megabytes. */
import { join } from 'node:path';
import log from 'electron-log/node.js';
import type { LogEvents, Version } from './log-events.ts';

/** Logs one event. Never throws, even if the disk is full. */
export type Log = <E extends keyof LogEvents>(event: E, detail: LogEvents[E]) => void;

/** Opens the log of a profile. At one megabyte, the file is renamed to `main.old.log`. */
export function openLog(profile: string): Log {
  log.transports.console.level = false;
  // If the log can't be written, the library would print an error with a stack in the user's terminal.
  log.transports.console.writeFn = () => undefined;
  // Otherwise the library searches for a package.json around the working folder, and fails without one.
  log.transports.file.setAppName('Transparenc Companion');
  log.transports.file.resolvePathFn = () => join(profile, 'logs', 'main.log');
  log.transports.file.maxSize = 1 << 20;
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  return (event, detail) => log.info(event, JSON.stringify(detail));
}

/** The numbers of a version, for the log. */
export function versionOf(text: string): Version {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return `${Number(major ?? 0)}.${Number(minor ?? 0)}.${Number(patch ?? 0)}`;
}
