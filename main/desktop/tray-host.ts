/** Whether the desktop shows the tray icon. Electron adds the icon without feedback, and on Linux there may be no tray to draw it. */
import { execFile } from 'node:child_process';

/** What a program printed and complained of; null if it could not be run, or not in time. */
export type Ask = (program: string, args: readonly string[]) => Promise<string | null>;

const WATCHER = 'org.kde.StatusNotifierWatcher';
const PATH = '/StatusNotifierWatcher';
const PROPERTY = 'IsStatusNotifierHostRegistered';
const GET = 'org.freedesktop.DBus.Properties.Get';

/** The same query for each of the usual programs: one of them is installed. */
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

/** The message bus's errors if there is no such service. */
const NO_OWNER = /ServiceUnknown|not provided by any|not activatable|NameHasNoOwner/;

export interface TrayHostParts {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly ask?: Ask;
}

/**
 * Whether there is a tray. If unknown, one is assumed: a needless question would be the greater nuisance.
 * Checked each time that it matters, because panels come and go. Never rejects.
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
  // Without its address these programs might start a bus of their own.
  if (!environment['DBUS_SESSION_BUS_ADDRESS'] || mayEmbed(environment)) return 'unknown';
  for (const [program, ...args] of QUESTIONS) {
    const answer = await ask(program, args);
    if (answer === null) continue;
    if (NO_OWNER.test(answer)) return 'none';
    const [reported] = /\b(true|false)\b/.exec(answer) ?? [];
    if (reported) return reported === 'true' ? 'shown' : 'none';
  }
  return 'unknown';
}

/**
 * Without a StatusNotifier host Electron falls back to an icon of X11's older kind, and whether a panel
 * embeds those cannot be asked here. GNOME does not.
 */
function mayEmbed({
  WAYLAND_DISPLAY,
  XDG_CURRENT_DESKTOP = '',
}: Readonly<Record<string, string | undefined>>): boolean {
  return !WAYLAND_DISPLAY && !/gnome/i.test(XDG_CURRENT_DESKTOP);
}

const LONGEST_MS = 1000;

/** The output of both streams, even of a failure: an error of the bus is a response. */
const run: Ask = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: LONGEST_MS, env: { ...process.env, LC_ALL: 'C' } }, (error, out, err) => {
      const failedToRun = error && ('killed' in error && error.killed ? true : typeof error.code === 'string');
      resolve(failedToRun ? null : out + err);
    });
  });
