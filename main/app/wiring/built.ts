/** What this build knows of updates. */
import type { Updates } from '../../../preload/api.ts';
import type { PolicySettings } from '../../settings/policy/types.ts';
import type { UpdateBuild } from '../../updates/build.ts';

/** Put in by the bundler, see electron.vite.config.ts; outside a bundle there is none. */
declare const __UPDATES__: UpdateBuild | null | undefined;

/** Null: it never looks for any. */
export const BUILT: UpdateBuild | null = typeof __UPDATES__ === 'undefined' ? null : __UPDATES__;

/** The code that checks for updates; null, and left out of the bundle, if the build has no feed: the bundler's constant decides. */
export const loadUpdates =
  typeof __UPDATES__ === 'undefined' || __UPDATES__ === null ? null : () => import('./create-updates.ts');

/** The state before the first check. Windows installs no update whose signature it could not verify. */
export function updatesAtStart({ updates }: PolicySettings): Updates {
  if (!BUILT || (process.platform === 'win32' && BUILT.publisher === null)) return { kind: 'off', by: 'build' };
  return updates === false ? { kind: 'off', by: 'administrator' } : { kind: 'not-looked' };
}
