/** Derives a runtime and a recipe from a command line, for both `npm start` and `npm run app`. */
import { join, resolve } from 'node:path';
import { isProblem } from '../../main/cli/flags.ts';
import { readUserSettings } from '../../main/settings/user-settings.ts';
import type { Build } from './build.ts';
import { CannotRun } from './cannot-run.ts';
import { type CommandLine, type ServerPlace, validateServer } from './command-line.ts';
import { type Recipe, recipe } from './launch.ts';
import { DATA, PROFILE, ROOT } from './paths.ts';
import { chooseRuntime, type Runtime } from './runtime.ts';
import { thisComputer } from './world.ts';

/** Whether a window could be shown. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** The choice for a run. */
export interface Choice {
  readonly runtime: Runtime;
  readonly server: ServerPlace;
}

/** Chooses the runtime for a command line. `embedded`: the server will be the embedded one. Throws CannotRun. */
export async function choose(asked: CommandLine, embedded: boolean): Promise<Choice> {
  const { given, force } = asked;
  const parsed = validateServer({
    flags: given.serverUrls,
    environment: process.env['COMPANION_SERVER_URL'],
    settings: await serverInSettings(resolve(ROOT, given.profile ?? PROFILE)),
    window: asked.window,
  });
  const server = embedded ? 'loopback' : parsed;
  // The app reports errors in an address itself, and needs no window for that.
  const window = asked.window && server !== 'refused';
  if (window && !hasDisplay())
    throw new CannotRun('There is no display for a window. To sign in without one, add --terminal.');
  const display = { exists: hasDisplay(), environment: {} };
  return { runtime: await chooseRuntime({ force, window, server }, thisComputer(display)), server };
}

/**
 * How this build is started with these flags, in the harness's own profile unless another one is named.
 * `settings`: environment variables for settings that the user hasn't set.
 */
export function appRecipe(
  { folder }: Build,
  { runtime, server }: Choice,
  { given, forApp }: CommandLine,
  settings: Readonly<Record<string, string>> = {},
): Recipe {
  // Electron has the system's keyring. Its stand-in has none, and provides one only if no real account can be
  // behind it: a server that is on this computer and stays so.
  const lend = runtime.kind === 'stand-in' && server === 'loopback';
  // First, because arguments after `--` in the app's flags are for another program.
  const flags = [...(given.profile === undefined ? [`--user-data-dir=${PROFILE}`] : []), ...forApp];
  const recorder = lend
    ? ({
        keychain: { kind: 'working', keyFile: KEY },
        administratorsFile: null,
        desktop: false,
        printed: null,
      } as const)
    : null;
  const plain = recipe(runtime, { flags, recorder, display: hasDisplay(), app: folder });
  return { ...plain, environment: { ...plain.environment, ...settings } };
}

/** The key of the provided keychain. Like a real one's, it is outside every profile. */
const KEY = join(DATA, 'keychain/key');

/** The app's own reading of the file; also undefined if it is invalid and the app will end. */
async function serverInSettings(profile: string): Promise<string | undefined> {
  const settings = await readUserSettings(profile);
  return isProblem(settings) ? undefined : settings.serverUrl;
}
