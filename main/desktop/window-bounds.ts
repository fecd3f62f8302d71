/** The window's last bounds. A convenience: what cannot be read or written is forgotten. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import type { WindowParts } from './window.ts';

/** The place that a profile remembers. Validated when loaded, because users may edit the file. */
export function boundsIn(profile: string): WindowParts['place'] {
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
        // The next window opens in the usual place.
      }
    },
  };
}
