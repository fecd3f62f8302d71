/** The update settings that this build was made with, and the state before the first check. */
import type { Updates } from '../../../preload/api.ts';
import type { PolicySettings } from '../../settings/policy/schema.ts';
import type { UpdateBuild } from '../../updates/build.ts';

/** Defined by the bundler (see electron.vite.config.ts), and undefined outside a bundle. */
declare const __UPDATES__: UpdateBuild | null | undefined;

/** Null if this build never checks for updates. */
export const UPDATE_BUILD: UpdateBuild | null = typeof __UPDATES__ === 'undefined' ? null : __UPDATES__;

/** Loads the code that checks for updates; null if the build has no feed. The bundler then leaves the code out. */
export const loadUpdates =
  typeof __UPDATES__ === 'undefined' || __UPDATES__ === null ? null : () => import('./create-updates.ts');

/** The state before the first check. On Windows, only updates with a verifiable signature are installed. */
export function updatesAtStart({ updates }: PolicySettings): Updates {
  if (!UPDATE_BUILD || (process.platform === 'win32' && UPDATE_BUILD.publisher === null))
    return { kind: 'off', by: 'build' };
  return updates === false ? { kind: 'off', by: 'administrator' } : { kind: 'not-checked' };
}
