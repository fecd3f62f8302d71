/** Selects the scripts the page preloads, because its first view needs them. */
import { partsOf } from '../../../locales/window-parts.ts';
import type { Snapshot } from '../../../preload/api.ts';

/** The scripts' paths in the bundle, for `<link rel="modulepreload">`. */
export function modulesToPreload(
  snapshot: Pick<Snapshot, 'language' | 'session' | 'accounts' | 'account' | 'page'>,
): readonly string[] {
  const { language } = snapshot;
  const parts = partsOf(snapshot);
  return [
    `assets/${language}-common.js`,
    // The very first screen shares no code with the others.
    ...(parts.some((part) => part !== 'connect') ? ['assets/shared.js'] : []),
    ...parts.flatMap((part) => [`assets/${part}.js`, `assets/${language}-${part}.js`]),
  ];
}
