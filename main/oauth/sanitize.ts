/** Text from a server, made fit to be shown. */

/** What could move a terminal's cursor, end a line, or turn the reading direction around. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Invisible characters of every kind: they have no place in something that a person compares or types. Some count as
 * letters or marks (fillers, variation selectors, a braille cell without dots).
 */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Shorter secrets are no secrets, and would blank out common words. */
const SHORTEST_SECRET = 6;

/** So many times longer than what would be shown of it, a text is nobody's description: looking for secrets in it could take for ever. */
const TOO_LONG = 8;

/**
 * Removes control and bidi characters and cuts to `longest` characters. A server that echoes one of `secrets`
 * (what was sent to it) finds it blanked, also where it is spelled as in a request's form.
 */
export function clean(text: string, longest: number, secrets: readonly string[] = []): string {
  let kept = text.replace(new RegExp(UNSAFE, 'gu'), ' ').replace(/ {2,}/g, ' ');
  // Not cut: a cut would leave half of a secret.
  if (kept.length > TOO_LONG * longest) return '…';
  for (const secret of secrets)
    if (secret.length >= SHORTEST_SECRET) for (const spelled of spellings(secret)) kept = kept.replaceAll(spelled, '…');
  const characters = [...kept.trim()];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

/** Whether the text holds the secret, in one of its spellings. */
export function reveals(text: string, secret: string): boolean {
  return spellings(secret).some((spelled) => text.includes(spelled));
}

/** A secret as it is, and as forms, URLs and dumps write it. */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  const escaped = [inUrl, inForm].flatMap((text) => [text, text.replace(/%../g, (code) => code.toLowerCase())]);
  const hex = bytes.toString('hex');
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [...new Set([secret, ...escaped, base64, bytes.toString('base64url'), hex, hex.toUpperCase()])];
}

/** Whether there is anything in the text to see. */
export function hasVisible(text: string): boolean {
  return [...text].some((character) => character.trim() && isVisible(character));
}

/** Whether every character of the text can be seen. */
export function isVisible(text: string): boolean {
  return !INVISIBLE.test(text);
}
