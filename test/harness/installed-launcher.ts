/** The launcher that packages install, over the runtime of the tests in the place of the packed executable. */
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
  // The folder of the caller is a claim that the command makes: only the bundles are found from the root.
  file(join(app, 'transparenc-companion.bin'), `#!/bin/sh\ncd ${root} && exec ${quoted} "$@"\n`);
  file(join(app, 'transparenc-companion'), launcher);
  const helper = 'docker-credential-transparenc';
  file(join(folder, helper), readFileSync(join(ROOT, 'build/linux', helper), 'utf8'));
  // A profile of its own is not what users have: everything else is as the launcher is called.
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
