/** The only Chromium of this process. It starts when the first window (or Playwright) needs it, and ends with the process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit, beforeExit, giveUp, isLeaving } from '../exit.ts';
import { isSandboxEnabled } from '../sandbox.ts';
import { state } from '../state.ts';
import { type Connection, connect, quietly } from './connection.ts';
import { findChromium } from './find.ts';
import { chromiumFlags, isForChromium } from './flags.ts';
import { type ChromiumLog, followLog } from './log.ts';
import { prepareSources } from './world-source.ts';

export interface Browser {
  readonly connection: Connection;
  readonly headless: boolean;
  /** Opens a window without tabs in the running browser. Its address identifies it. */
  openAppWindow(url: string, place: { width: number; height: number; visible: boolean }): void;
}

/** sysexits.h EX_UNAVAILABLE. */
const UNAVAILABLE = 69;
const CLOSING_MS = 10_000;
/** Chromium ends itself when the other end of this pipe is closed, however this process ended. */
const TIED = ['--remote-debugging-pipe'];

let browser: Promise<Browser> | null = null;

/** The running browser; the first call starts it, with its profile under `sessionData`. */
export function startBrowser(sessionData: string): Promise<Browser> {
  browser ??= start(join(sessionData, 'Chromium'));
  return browser;
}

async function start(profile: string): Promise<Browser> {
  const binary = findChromium(process.env);
  if (binary === null) {
    giveUp('no Chromium was found for the window: install chromium, or set CHROMIUM to its path', UNAVAILABLE);
    return new Promise(() => undefined);
  }
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const headless = !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  const sandbox = isSandboxEnabled(state.switches);
  const typed = [...state.switches].filter(([name]) => isForChromium(name));
  const switches = new Map([...typed, ...state.appended]);
  const flags = chromiumFlags({ profile, headless, sandbox, switches, proxy: state.pageProxy });
  const port = state.switches.get('remote-debugging-port');

  const debugging = port === undefined ? [] : [`--remote-debugging-port=${port}`];
  const child = spawn(binary, [...flags, ...TIED, ...debugging, '--no-startup-window'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, , stderr, input, output] = child.stdio;
  // spawn created pipes for them, as requested.
  const log = followLog(stderr as Readable);
  const connection = connect(input as Writable, output as Readable);
  tieToProcess(child, connection, log);
  prepareSources();
  await connection.send('Browser.getVersion').catch(async (error: unknown) => {
    // The pipe breaks before Chromium has ended, whose exit is more informative.
    await Promise.race([once(child, 'exit'), sleep(CLOSING_MS)]);
    throw error;
  });
  if (port !== undefined) process.stderr.write(`\nDevTools listening on ${await log.address}\n`);

  return {
    connection,
    headless,
    openAppWindow(url, { width, height, visible }) {
      const hidden = visible ? [] : ['--window-position=-10000,-10000'];
      // It starts no processes, so it needs none to fork them from, which take half of its time. A sandbox requires them.
      const alone = sandbox ? [] : ['--no-zygote'];
      const args = [...flags, ...TIED, ...alone, `--app=${url}`, `--window-size=${width},${height}`, ...hidden];
      // It passes the window on to the running browser and ends. If that browser has just ended, it would become one itself.
      const asking = spawn(binary, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
      asking.unref();
    },
  };
}

function tieToProcess(child: ChildProcess, connection: Connection, log: ChromiumLog): void {
  child.on('error', (error) => giveUp(`Chromium did not start: ${error.message}`, UNAVAILABLE));
  child.on('exit', (code, signal) => {
    connection.end();
    if (!isLeaving()) giveUp(`Chromium ended unexpectedly (${signal ?? code}). ${log.tail()}`, 1);
  });
  beforeExit(async () => {
    if (hasEnded(child)) return;
    quietly(connection.send('Browser.close'));
    await Promise.race([once(child, 'exit'), sleep(CLOSING_MS)]);
  });
  atExit(() => void (hasEnded(child) || child.kill('SIGKILL')));
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
