/** Whether Chromium's sandbox confines the processes that draw pages and use the network. */
import type { App } from 'electron';

/**
 * False with `--no-sandbox`, which an AppImage's launcher adds if the system does not allow the sandbox; Electron adds it
 * for the variable ELECTRON_DISABLE_SANDBOX (`shell/app/electron_main_delegate.cc`). The installed program starts with neither.
 */
export function isSandboxed(app: Pick<App, 'commandLine'>): boolean {
  return !app.commandLine.hasSwitch('no-sandbox');
}
