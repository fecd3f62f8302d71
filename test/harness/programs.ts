/** Finding programs on this computer. */
import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { CannotRun } from './cannot-run.ts';

/** The path of a program that PATH leads to. */
export function findProgram(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** This computer's Chromium: the one in CHROMIUM, or else on the PATH. Throws CannotRun if CHROMIUM is wrong. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new CannotRun(`CHROMIUM is ${named}, which is not a program.`);
  }
  for (const name of ['chromium', 'google-chrome', 'chromium-browser']) {
    const found = findProgram(name);
    if (found) return behindWrapper(found);
  }
  return null;
}

/** Distributions start Chromium through a script that adds flags of its own; the binary behind it takes only ours. */
function behindWrapper(path: string): string {
  const real = realpathSync(path);
  if (!isScript(real)) return real;
  const places = [
    '/usr/lib/chromium/chromium',
    '/usr/lib64/chromium-browser/chromium-browser',
    join(dirname(real), 'chrome'),
  ];
  return places.find(isExecutable) ?? real;
}

function isScript(path: string): boolean {
  const file = openSync(path, 'r');
  const start = Buffer.alloc(2);
  readSync(file, start);
  closeSync(file);
  return start.toString('latin1') === '#!';
}
