/** Packs the built app as electron-builder.yml defines, on an Electron that is already on this machine: no download. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Packed {
  /** The file that users start. */
  readonly executable: string;
  /** Electron's own executable, which contains the fuses: on Linux, not the file that users start. */
  readonly binary: string;
  readonly asar: string;
}

/**
 * Makes the unpacked package of this system from `out/`.
 * @param options.electronDist a folder with Electron's distribution, real or fabricated
 * @param options.output where the package goes
 * @param options.inspectable leaves the inspector's fuse on, as Playwright needs it: never for people
 * @param options.settings more of electron-builder's own, as `-c.` takes them
 * @param options.project the folder whose `out/` is packed, if it is another checkout
 * @param options.env variables beside this process's own
 * @throws what electron-builder printed, if it fails; a bad key in electron-builder.yml is one reason
 */
export async function pack(options: {
  readonly electronDist: string;
  readonly output: string;
  readonly inspectable?: boolean;
  readonly settings?: readonly string[];
  readonly project?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The targets to build, by electron-builder's names; if there are none, only the unpacked package. */
  readonly targets?: readonly string[];
}): Promise<Packed> {
  const { electronDist, output, inspectable = false, settings = [], project = root, env = {}, targets = [] } = options;
  const builder = promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules/electron-builder/cli.js'),
      ...(targets.length > 0 ? ['--linux', ...targets] : ['--dir']),
      '--publish=never',
      `-c.electronDist=${electronDist}`,
      `-c.directories.output=${output}`,
      `-c.electronFuses.enableNodeCliInspectArguments=${inspectable}`,
      ...settings.map((setting) => `-c.${setting}`),
    ],
    { cwd: project, env: { ...process.env, ...env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } },
  );
  await builder.catch((error: { readonly stdout: string; readonly stderr: string }) => {
    throw new Error(`electron-builder failed:\n${error.stdout}${error.stderr}`);
  });
  return findIn(output);
}

/** The unpacked package in electron-builder's output folder, whatever the system and the processor call it. */
async function findIn(output: string): Promise<Packed> {
  const folders = await readdir(output, { withFileTypes: true });
  const unpacked = folders.find((it) => it.isDirectory() && /^mac|-unpacked$/.test(it.name));
  if (!unpacked) throw new Error(`electron-builder left no unpacked package in ${output}`);
  const folder = join(output, unpacked.name);
  switch (process.platform) {
    case 'darwin': {
      const contents = join(folder, 'Transparenc Companion.app/Contents');
      const executable = join(contents, 'MacOS/Transparenc Companion');
      return { executable, binary: executable, asar: join(contents, 'Resources/app.asar') };
    }
    case 'win32': {
      const executable = join(folder, 'Transparenc Companion.exe');
      return { executable, binary: executable, asar: join(folder, 'resources/app.asar') };
    }
    default: {
      const executable = join(folder, 'transparenc-companion');
      return { executable, binary: `${executable}.bin`, asar: join(folder, 'resources/app.asar') };
    }
  }
}
