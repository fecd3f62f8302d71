/**
 * What has to be done before Electron is ready, and nothing more: Chromium starts its other processes once the main module has
 * loaded, and the rest of the app is loaded beside them.
 */
import { app, Menu, protocol } from 'electron';
import { requestOfSecondLaunch } from '../../cli/second-launch.ts';
import { registerAssetScheme } from '../../desktop/asset-protocol.ts';
import { harden } from '../../desktop/hardening.ts';
import type { LaunchRequest } from './launch-flags.ts';
import { APP_ID, TOAST_ACTIVATOR } from './run-context.ts';

/** Takes what second launches ask for, once the app is up. */
export type OnSecondLaunch = (carryOut: (asked: LaunchRequest) => void) => void;

/** Call once, before the main module has loaded. */
export function prepareDesktop(): OnSecondLaunch {
  registerAssetScheme(protocol);
  harden(app);
  if (process.platform === 'win32' && app.isPackaged) identifyToWindows();
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const up = Promise.withResolvers<(asked: LaunchRequest) => void>();
  app.on(
    'second-instance',
    (_event, _argv, _folder, data) => void up.promise.then((carryOut) => carryOut(requestOfSecondLaunch(data))),
  );
  return up.resolve;
}

/**
 * Sets the two IDs by which Windows knows the sender of notifications. Only for the installed app, because Electron writes them to
 * a shortcut in the Start menu, which in development would start Electron itself.
 */
function identifyToWindows(): void {
  app.setAppUserModelId(APP_ID);
  app.setToastActivatorCLSID(TOAST_ACTIVATOR);
}
