/** Which scripts the page loads along with its own, because it needs them for what it shows first. */
import { partsOf } from '../../../locales/window-parts.ts';
import type { Snapshot } from '../../../preload/api.ts';

/** The scripts by their paths in the bundle, as `<link rel="modulepreload">` names them. */
export function modulesToPreload(
  snapshot: Pick<Snapshot, 'language' | 'session' | 'accounts' | 'account' | 'page'>,
): readonly string[] {
  const { language } = snapshot;
  const parts = partsOf(snapshot);
  return [
    `assets/${language}-common.js`,
    // The first screen of all shares nothing with the others.
    ...(parts.some((part) => part !== 'connect') ? ['assets/shared.js'] : []),
    ...parts.flatMap((part) => [`assets/${part}.js`, `assets/${language}-${part}.js`]),
  ];
}
