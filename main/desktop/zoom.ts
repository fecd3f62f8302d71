import type { WebContents } from 'electron';

/** Chromium's scale: each whole level is a fifth more. 4 is a little over 200 %, which WCAG 1.4.4 asks for. */
const ZOOM = { smallest: -2, usual: 0, largest: 5, step: 0.5 };

/**
 * Lets users zoom as in every browser: Ctrl or ⌘ with +, − and 0, and Ctrl with the wheel.
 * Elsewhere the application menu does that; without one, nothing would handle the keys.
 */
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

/** The level after a key, or null for a key that does not zoom. `=` is the key of + without shift. */
function levelFor(key: string, now: number): number | null {
  if (key === '+' || key === '=') return Math.min(now + ZOOM.step, ZOOM.largest);
  if (key === '-' || key === '_') return Math.max(now - ZOOM.step, ZOOM.smallest);
  return key === '0' ? ZOOM.usual : null;
}
