/** Whether the desktop shows the tray icon. On Linux there may be no tray, and Electron gives no feedback about that. */
import { execFile } from 'node:child_process';

/** Resolves with a program's output and errors, which are empty if it could not be run. */
export type Ask = (program: string, args: readonly string[]) => Promise<string>;

const WATCHER = 'org.kde.StatusNotifierWatcher';
const PATH = '/StatusNotifierWatcher';
const PROPERTY = 'IsStatusNotifierHostRegistered';
const GET = 'org.freedesktop.DBus.Properties.Get';

/** The same query for each common program, of which at least one is usually installed. */
const QUESTIONS: readonly (readonly [program: string, ...args: string[]])[] = [
  ['busctl', '--user', 'get-property', WATCHER, PATH, WATCHER, PROPERTY],
  ['gdbus', 'call', '--session', `--dest=${WATCHER}`, `--object-path=${PATH}`, `--method=${GET}`, WATCHER, PROPERTY],
  [
    'dbus-send',
    '--session',
    '--print-reply',
    `--dest=${WATCHER}`,
    PATH,
    GET,
    `string:${WATCHER}`,
    `string:${PROPERTY}`,
  ],
];

/** The bus's errors if there is no such service. */
const NO_OWNER = /ServiceUnknown|not provided by any|not activatable|NameHasNoOwner/;

interface TrayHostParts {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  readonly ask?: Ask;
}

/**
 * Whether there is a tray. Assumed if unknown, because an unnecessary question would be worse. Checked each time, because panels
 * come and go. Never rejects.
 */
export async function hasTrayHost(parts: TrayHostParts): Promise<boolean> {
  return (await findTrayHost(parts)) !== 'none';
}

/** Whether something shows the tray icon. Never rejects. */
export async function findTrayHost({
  platform,
  environment,
  ask = run,
}: TrayHostParts): Promise<'shown' | 'none' | 'unknown'> {
  if (platform !== 'linux') return 'shown';
  // Without an address, these programs might start a bus of their own.
  if (!environment['DBUS_SESSION_BUS_ADDRESS'] || mayEmbed(environment)) return 'unknown';
  for (const [program, ...args] of QUESTIONS) {
    const output = await ask(program, args);
    if (NO_OWNER.test(output)) return 'none';
    const [reported] = /\b(true|false)\b/.exec(output) ?? [];
    if (reported) return reported === 'true' ? 'shown' : 'none';
  }
  return 'unknown';
}

/**
 * Whether the panel may embed X11 tray icons, which Electron falls back to without a StatusNotifier host. GNOME doesn't embed them;
 * elsewhere this can't be determined.
 */
function mayEmbed({ WAYLAND_DISPLAY, XDG_CURRENT_DESKTOP = '' }: Readonly<NodeJS.ProcessEnv>): boolean {
  return !WAYLAND_DISPLAY && !/gnome/i.test(XDG_CURRENT_DESKTOP);
}

const LONGEST_MS = 1000;

/** Returns both output streams even on failure, because the bus's errors are responses too. */
const run: Ask = (program, args) =>
  new Promise((resolve) => {
    const options = { timeout: LONGEST_MS, env: { ...process.env, LC_ALL: 'C' } };
    execFile(program, [...args], options, (_, out, err) => resolve(out + err));
  });
