/** A sentence with specially rendered parts, in the language's word order. */
export type Sentence<Part> = readonly (string | Part)[];

/** Private-use characters. Our messages contain none, and sanitizing removes them from servers' texts. */
const FIRST_MARK = 0xe000;

/**
 * A message with parts of any kind in place of its arguments: `rich(words.connect.example, { address: <Address /> })`.
 * The language determines where each part goes.
 */
export function rich<Name extends string, Part extends object>(
  message: (args: Readonly<Record<Name, string>>) => string,
  parts: Readonly<Record<Name, Part>>,
): Sentence<Part> {
  // The entries have exactly the names in the record.
  const entries = Object.entries(parts) as [Name, Part][];
  const mark = (at: number) => String.fromCharCode(FIRST_MARK + at);
  const marks = Object.fromEntries(entries.map(([name], at) => [name, mark(at)])) as Record<Name, string>;
  return message(marks)
    .split(/([\ue000-\uf8ff])/)
    .flatMap((piece): Sentence<Part> => {
      const found = entries[piece.charCodeAt(0) - FIRST_MARK];
      if (found && piece === mark(entries.indexOf(found))) return [found[1]];
      return piece === '' ? [] : [piece];
    });
}
