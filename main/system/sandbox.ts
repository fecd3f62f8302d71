/** Whether Chromium's sandbox confines the processes for pages and the network. */
import type { App } from 'electron';
import type { SandboxState } from '../../preload/api.ts';

/**
 * False with `--no-sandbox`. An AppImage's launcher adds that if the system doesn't allow the sandbox, and Electron adds it for
 * ELECTRON_DISABLE_SANDBOX (`shell/app/electron_main_delegate.cc`). Of the packages, only an AppImage starts with `--no-sandbox`;
 * none starts with the variable (allowed-switches.ts).
 */
export function isSandboxed(app: Pick<App, 'commandLine'>): boolean {
  return !app.commandLine.hasSwitch('no-sandbox');
}

/** The sandbox's state. In development there is no package that could install the missing permission. */
export function sandboxState(app: Pick<App, 'commandLine' | 'isPackaged'>): SandboxState {
  if (isSandboxed(app)) return 'on';
  return app.isPackaged ? 'off' : 'off-from-source';
}
