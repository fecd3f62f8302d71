/** Prints results in the terminal. */
import type { TerminalWords } from '../../locales/chunks/terminal.ts';
import { ruleBroken } from '../../locales/details.ts';
import type { Explanation } from '../../locales/explanation.ts';
import type { PolicyProblem } from '../../preload/api.ts';
import { EXIT } from './exit-codes.ts';

interface Printer {
  readonly words: TerminalWords;
  readonly write: (text: string) => void;
}

/** Writes an empty line, what happened, what to do, and the indented details for support. */
export function print(
  { write }: Pick<Printer, 'write'>,
  explanation: Explanation,
  details: readonly string[] = [],
): void {
  write(
    ['', explanation.title, explanation.text, explanation.next, ...details.map((line) => `  ${line}`)]
      .filter((line, at) => at === 0 || line)
      .join('\n'),
  );
}

/** Prints what the administrator has to fix, and returns the exit code. */
export function reportMisconfigured(printer: Printer, problem: PolicyProblem): number {
  const { title, why, next } = printer.words.misconfigured;
  print(printer, { title, text: why[problem.why], next }, [problem.file, ruleBroken(problem)]);
  return EXIT.policyProblem;
}
