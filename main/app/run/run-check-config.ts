/** `--check-config`: validates an administrator's file in the terminal. Writes nothing and opens no profile. */
import { resolve } from 'node:path';
import { app } from 'electron';
import { EXIT } from '../../cli/exit-codes.ts';
import { sanitize } from '../../oauth/sanitize.ts';
import { checkFile, type FileProblem } from '../../settings/policy/check.ts';
import { policyPath } from '../../settings/policy/path.ts';
import { readPolicy } from '../../settings/policy/read.ts';

/** Longer than any field's name. */
const LONGEST_NAME = 80;

/** Prints every problem as `FILE:LINE:COLUMN: …`, or the fields the file sets, and ends the process. */
export async function start(file: string): Promise<void> {
  const { problems, sets } = await checkFile(file);
  const all = [...problems, ...(await problemsOfPlace(resolve(file)))];
  const lines = all.map((problem) => lineOf(file, problem));
  const good =
    sets.length > 0 ? `${file} can be used. It sets ${sets.join(', ')}.` : `${file} can be used. It sets nothing.`;
  const code = all.length > 0 ? EXIT.policyProblem : EXIT.signedIn;
  process.stdout.write(`${all.length > 0 ? lines.join('\n') : good}\n`, () => app.exit(code));
}

/** At the path the app reads, the file must also have a trusted owner. Elsewhere its owner doesn't matter. */
async function problemsOfPlace(file: string): Promise<readonly FileProblem[]> {
  const place = policyPath(process.platform);
  if (file !== place.file) return [];
  const { problem } = await readPolicy(place);
  return problem?.why === 'not-trusted' ? [{ at: null, field: null, rule: problem.rule }] : [];
}

function lineOf(file: string, { at, field, rule }: FileProblem): string {
  const where = at ? `${file}:${at.line}:${at.column}` : file;
  return field === null ? `${where}: ${rule}` : `${where}: ${sanitize(field, LONGEST_NAME)} ${rule}`;
}
