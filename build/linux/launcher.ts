/** The text of the launcher that a package installs. */
import { readFile } from 'node:fs/promises';

/**
 * What answers `token` comes first, within the launcher itself: on PATH that is reached by a link, and to follow it to another
 * file would cost each caller one more program.
 */
export async function launcherText(): Promise<string> {
  const [launcher, token] = await Promise.all(
    ['launcher.sh', 'token.sh'].map((name) => readFile(new URL(name, import.meta.url), 'utf8')),
  );
  const [shebang, ...rest] = (launcher ?? '').split('\n');
  return [shebang, token, ...rest].join('\n');
}
