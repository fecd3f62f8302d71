/** What `--check-config` prints about an administrator's file. */
import { resolve } from 'node:path';
import { sanitize } from '../../oauth/sanitize.ts';
import { checkFile, type FileProblem } from '../../settings/policy/check.ts';
import type { PolicyPath } from '../../settings/policy/path.ts';
import { readPolicy } from '../../settings/policy/read.ts';

/** Longer than any field's name. */
const LONGEST_NAME = 80;

interface CheckReport {
  /** Every problem as `FILE:LINE:COLUMN: …`, or the fields that the file sets. */
  readonly text: string;
  readonly hasProblem: boolean;
}

/** @param place where the app reads the file: there it must also have a trusted owner. Elsewhere its owner doesn't matter. */
export async function checkReport(file: string, place: PolicyPath): Promise<CheckReport> {
  const { problems, sets } = await checkFile(file);
  const all = [...problems, ...(resolve(file) === place.file ? await problemsOf(place) : [])];
  if (all.length > 0) return { text: all.map((problem) => lineOf(file, problem)).join('\n'), hasProblem: true };
  return { text: `${file} can be used. It sets ${sets.join(', ') || 'nothing'}.`, hasProblem: false };
}

async function problemsOf(place: PolicyPath): Promise<readonly FileProblem[]> {
  const { problem } = await readPolicy(place);
  return problem?.why === 'not-trusted' ? [{ at: null, field: null, rule: problem.rule }] : [];
}

function lineOf(file: string, { at, field, rule }: FileProblem): string {
  const where = at ? `${file}:${at.line}:${at.column}` : file;
  return field === null ? `${where}: ${rule}` : `${where}: ${sanitize(field, LONGEST_NAME)} ${rule}`;
}
