/** What this build knows of updates. */
import type { UpdateBuild } from './build.ts';

/** Put in by the bundler, see electron.vite.config.ts. */
declare const __UPDATES__: UpdateBuild | null;

/** Null: it never looks for any. Outside a bundle, too. */
export const BUILT: UpdateBuild | null = typeof __UPDATES__ === 'undefined' ? null : __UPDATES__;
