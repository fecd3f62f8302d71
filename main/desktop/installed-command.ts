/** Linux: puts the command on PATH for one user, under a name that stays when an AppImage moves. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { appImageOf } from '../system/app-image.ts';
import { codeOf } from '../system/error-name.ts';

const COMMAND = 'transparenc-companion';
/** docker finds credential helpers by this prefix. */
const DOCKER_HELPER = 'docker-credential-transparenc';

/** By this line the app knows its own files: another program's file of the same name is left alone. */
const MARK = '# Written by Transparenc Companion. "Remove the command" in its settings removes it.';

export type CommandState =
  /** This system or this build has no command to install. */
  | { readonly kind: 'not-offered' }
  /** `onPath`: whether a shell that starts now finds the folder. */
  | { readonly kind: 'installed' | 'not-installed'; readonly folder: string; readonly onPath: boolean }
  /** A file that is not the app's has the name. */
  | { readonly kind: 'occupied'; readonly file: string }
  | { readonly kind: 'failed'; readonly folder: string; readonly code: string };

export interface InstalledCommand {
  state(): Promise<CommandState>;
  install(): Promise<CommandState>;
  remove(): Promise<CommandState>;
  /** To be called at each start: what is installed then starts this very program again, wherever it lies now. */
  keepCurrent(): Promise<void>;
}

/** None of its functions rejects. */
export function createInstalledCommand(parts: {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly executable: string;
  readonly home: string;
  /** The package's resources, which hold what answers `token` without the app. */
  readonly resources: string;
}): InstalledCommand {
  const { platform, isPackaged, environment, executable, home, resources } = parts;
  const folder = join(home, '.local', 'bin');
  const files = [COMMAND, DOCKER_HELPER].map((name) => join(folder, name));
  const offered = platform === 'linux' && isPackaged;

  const stateOf = (kind: 'installed' | 'not-installed'): CommandState => ({
    kind,
    folder,
    onPath: (environment['PATH'] ?? '').split(':').includes(folder),
  });

  /** What each file holds; null: there is none. */
  async function read(): Promise<readonly (string | null)[]> {
    return Promise.all(files.map(readIfThere));
  }

  async function attempt(work: () => Promise<CommandState>): Promise<CommandState> {
    if (!offered) return { kind: 'not-offered' };
    try {
      const foreign = (await read()).findIndex((text) => text !== null && !isOwn(text));
      const file = files[foreign];
      return file === undefined ? await work() : { kind: 'occupied', file };
    } catch (error) {
      return { kind: 'failed', folder, code: codeOf(error) };
    }
  }

  async function write(): Promise<void> {
    const program = appImageOf(environment, executable) ?? launcherOf(executable);
    const texts = [commandText(program, await readFile(join(resources, 'token.sh'), 'utf8')), HELPER_TEXT];
    await mkdir(folder, { recursive: true });
    for (const [at, file] of files.entries()) await replace(file, texts[at] ?? '');
  }

  return {
    state: () =>
      attempt(async () => stateOf((await read()).every((text) => text !== null) ? 'installed' : 'not-installed')),
    install: () =>
      attempt(async () => {
        await write();
        return stateOf('installed');
      }),
    remove: () =>
      attempt(async () => {
        for (const file of files) await rm(file, { force: true });
        return stateOf('not-installed');
      }),
    async keepCurrent() {
      await attempt(async () => {
        if ((await read()).some((text) => text !== null)) await write();
        return stateOf('installed');
      });
    },
  };
}

/** In a package the launcher has the executable's name, and the executable another one. */
function launcherOf(executable: string): string {
  return join(dirname(executable), basename(executable).replace(/\.bin$/, ''));
}

function commandText(program: string, token: string): string {
  return `#!/bin/sh
${MARK}
program=${quoted(program)}
if [ ! -x "$program" ]; then
  echo "Transparenc Companion is no longer at $program. Start it once from where it is now, or delete $0." >&2
  exit 127
fi

${token}
exec "$program" "$@"
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

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** At once: a shell may be reading the file. */
async function replace(file: string, text: string): Promise<void> {
  const passing = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(passing, text, { flag: 'wx' });
    await chmod(passing, 0o755);
    await rename(passing, file);
  } catch (error) {
    await rm(passing, { force: true });
    throw error;
  }
}
