/** The app to run: a folder, a file or an `app.asar`, with its manifest and its main module. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { atExit } from './exit.ts';

/** The fields of package.json that the runtime needs. */
export interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
  readonly type?: string;
  readonly desktopName?: string;
}

export interface Application {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly main: string;
  readonly isModule: boolean;
  readonly packaged: boolean;
}

/** Finds the app at `path`. Throws a one-line error if there is none. */
export function findApplication(path: string): Application {
  const target = resolve(path);
  if (!existsSync(target)) throw new Error(`Unable to find Electron app at ${target}`);
  return statSync(target).isDirectory() ? inFolder(target, false) : of(dirname(target), target, false);
}

/** Unpacks `asar` into a private folder that is deleted with the process, because Node can't read asar files. */
export async function unpackApplication(asar: string): Promise<Application> {
  const { extractAll } = await import('@electron/asar');
  const folder = mkdtempSync(join(tmpdir(), 'electron-stand-in-asar-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  extractAll(asar, folder);
  return inFolder(folder, true);
}

function inFolder(folder: string, packaged: boolean): Application {
  const manifest = readManifest(folder);
  const main = resolve(folder, manifest.main ?? 'index.js');
  if (!existsSync(main)) throw new Error(`Cannot find the main module ${main}: has the app been built?`);
  return of(folder, main, packaged);
}

function of(folder: string, main: string, packaged: boolean): Application {
  return { folder, manifest: readManifest(folder), main, isModule: isModule(main), packaged };
}

function isModule(main: string): boolean {
  if (/\.mjs$|\.mts$/.test(main)) return true;
  if (/\.cjs$|\.cts$/.test(main)) return false;
  let folder = dirname(main);
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return readManifest(folder).type === 'module';
}

/** The manifest in `folder`, or an empty one. */
function readManifest(folder: string): Manifest {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return {};
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof read !== 'object' || read === null) return {};
  const texts = Object.entries(read).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts);
}
