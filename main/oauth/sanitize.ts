/** Text from a server, made fit to be shown. */

/** Matches text from which nothing has to be removed, as most is. Compiling the patterns below takes 4 ms, in the middle of a sign-in. */
const PLAIN = /^[ -~]*$/;

/** A letter or mark of a script whose letters join: there, a joiner or its opposite changes the word. */
const JOINING = String.raw`[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]`;

/** The end of one emoji of several that a joiner makes one of. */
const PICTURE = String.raw`\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier}`;

/** What could move a terminal's cursor, end a line, or turn the reading direction around. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Invisible characters of every kind: they have no place in text that users compare or type. Some count as
 * letters or marks (fillers, variation selectors, a braille cell without dots).
 */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Characters that take no room on a screen: zero-width ones, soft hyphens, tags, fillers, an empty braille cell. Two names
 * that differ only in them look alike, and a tag can carry text that no one sees.
 * Kept are those that change what is seen: joiners between letters of scripts that join, inside an emoji, and the
 * selector that picks how one emoji or one ideograph is drawn.
 */
const WITHOUT_WIDTH = new RegExp(
  [
    String.raw`(?<!${JOINING})\u200c|\u200c(?!${JOINING})`,
    String.raw`(?<!${JOINING}|${PICTURE})\u200d|\u200d(?!${JOINING}|\p{Extended_Pictographic})`,
    String.raw`(?<!\p{Extended_Pictographic})\ufe0f(?!\u20e3)`,
    String.raw`(?<!\p{Ideographic})[\u{e0100}-\u{e01ef}]`,
    String.raw`(?![\u200c\u200d\ufe0f\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}`,
    String.raw`[\u2800\ufff9-\ufffb]`,
  ].join('|'),
  'gu',
);

/** More marks on one letter than any language writes: they are drawn over the lines around them, and hide those. */
const STACKED_MARKS = /(?<=\p{M}{4})\p{M}+/gu;

/** Shorter secrets are no secrets, and would blank out common words. */
const SHORTEST_SECRET = 6;

/** A text this many times longer than what is shown of it is not a description; searching it for secrets could take too long. */
const TOO_LONG = 8;

/**
 * Removes control, bidi and zero-width characters and stacked marks, and cuts to `longest` characters. If a server echoes one of `secrets`
 * (what was sent to it), that is blanked, also if it is spelled as in a request's form.
 */
export function sanitize(text: string, longest: number, secrets: readonly string[] = []): string {
  let kept = (PLAIN.test(text) ? text : withoutUnsafe(text)).replace(/ {2,}/g, ' ');
  // Not cut: a cut would leave half of a secret.
  if (kept.length > TOO_LONG * longest) return '…';
  for (const secret of secrets)
    if (secret.length >= SHORTEST_SECRET) for (const spelled of spellings(secret)) kept = kept.replaceAll(spelled, '…');
  const characters = [...kept.trim()];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

function withoutUnsafe(text: string): string {
  return text.replace(UNSAFE, ' ').replace(WITHOUT_WIDTH, '').replace(STACKED_MARKS, '');
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

/** Whether the text would be drawn over the lines around it. */
export function hasStackedMarks(text: string): boolean {
  return !PLAIN.test(text) && text.search(STACKED_MARKS) >= 0;
}

/** Whether every character of the text can be seen. */
export function isVisible(text: string): boolean {
  return PLAIN.test(text) || !INVISIBLE.test(text);
}
