/** Makes text from a server safe to display. */

/** Matches text that needs no sanitizing, which is most text. This avoids compiling the patterns below, which takes 4 ms. */
const PLAIN = /^[ -~]*$/;

/** Letters and marks of scripts in which joiners and non-joiners change a word. */
const JOINING = String.raw`[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]`;

/** The end of an emoji that a joiner may combine with the next. */
const PICTURE = String.raw`\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier}`;

/** Characters that could move a terminal's cursor, end a line, or reverse the reading direction. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * All kinds of invisible characters, which must not occur in text that users compare or type. Some count as letters or marks
 * (fillers, variation selectors, the empty braille cell).
 */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Characters without a visible width: zero-width characters, soft hyphens, tags, fillers, the empty braille cell. Names that
 * differ only in these look alike, and tags can carry hidden text. Characters that change what is seen are kept: joiners
 * between letters of joining scripts and inside emoji, and selectors that choose the form of an emoji or ideograph.
 */
function withoutWidth(): RegExp {
  // Even to parse it takes 3 ms, so this waits for the first text that needs it.
  withoutWidthPattern ??= new RegExp(
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
  return withoutWidthPattern;
}

let withoutWidthPattern: RegExp | null = null;

/** More combining marks on one letter than any language uses. They would cover the lines above and below. */
const STACKED_MARKS = /(?<=\p{M}{4})\p{M}+/gu;

/** Shorter values aren't secret, and blanking them out would remove common words. */
const SHORTEST_SECRET = 6;

/** A text this many times longer than what may be shown is dropped, because searching it for secrets could take too long. */
const TOO_LONG = 8;

/**
 * Removes control, bidi and zero-width characters and stacked marks, and truncates to `longest` characters. Blanks out any of
 * `secrets` (what was sent to the server) that the server echoes, including in encoded form.
 */
export function sanitize(text: string, longest: number, secrets: readonly string[] = []): string {
  let kept = (PLAIN.test(text) ? text : withoutUnsafe(text)).replace(/ {2,}/g, ' ');
  // Don't truncate it, because that could leave half of a secret.
  if (kept.length > TOO_LONG * longest) return '…';
  for (const secret of secrets)
    if (secret.length >= SHORTEST_SECRET) for (const spelled of spellings(secret)) kept = kept.replaceAll(spelled, '…');
  const characters = [...kept.trim()];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

function withoutUnsafe(text: string): string {
  return text.replace(UNSAFE, ' ').replace(withoutWidth(), '').replace(STACKED_MARKS, '');
}

/** Whether the text contains the secret in any spelling. */
export function reveals(text: string, secret: string): boolean {
  return spellings(secret).some((spelled) => text.includes(spelled));
}

/** The secret itself, and its spellings in forms, URLs and dumps. */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  const escaped = [inUrl, inForm].flatMap((text) => [text, text.replace(/%../g, (code) => code.toLowerCase())]);
  const hex = bytes.toString('hex');
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [...new Set([secret, ...escaped, base64, bytes.toString('base64url'), hex, hex.toUpperCase()])];
}

/** Whether the text contains any visible character. */
export function hasVisible(text: string): boolean {
  return [...text].some((character) => character.trim() && isVisible(character));
}

/** Whether the text has stacked marks that would cover other lines. */
export function hasStackedMarks(text: string): boolean {
  return !PLAIN.test(text) && text.search(STACKED_MARKS) >= 0;
}

/** Whether all characters of the text are visible. */
export function isVisible(text: string): boolean {
  return PLAIN.test(text) || !INVISIBLE.test(text);
}
