/**
 * A language that nobody speaks, made of English: accented, two fifths longer, each message between « and ».
 * What stands outside of them on a screen is hard-coded; what does not fit would not fit in German either.
 * Bundled by pseudo-chunk.ts, it takes the place of German, and from right to left that of Arabic.
 */
import type { DoctorWords } from '../../locales/doctor.ts';
import { en } from '../../locales/en.ts';
import { enDoctor } from '../../locales/en-doctor.ts';
import type { Format } from '../../locales/format.ts';
import type { Vocabulary } from '../../locales/vocabulary.ts';

export const de = (format: Format): Vocabulary => ({ ...pseudo(en(format)), language: 'de', between: ' ' });
export const ar = (format: Format): Vocabulary => ({ ...de(format), language: 'ar', direction: 'rtl' });

/** Every text of an object, whether it stands there or is the result of a function; parameters stay as they are. */
function pseudo<T>(words: T, kept: readonly string[] = []): T {
  // Each branch gives back what it was given: a text for a text, a function for a function.
  return toPseudo(words, kept) as T;
}

function toPseudo(words: unknown, kept: readonly string[]): unknown {
  if (typeof words === 'string') return `«${longer(words, kept)}»`;
  if (typeof words === 'function') return (...args: unknown[]) => pseudo(words(...args), [...kept, ...textsIn(args)]);
  if (Array.isArray(words)) return words.map((part) => (typeof part === 'string' ? pseudo(part, kept) : part));
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, pseudo(value, kept)]));
}

/** Every vowel twice: that makes a text about two fifths longer, and each word of it. */
function longer(text: string, kept: readonly string[]): string {
  const [name, ...others] = kept.filter((part) => part !== '');
  if (name !== undefined)
    return text
      .split(name)
      .map((part) => longer(part, others))
      .join(name);
  return text.replace(/[aeiou]/gi, (vowel) => ACCENTED[vowel.toLowerCase()]?.repeat(2) ?? vowel);
}

const ACCENTED: Readonly<Record<string, string>> = { a: 'ä', e: 'ê', i: 'ï', o: 'ö', u: 'û' };

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

// Made at once, and so after all that it takes.
export const deDoctor: DoctorWords = pseudo(enDoctor);
export const arDoctor = deDoctor;
