/** Remembers which runtimes have started under which conditions, so that the next start needs no probe. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Recipe } from './launch.ts';
import { DATA } from './paths.ts';

const FILE = join(DATA, 'electron-starts.json');
/** How many conditions are remembered. A developer's tree has few: a window, a terminal, a test display, and one as root. */
const KEPT = 20;

/**
 * One probe's conditions as a string: the binary by path, size and time of change, the flags, the kind of display, the
 * user and the kernel, which decides on the sandbox. Null if there is no such binary.
 */
export function conditionsOf({ command, args, environment }: Recipe): string | null {
  try {
    const { size, mtimeMs } = statSync(command);
    const display = (['WAYLAND_DISPLAY', 'DISPLAY'] as const).filter((name) => environment[name]);
    return JSON.stringify([command, size, mtimeMs, args, display, process.getuid?.() ?? null, release()]);
  } catch {
    return null;
  }
}

/** Whether a probe under these conditions has succeeded. */
export function hasStarted(conditions: string): boolean {
  return readAll().includes(conditions);
}

export function rememberStart(conditions: string): void {
  mkdirSync(DATA, { recursive: true });
  writeFileSync(FILE, JSON.stringify([conditions, ...readAll().filter((it) => it !== conditions)].slice(0, KEPT)));
}

/** Forgets a runtime that no longer starts, for example because a library was removed. The next start probes again. */
export function forgetStarts(): void {
  rmSync(FILE, { force: true });
}

function readAll(): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
