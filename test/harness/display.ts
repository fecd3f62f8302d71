/** A separate screen for a test run's windows, so that it disturbs no one and its pixels can be read. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { findProgram } from './programs.ts';

/** `own`: the user's display (macOS, Windows). `none`: headless. */
export type Display =
  | { readonly kind: 'xvfb'; readonly name: string }
  | { readonly kind: 'own' }
  | { readonly kind: 'none' };

export interface OpenDisplay {
  readonly display: Display;
  close(): Promise<void>;
}

/** Starts Xvfb on a free display, if it is installed. Its pixels can be read from `pixelsIn`, an empty folder. */
export async function openDisplay({ pixelsIn }: { readonly pixelsIn?: string } = {}): Promise<OpenDisplay> {
  const close = async () => {};
  if (process.platform !== 'linux') return { display: { kind: 'own' }, close };
  const xvfb = findProgram('Xvfb');
  return xvfb
    ? startXvfb(xvfb, pixelsIn === undefined ? [] : ['-fbdir', pixelsIn])
    : { display: { kind: 'none' }, close };
}

/** The environment variables that select the display for a child process. */
export function displayEnvironment(display: Display): { readonly DISPLAY: string | undefined } | null {
  switch (display.kind) {
    case 'xvfb':
      return { DISPLAY: display.name };
    case 'none':
      return { DISPLAY: undefined };
    case 'own':
      return null;
    default:
      return display satisfies never;
  }
}

/** The shell ends Xvfb, by its id, as soon as its input closes, which happens however this process ends. */
const KEEPER = '"$@" & read -r _; kill $!; wait $!';
const ARGUMENTS = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp', '-noreset'];

async function startXvfb(xvfb: string, more: readonly string[]): Promise<OpenDisplay> {
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'sh', xvfb, ...ARGUMENTS, ...more], {
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    // Ctrl-C in the terminal is meant for the tests. The screen stays until they are done.
    detached: true,
  });
  const ended = once(keeper, 'exit');
  // stdio[3] is a pipe that only Xvfb writes to.
  const number = await firstLine(keeper.stdio[3] as Readable);
  return {
    display: { kind: 'xvfb', name: `:${number}` },
    async close() {
      keeper.stdin?.end();
      await ended;
    },
  };
}

async function firstLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes('\n')) return text.trim();
  }
  throw new Error('Xvfb ended before it had a display');
}
