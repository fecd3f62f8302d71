/** Linux: installs the command on the user's PATH, so that it keeps working when an AppImage moves. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { CommandState } from '../../preload/api.ts';
import { troubleOf } from '../files/storage-error.ts';
import { appImageOf, liesInAppImage } from '../system/app-image.ts';
import { codeOf } from '../system/error-name.ts';

const COMMAND = 'transparenc-companion';
/** docker finds credential helpers by this prefix. */
const DOCKER_HELPER = 'docker-credential-transparenc';

/** Marks the app's own files. Another program's file with the same name is not changed. */
const MARK = '# Written by Transparenc Companion. "Remove the command" in its settings removes it.';

export type InstalledCommand = ReturnType<typeof createInstalledCommand>;

/** Its functions never reject. */
export function createInstalledCommand(parts: {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  readonly executable: string;
  readonly home: string;
  /** The package's resources, which include the launcher that gets tokens without starting the app. */
  readonly resources: string;
}) {
  const { platform, isPackaged, environment, executable, home, resources } = parts;
  const folder = join(home, '.local', 'bin');
  const files = [COMMAND, DOCKER_HELPER].map((name) => join(folder, name));
  const searched = (environment['PATH'] ?? '')
    .split(':')
    .filter(isAbsolute)
    .map((path) => resolve(path));
  /** What the command starts; null if the app has no permanent path, as in development or an unpacked AppImage. */
  const program = platform === 'linux' && isPackaged ? programOf(environment, executable) : null;

  const stateOf = (kind: 'installed' | 'not-installed'): CommandState => ({
    kind,
    folder,
    onPath: searched.includes(folder),
  });

  /**
   * The link on PATH that the app's package has installed; null if there is none.
   * An AppImage has none, because its folder is only mounted.
   */
  async function packaged(): Promise<string | null> {
    if (program === null || liesInAppImage(executable)) return null;
    for (const each of searched) {
      const file = join(each, COMMAND);
      if ((await realpath(file).catch(() => null)) === program) return file;
    }
    return null;
  }

  /** The content of each file; null if it doesn't exist. */
  async function read(): Promise<readonly (string | null)[]> {
    return Promise.all(files.map(readIfExists));
  }

  async function attempt(
    work: (program: string) => Promise<CommandState>,
    next: 'install' | 'remove' = 'install',
  ): Promise<CommandState> {
    if (program === null) return { kind: 'not-offered' };
    try {
      const foreign = (await read()).findIndex((text) => text !== null && !isOwn(text));
      const file = files[foreign];
      return file === undefined ? await work(program) : { kind: 'occupied', file };
    } catch (error) {
      // There is a file in place of the folder, or of `.local`.
      if (['ENOTDIR', 'EEXIST'].includes(codeOf(error))) return { kind: 'occupied', file: folder };
      return { kind: 'failed', folder, trouble: troubleOf(error), next };
    }
  }

  async function write(program: string): Promise<void> {
    const texts = [commandText(program, await readFile(join(resources, 'token.sh'), 'utf8')), HELPER_TEXT];
    await mkdir(folder, { recursive: true });
    for (const [at, file] of files.entries()) await replace(file, texts[at] ?? '');
  }

  async function state(): Promise<CommandState> {
    if ((await read()).every((text) => text !== null)) return stateOf('installed');
    const file = await packaged();
    return file === null ? stateOf('not-installed') : { kind: 'packaged', file };
  }

  return {
    state: () => attempt(state),
    install: () =>
      attempt(async (program) => {
        await write(program);
        return stateOf('installed');
      }),
    remove: () =>
      attempt(async () => {
        for (const file of files) await rm(file, { force: true });
        return state();
      }, 'remove'),
    /** Updates an installed command if the app has moved. Resolves like `state`. Call at each start. */
    keepCurrent: () =>
      attempt(async (program) => {
        if ((await read()).some((text) => text !== null)) await write(program);
        return state();
      }),
  };
}

/** The AppImage, or the launcher. In a package, the launcher has the app's name, and the executable has another. */
function programOf(environment: Readonly<NodeJS.ProcessEnv>, executable: string): string | null {
  if (liesInAppImage(executable)) return appImageOf(environment, executable);
  return join(dirname(executable), basename(executable).replace(/\.bin$/, ''));
}

function commandText(program: string, token: string): string {
  return `#!/bin/sh
${MARK}
companion_program=${quoted(program)}
if [ ! -x "$companion_program" ]; then
  echo "Transparenc Companion is no longer at $companion_program. Start it once from where it is now, or delete $0." >&2
  exit 127
fi

${token}
exec "$companion_program" "$@"
`;
}

const HELPER_TEXT = `#!/bin/sh
${MARK}
exec "\${0%/*}/${COMMAND}" credential docker "$@"
`;

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function isOwn(text: string): boolean {
  return text.split('\n')[1] === MARK;
}

async function readIfExists(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    // A folder isn't the app's.
    if (codeOf(error) === 'EISDIR') return '';
    throw error;
  }
}

/** Replaces the file in one step, because a shell may be reading it. */
async function replace(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await chmod(temporary, 0o755);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
