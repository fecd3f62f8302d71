/** Remembers the window's bounds. Errors are ignored, because it's not essential. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import type { WindowParts } from './window.ts';

/** The bounds stored in a profile. They are validated when loaded, because users may edit the file. */
export function boundsIn(profile: string): WindowParts['bounds'] {
  const file = join(profile, 'window.json');
  return {
    load() {
      try {
        return JSON.parse(readFileSync(file, 'utf8'));
      } catch {
        return null;
      }
    },
    save(place: Rectangle) {
      try {
        writeFileSync(file, JSON.stringify(place));
      } catch {
        // The next window then opens in the default place.
      }
    },
  };
}
