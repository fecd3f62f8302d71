/** Builds the launcher script that a package installs. */
import { readFile } from 'node:fs/promises';

/**
 * The code that answers `token` comes first, in the launcher itself. The command on PATH is a link, and resolving it to find another
 * file would start one more program per call.
 */
export async function launcherText(): Promise<string> {
  const [launcher, token] = await Promise.all(
    ['launcher.sh', 'token.sh'].map((name) => readFile(new URL(name, import.meta.url), 'utf8')),
  );
  const [shebang, ...rest] = (launcher ?? '').split('\n');
  return [shebang, token, ...rest].join('\n');
}
