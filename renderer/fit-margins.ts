/** Reduces margins before anything scrolls, if long words or a wide font need more room than the window has. */

/** The levels, from the usual margins to the smallest (style/fit-margins.css). */
const LEVELS = [undefined, 'small', 'smallest'] as const;

/**
 * More than all margins that a page can give up. A page that is too tall by more than this scrolls in any case, like a list of many
 * accounts.
 */
const ALL_MARGINS_PX = 360;

/** Marks the page with the largest margins at which its view fits. */
export function fitMargins(): void {
  const { documentElement: root } = document;
  // Details that users open may scroll, and must not move anything else.
  if (document.querySelector('details[open]')) return;
  for (const level of LEVELS) {
    mark(root, level);
    const lacking = root.scrollHeight - root.clientHeight;
    if (lacking <= 0) return;
    // Stop early, because each try lays out the whole page.
    if (lacking > ALL_MARGINS_PX) break;
  }
  // A page that scrolls anyway keeps its margins.
  mark(root, undefined);
}

/** Repeats this whenever the size of the window or its content changes. */
export function watchMargins(): void {
  new ResizeObserver(fitMargins).observe(document.body);
}

function mark({ dataset }: HTMLElement, level: (typeof LEVELS)[number]): void {
  if (level === undefined) delete dataset['margins'];
  else dataset['margins'] = level;
}
