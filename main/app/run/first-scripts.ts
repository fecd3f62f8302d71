/** Selects the scripts that a page contains, because its first view needs them. */
import { chunksOf } from '../../../locales/window-chunks.ts';
import type { Snapshot } from '../../../preload/api.ts';

type Shown = Pick<Snapshot, 'language' | 'session' | 'accounts' | 'account' | 'page'>;

/** The paths in the bundle of the scripts of the main window's first view, each after those it depends on. */
export function firstScripts(snapshot: Shown): readonly string[] {
  const { language } = snapshot;
  const chunks = chunksOf(snapshot);
  return [
    `assets/${language}-common.js`,
    // The very first screen shares no code with the others.
    ...(chunks.some((chunk) => chunk !== 'connect') ? ['assets/shared.js'] : []),
    ...chunks.flatMap((chunk) => [`assets/${chunk}.js`, `assets/${language}-${chunk}.js`]),
  ];
}

/** The same for the consent window. */
export function consentScripts({ language }: Pick<Snapshot, 'language'>): readonly string[] {
  return [`assets/${language}-common.js`, `assets/${language}-consent.js`];
}
