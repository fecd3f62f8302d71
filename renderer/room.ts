/** Reduces margins before anything scrolls, if long words or a wide font need more room than the window has. */

/** The levels, from the usual margins to the smallest (style/room.css). */
const ROOMS = [undefined, 'little', 'less'] as const;

/**
 * More than all margins that a page can give up. A page that is too tall by more than this scrolls in any case, like a list of many
 * accounts.
 */
const MOST_AIR_PX = 360;

/** Marks the page with the largest margins at which its view fits. */
export function fitRoom(): void {
  const { documentElement: root } = document;
  // Details that users open may scroll, and must not move anything else.
  if (document.querySelector('details[open]')) return;
  for (const room of ROOMS) {
    mark(root, room);
    const lacking = root.scrollHeight - root.clientHeight;
    if (lacking <= 0) return;
    // Stop early, because each try lays out the whole page.
    if (lacking > MOST_AIR_PX) break;
  }
  // A page that scrolls anyway keeps its margins.
  mark(root, undefined);
}

/** Repeats this whenever the size of the window or its content changes. */
export function watchRoom(): void {
  new ResizeObserver(fitRoom).observe(document.body);
}

function mark({ dataset }: HTMLElement, room: (typeof ROOMS)[number]): void {
  if (room === undefined) delete dataset['room'];
  else dataset['room'] = room;
}
