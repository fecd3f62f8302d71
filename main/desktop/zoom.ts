/**
 * Lets users zoom as in browsers: Ctrl or ⌘ with +, − and 0, and Ctrl with the wheel. Needed without an application menu, which
 * would otherwise handle these keys.
 */
import type { WebContents } from 'electron';

/** Chromium's zoom levels: each whole level adds 20 %. Level 4 is slightly more than 200 %, which WCAG 1.4.4 requires. */
const ZOOM = { smallest: -2, usual: 0, largest: 5, step: 0.5 };

export function makeZoomable(contents: Pick<WebContents, 'on' | 'getZoomLevel' | 'setZoomLevel'>): void {
  contents.on('before-input-event', (event, { type, key, control, meta, alt }) => {
    const wanted = type === 'keyDown' && (control || meta) && !alt ? levelFor(key, contents.getZoomLevel()) : null;
    if (wanted === null) return;
    event.preventDefault();
    contents.setZoomLevel(wanted);
  });
  contents.on('zoom-changed', (_event, direction) => {
    const wanted = levelFor(direction === 'in' ? '+' : '-', contents.getZoomLevel());
    if (wanted !== null) contents.setZoomLevel(wanted);
  });
}

/** The level after a key; null if the key doesn't zoom. `=` is the + key without shift. */
function levelFor(key: string, now: number): number | null {
  if (key === '+' || key === '=') return Math.min(now + ZOOM.step, ZOOM.largest);
  if (key === '-' || key === '_') return Math.max(now - ZOOM.step, ZOOM.smallest);
  return key === '0' ? ZOOM.usual : null;
}
