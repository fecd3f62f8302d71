/** The launcher that packages install, with the tests' runtime in place of the packed executable. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launcherText } from '../../build/linux/launcher.ts';
import { commandRecipe } from './command.ts';
import { ROOT } from './paths.ts';
import type { Home } from './profile.ts';

export interface Installed {
  /** A folder for PATH, with `transparenc-companion` and `docker-credential-transparenc`. */
  readonly folder: string;
  /** The launcher itself. */
  readonly launcher: string;
  /** The environment of every program that starts them. */
  readonly environment: NodeJS.ProcessEnv;
}

const launcher = await launcherText();

/** Installs the launcher for a home; its profile and the server's flags are given to every start. */
export function installLauncher(home: Home, flags: readonly string[]): Installed {
  const folder = join(home.folder, 'bin');
  const app = join(home.folder, 'app');
  mkdirSync(app);
  mkdirSync(folder);
  const { command, args, environment, folder: root } = commandRecipe({ home, args: flags });
  const file = (path: string, text: string) => {
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  };
  const quoted = [command, ...args].map((arg) => `'${arg}'`).join(' ');
  // The bundles are found relative to the root. The caller's folder is only a claim in the command's request.
  file(join(app, 'transparenc-companion.bin'), `#!/bin/sh\ncd ${root} && exec ${quoted} "$@"\n`);
  file(join(app, 'transparenc-companion'), launcher);
  const helper = 'docker-credential-transparenc';
  file(join(folder, helper), readFileSync(join(ROOT, 'build/linux', helper), 'utf8'));
  // Unlike for users, the profile is a separate one. Everything else is as for a real call of the launcher.
  file(
    join(folder, 'transparenc-companion'),
    `#!/bin/sh\ncommand=$1; shift\nexec ${join(app, 'transparenc-companion')} "$command" --user-data-dir=${home.profile} "$@"\n`,
  );
  return {
    folder,
    launcher: join(app, 'transparenc-companion'),
    environment: { ...environment, PATH: `${folder}:${process.env['PATH']}` },
  };
}
