/** Reads the administrator's file, if only an administrator can have written it. parse.ts validates its content. */
import type { Stats } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import type { PolicyProblem } from '../../../preload/api.ts';
import { codeOf } from '../../system/error-name.ts';
import { FAIL_CLOSED } from './fail-closed.ts';
import type { PolicyPath } from './path.ts';
import type { Policy } from './schema.ts';

/** Larger than any valid file. */
export const MAX_BYTES = 1 << 16;

/** A missing file sets nothing. An unusable file is a problem, and never counts as missing. */
export async function readPolicy({ file, folders, owner }: PolicyPath): Promise<Policy> {
  let text: string;
  try {
    const found = await lstat(file);
    // Check the folders first, because a user who can change one of them could put any file there.
    for (const folder of folders) {
      const reason = whyNotTrusted(await lstat(folder), 'folder', owner);
      if (reason) return unusable('not-trusted', `${folder} ${reason}`);
    }
    const reason = whyNotTrusted(found, 'file', owner);
    if (reason) return unusable('not-trusted', reason);
    if (found.size > MAX_BYTES) return unusable('unreadable', `must have ${MAX_BYTES} bytes at most`);
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { file, managed: {}, problem: null, serverIsCertain: true };
    return unusable('unreadable', `must be readable by all users (${code})`);
  }

  // Most computers have no file, so the parser is loaded only if there is one. If it can't be loaded, this rejects, because that
  // must never look like a missing file.
  const { parsePolicy } = await import('./parse.ts');
  return parsePolicy(file, text);

  function unusable(why: PolicyProblem['why'], rule: string): Policy {
    const problem = { file, why, field: null, rule };
    return { file, managed: FAIL_CLOSED, problem, serverIsCertain: false };
  }
}

/** Why someone other than an administrator could have written this; null if no one else could. */
function whyNotTrusted(found: Stats, kind: 'file' | 'folder', owner: number | null): string | null {
  if (found.isSymbolicLink()) return 'must not be a link';
  if (kind === 'file' ? !found.isFile() : !found.isDirectory()) return `must be a ${kind}`;
  if (owner === null) return null;
  if (found.uid !== owner) return `must belong to root, not to user ${found.uid}`;
  return (found.mode & 0o022) === 0 ? null : 'must not be writable by its group or by others';
}
