/** Checks an administrator's file before deployment, and reports all problems with their positions. */
import { readFile, stat } from 'node:fs/promises';
import { codeOf } from '../../system/error-name.ts';
import { type Position, readPositions } from './json-positions.ts';
import { parse } from './parse.ts';
import { MAX_BYTES } from './read.ts';

export interface FileProblem {
  /** Null if it concerns the whole file. */
  readonly at: Position | null;
  /** The field's name in the file, such as `proxy.rules`; null if it concerns no field. */
  readonly field: string | null;
  /** The rule that is violated, such as `must be true or false`. */
  readonly rule: string;
}

interface Checked {
  /** In the order of the file. */
  readonly problems: readonly FileProblem[];
  /** The valid fields. */
  readonly sets: readonly string[];
}

/** Never rejects, because an unreadable file is a problem too. */
export async function checkFile(file: string): Promise<Checked> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return unusable('must be a file');
    if (found.size > MAX_BYTES) return unusable(`must have ${MAX_BYTES} bytes at most`);
    return checkBytes(await readFile(file));
  } catch (error) {
    const code = codeOf(error) || 'unknown';
    return unusable(code === 'ENOENT' ? 'must exist' : `must be readable (${code})`);
  }
}

export function checkBytes(bytes: Uint8Array): Checked {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unusable('must be text in UTF-8');
  }
  const parsed = parse(text);
  if (parsed.kind === 'not-json') return { problems: [{ at: parsed.at, field: null, rule: parsed.rule }], sets: [] };
  const fields = readPositions(text);
  if ('problem' in fields)
    return { problems: [{ at: fields.at, field: null, rule: `must not have ${fields.problem}` }], sets: [] };

  const at = (path: readonly string[]) => fields.positions.get(path.join('.')) ?? null;
  const problems = [
    ...parsed.wrong.map(({ path, rule }) => ({
      // For a missing field, use the position of the object that lacks it.
      at: at(path) ?? at(path.slice(0, -1)),
      field: path.join('.') || null,
      rule,
    })),
    ...fields.repeated.map((field) => ({ at: at([field]), field, rule: 'must be given once' })),
  ];
  const sets = Object.keys(parsed.managed).filter((name) => name !== '$schema');
  return { problems: problems.sort(inOrder), sets };
}

function unusable(rule: string): Checked {
  return { problems: [{ at: null, field: null, rule }], sets: [] };
}

function inOrder({ at: one }: FileProblem, { at: other }: FileProblem): number {
  if (!one || !other) return 0;
  return one.line - other.line || one.column - other.column;
}
