/** Long words or a wide font may take more room than the window has: air is given up before anything scrolls. */

/** How much there is, from the usual to the least (style/room.css). */
const ROOMS = [undefined, 'little', 'less'] as const;

/**
 * More than all the space that a page can give up. A page that is too tall by this much scrolls in any room, as a list of
 * many accounts does.
 */
const MOST_AIR_PX = 360;

/** Marks the page with the most room in which its view fits. */
export function fitRoom(): void {
  const { documentElement: root } = document;
  // What users open themselves may scroll, and must not move what is around it.
  if (document.querySelector('details[open]')) return;
  for (const room of ROOMS) {
    mark(root, room);
    const lacking = root.scrollHeight - root.clientHeight;
    if (lacking <= 0) return;
    // Each try lays out the whole page, before its first paint too.
    if (lacking > MOST_AIR_PX) break;
  }
  // A page that scrolls anyway keeps its air.
  mark(root, undefined);
}

/** Does so whenever the window, or what is drawn late, changes the page's size. */
export function watchRoom(): void {
  new ResizeObserver(fitRoom).observe(document.body);
}

function mark({ dataset }: HTMLElement, room: (typeof ROOMS)[number]): void {
  if (room === undefined) delete dataset['room'];
  else dataset['room'] = room;
}
