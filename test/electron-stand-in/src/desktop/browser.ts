/** The user's browser, which `shell.openExternal` opens. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../chromium/find.ts';
import { notice } from './notice.ts';
import { findProgram, hasDisplay } from './programs.ts';

interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

export interface Desktop {
  readonly environment: NodeJS.ProcessEnv;
  readonly isRoot: boolean;
}

/**
 * Opens `url` with xdg-open, as Electron does on Linux. If that finds no browser, the Chromium that draws the app's windows
 * opens web pages, with a profile of its own. Resolves as soon as a program has started, and rejects as Electron does.
 */
export async function openInBrowser(url: string, desktop: Desktop): Promise<void> {
  const commands = commandsFor(new URL(url), desktop);
  if (!(await startFirst(commands, desktop.environment))) throw new Error('Failed to open path');
}

function commandsFor(url: URL, { environment, isRoot }: Desktop): readonly Command[] {
  const opener = findProgram(['xdg-open'], environment);
  const standard: Command[] = opener === null ? [] : [{ program: opener, args: [url.href] }];
  const isPage = url.protocol === 'https:' || url.protocol === 'http:';
  const chromium = isPage && hasDisplay(environment) ? findChromium(environment) : null;
  if (chromium === null) return standard;
  const flags = [`--user-data-dir=${profileFolder(environment)}`, ...QUIET, ...(isRoot ? ['--no-sandbox'] : [])];
  const own = { program: chromium, args: [...flags, url.href] };
  // Browsers don't start as root without a flag that xdg-open doesn't pass.
  return isRoot ? [own] : [...standard, own];
}

const QUIET = ['--no-first-run', '--no-default-browser-check', '--password-store=basic'];

/** A separate profile, because web pages must not use that of the app's windows. */
function profileFolder(environment: NodeJS.ProcessEnv): string {
  const folder = join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'electron-stand-in/browser');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Starts the first command that can be started. One that fails later is followed by the next. */
async function startFirst(commands: readonly Command[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const [first, ...others] = commands;
  if (!first) return false;
  // Start it in its own process group, so that the browser outlives the app.
  const child = spawn(first.program, first.args, { env, detached: true, stdio: 'ignore' });
  child.unref();
  const started = new Promise<boolean>((resolve) => {
    child.once('spawn', () => resolve(true)).once('error', () => resolve(false));
  });
  if (!(await started)) return startFirst(others, env);
  child.once('exit', async (code) => {
    if (code !== 0 && code !== null && !(await startFirst(others, env))) notice('no browser could open the page');
  });
  return true;
}
