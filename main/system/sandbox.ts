/** Whether Chromium's sandbox confines the processes that draw pages and use the network. */
import type { App } from 'electron';
import type { SandboxState } from '../../preload/api.ts';

/**
 * False with `--no-sandbox`, which an AppImage's launcher adds if the system does not allow the sandbox; Electron adds it
 * for the variable ELECTRON_DISABLE_SANDBOX (`shell/app/electron_main_delegate.cc`). The installed program starts with neither.
 */
export function isSandboxed(app: Pick<App, 'commandLine'>): boolean {
  return !app.commandLine.hasSwitch('no-sandbox');
}

/** The same, and what to make of it: only a developer's run from source has no package that could bring the permission. */
export function sandboxState(app: Pick<App, 'commandLine' | 'isPackaged'>): SandboxState {
  if (isSandboxed(app)) return 'on';
  return app.isPackaged ? 'off' : 'off-from-source';
}
