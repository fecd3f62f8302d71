/** Text from a server, made fit to be shown. */

/** What could move a terminal's cursor, end a line, or turn the reading direction around. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Invisible characters of every kind: they have no place in something that a person compares or types. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Shorter secrets are no secrets, and would blank out common words. */
const SHORTEST_SECRET = 6;

/**
 * Removes control and bidi characters and cuts to `longest` characters. A server that echoes one of `secrets`
 * (what was sent to it) finds it blanked.
 */
export function clean(text: string, longest: number, secrets: readonly string[] = []): string {
  let kept = text.slice(0, 20 * longest);
  for (const secret of secrets) if (secret.length >= SHORTEST_SECRET) kept = kept.replaceAll(secret, '…');
  const characters = [...kept.replace(new RegExp(UNSAFE, 'gu'), ' ').replace(/ {2,}/g, ' ').trim()];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

/** Whether every character of the text can be seen. */
export function isVisible(text: string): boolean {
  return !INVISIBLE.test(text);
}
