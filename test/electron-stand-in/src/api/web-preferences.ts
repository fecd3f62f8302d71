/** The supported `webPreferences`. */
import type Electron from 'electron';
import { notImplemented } from '../guard.ts';

/** Throws an error with the name of an unsupported option, especially of a weakened security setting. */
export function refuseWhatIsFixed(preferences: Electron.WebPreferences): void {
  for (const [name, fixed] of Object.entries(FIXED)) {
    const wanted: unknown = Reflect.get(preferences, name);
    if (wanted !== undefined && wanted !== fixed) throw notImplemented(`webPreferences.${name}: ${String(wanted)}`);
  }
  for (const name of ['session', 'partition', 'additionalArguments'] as const) {
    if (preferences[name] !== undefined) throw notImplemented(`webPreferences.${name}`);
  }
}

/** Security settings that the stand-in can't weaken. */
const FIXED: Readonly<Partial<Record<keyof Electron.WebPreferences, boolean>>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
};
