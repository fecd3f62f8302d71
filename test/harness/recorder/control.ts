/** The interface for tests, `globalThis.companionRecorder` in the app's main process. */
import { appendFileSync } from 'node:fs';
import type * as Electron from 'electron';
import { takeAdministratorsFile } from './administrator.ts';
import { type DesktopControl, watchDesktop } from './desktop.ts';
import { type KeychainControl, takeKeychain } from './keychain.ts';
import type { RecorderOptions } from './options.ts';

export interface RecorderControl {
  /** Null if it was not requested. */
  readonly keychain: KeychainControl | null;
  readonly desktop: DesktopControl | null;
}

declare global {
  var companionRecorder: RecorderControl | undefined;
}

/** Intercepts the app's calls to the desktop, as `options` define. Call before the app's first line runs. */
export function install(electron: typeof Electron, options: RecorderOptions): void {
  if (options.printed !== null) copyOutput(options.printed);
  if (options.chanceIsLate) comeLate();
  if (options.administratorsFile !== null) takeAdministratorsFile(options.administratorsFile);
  globalThis.companionRecorder = {
    keychain: options.keychain && takeKeychain(electron.safeStorage, options.keychain),
    desktop: options.desktop ? watchDesktop(electron) : null,
  };
}

/** Returns random values in the highest tenth, which still differ each time. */
function comeLate(): void {
  const random = Math.random;
  Math.random = () => 0.9 + random() / 10;
}

/** Playwright provides the app's pipes only after the launch, when the first lines have already been printed. */
function copyOutput(file: string): void {
  for (const stream of [process.stdout, process.stderr]) {
    const original = stream.write;
    stream.write = (...args: readonly unknown[]): boolean => {
      const [chunk] = args;
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) appendFileSync(file, chunk);
      return Reflect.apply(original, stream, args);
    };
  }
}
