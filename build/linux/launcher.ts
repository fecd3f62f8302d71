/** The text of the launcher that a package installs. */
import { readFile } from 'node:fs/promises';

/**
 * The code that handles `token` comes first, in the launcher itself. PATH contains a link to the launcher, and following it to
 * another file would require one more program for each caller.
 */
export async function launcherText(): Promise<string> {
  const [launcher, token] = await Promise.all(
    ['launcher.sh', 'token.sh'].map((name) => readFile(new URL(name, import.meta.url), 'utf8')),
  );
  const [shebang, ...rest] = (launcher ?? '').split('\n');
  return [shebang, token, ...rest].join('\n');
}
