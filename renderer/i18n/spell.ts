/**
 * A user code for the ear, one character after the other.
 * @param names what sounds or looks like something else, and what a screen reader would leave out
 */
export function spell(userCode: string, names: Readonly<Record<string, string>>, comma: string): string {
  return [...userCode].map((character) => names[character] ?? character).join(comma);
}
