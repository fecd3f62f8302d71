/** How a command fails: with one line on stderr and an exit code. */
import { inTermsOfOptions, PROBLEMS } from '../../local-tools/problems.ts';
import { EXIT } from '../exit-codes.ts';
import { problemText, type SettingProblem } from '../flags.ts';
import type { ApiProblem, CommandIo } from './parts.ts';

/**
 * Prints the reason and returns the exit code. The detail comes from the app itself and holds no secrets.
 * @param options the command's own names for fields of its request, if they differ from the usual ones
 */
export function fail(
  io: Pick<CommandIo, 'note'>,
  { problem, detail }: ApiProblem,
  options: Readonly<Record<string, string>> = {},
): number {
  io.note(inTermsOfOptions(detail, options));
  return PROBLEMS[problem].exitCode;
}

/** Prints what is wrong with the command line. */
export function usage(io: Pick<CommandIo, 'note'>, problem: SettingProblem): number {
  io.note(`${problemText(problem)} See --help.`);
  return EXIT.usage;
}
