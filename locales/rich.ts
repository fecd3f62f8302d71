/** A sentence with parts that are drawn in their own way, in the order that the language wants. */
export type Sentence<Part> = readonly (string | Part)[];

/** Private-use characters: no text of ours has one, and what a server sends has none by the time it is shown. */
const FIRST_MARK = 0xe000;

/**
 * A message with parts of any kind in place of its arguments: `rich(words.connect.example, { address: <Address /> })`.
 * Each part keeps its place in the sentence of the language.
 */
export function rich<Name extends string, Part extends object>(
  message: (args: Readonly<Record<Name, string>>) => string,
  parts: Readonly<Record<Name, Part>>,
): Sentence<Part> {
  // The entries have exactly the names of the record.
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
