/** Prints results in the terminal. */

import { ruleBroken } from '../../locales/details.ts';
import type { Messages, Told } from '../../locales/messages.ts';
import type { ConfigurationProblem } from '../../preload/api.ts';
import { EXIT } from './exit-codes.ts';

interface Speaker {
  readonly words: Messages;
  readonly write: (text: string) => void;
}

/** Writes an empty line, what happened, what to do, and indented, the details for support. */
export function say({ write }: Pick<Speaker, 'write'>, told: Told, details: readonly string[] = []): void {
  write(
    ['', told.title, told.text, told.next, ...details.map((line) => `  ${line}`)]
      .filter((line, at) => at === 0 || line)
      .join('\n'),
  );
}

/** Prints what the administrator has to fix, and returns the exit code for it. */
export function reportMisconfigured(speaker: Speaker, problem: ConfigurationProblem): number {
  const { title, why, next } = speaker.words.misconfigured;
  say(speaker, { title, text: why[problem.why], next }, [problem.file, ruleBroken(problem)]);
  return EXIT.configuration;
}
