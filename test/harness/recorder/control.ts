/** What tests reach through `globalThis.companionRecorder` in the app's main process. */
import type * as Electron from 'electron';
import { type DesktopControl, watchDesktop } from './desktop.ts';
import { type KeychainControl, takeKeychain } from './keychain.ts';
import type { RecorderOptions } from './options.ts';

export interface RecorderControl {
  /** Null where it was not asked for. */
  readonly keychain: KeychainControl | null;
  readonly desktop: DesktopControl | null;
}

declare global {
  var companionRecorder: RecorderControl | undefined;
}

/** Steps between the app and the desktop, as `options` say. Before the app's first line. */
export function install(electron: typeof Electron, options: RecorderOptions): void {
  globalThis.companionRecorder = {
    keychain: options.keychain && takeKeychain(electron.safeStorage, options.keychain),
    desktop: options.desktop ? watchDesktop(electron) : null,
  };
}
