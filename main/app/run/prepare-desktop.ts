/**
 * What has to be done before Electron is ready, and nothing more: Chromium starts its other processes once the main module has
 * loaded, and the rest of the app is loaded beside them.
 */
import { app, Menu, protocol } from 'electron';
import { requestOfSecondLaunch } from '../../cli/second-launch.ts';
import { registerAssetScheme } from '../../desktop/asset-protocol.ts';
import { harden } from '../../desktop/hardening.ts';
import type { LaunchRequest } from './launch-flags.ts';
import { APP_ID } from './run-context.ts';

/** Takes what second launches ask for, once the app is up. */
export type OnSecondLaunch = (carryOut: (asked: LaunchRequest) => void) => void;

/** Call once, before the main module has loaded. */
export function prepareDesktop(): OnSecondLaunch {
  registerAssetScheme(protocol);
  harden(app);
  app.setAppUserModelId(APP_ID);
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const up = Promise.withResolvers<(asked: LaunchRequest) => void>();
  app.on(
    'second-instance',
    (_event, _argv, _folder, data) => void up.promise.then((carryOut) => carryOut(requestOfSecondLaunch(data))),
  );
  return up.resolve;
}
