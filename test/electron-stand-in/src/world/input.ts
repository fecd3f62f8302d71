/** Reports keys and zoom gestures for `before-input-event` and `zoom-changed`. Main can't prevent their effects. */
import type { KeyInput, ToMain } from './messages.ts';

/** Chromium's own shortcuts with Ctrl or Cmd that a page can hold back. Electron has none of them. */
const SHORTCUTS = /^[=+\-_0dfghjoprsu]$/i;

export function watchInput(post: (message: ToMain) => void): void {
  for (const type of ['keydown', 'keyup'] as const) {
    window.addEventListener(type, (event) => post({ kind: 'key', input: describe(event) }), { capture: true });
  }
  // Don't do this while capturing, because the page's own listeners must see the event unchanged.
  window.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && SHORTCUTS.test(event.key)) event.preventDefault();
  });
  const turned = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    post({ kind: 'zoom', direction: event.deltaY < 0 ? 'in' : 'out' });
  };
  window.addEventListener('wheel', turned, { passive: false });
}

function describe(event: KeyboardEvent): KeyInput {
  const { key, code, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, location } = event;
  const held = { shift: shiftKey, control: ctrlKey, alt: altKey, meta: metaKey };
  const modifiers = Object.entries(held).flatMap(([name, isHeld]) => (isHeld ? [name] : []));
  const type = event.type === 'keydown' ? 'keyDown' : 'keyUp';
  return { type, key, code, isAutoRepeat: repeat, isComposing, ...held, location, modifiers };
}
