/** One small change to one place of main/: what it changes, and how it is recognized after the lines around it have moved. */
export interface Mutant {
  /** Its number within one run. */
  readonly id: string;
  /** The path from the project's root. */
  readonly file: string;
  /** The line number, starting at 1. */
  readonly line: number;
  /** StrykerJS's name for the kind of change. */
  readonly operator: string;
  /** Where the changed text lies in the file. */
  readonly start: number;
  readonly end: number;
  /** The line that it begins on, without its indentation. */
  readonly code: string;
  readonly original: string;
  readonly replacement: string;
}

/** The part of main/ that contains it: a folder, or the only file beside them. */
export function folderOf(file: string): string {
  return file.split('/').slice(0, 2).join('/');
}

/** The file's text with the change applied. */
export function applied(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Describes it in one line. */
export function described({ file, line, operator, original, replacement }: Mutant): string {
  return `${file}:${line} ${operator}: ${short(original)} → ${short(replacement)}`;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
}
