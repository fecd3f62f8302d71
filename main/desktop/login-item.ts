/** Start at login on each of the three systems. The system's own list is authoritative, and users may change it there. */
import { isAbsolute, join } from 'node:path';
import type { App } from 'electron';
import { readIfExists, removeDurably, writeDurably } from '../files/durable.ts';
import { type AtLogin, type LoginItem, NOTHING_AT_LOGIN } from '../settings/at-login.ts';
import { appImageOf, liesInAppImage } from '../system/app-image.ts';
import type { Command } from './desktop-entry.ts';

export interface LoginItemParts {
  readonly app: Pick<App, 'isPackaged' | 'getName' | 'setLoginItemSettings' | 'getLoginItemSettings'>;
  readonly platform: NodeJS.Platform;
  /** The application ID, which is also the name of its desktop entry. */
  readonly appId: string;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** The absolute path of the running program. */
  readonly executable: string;
  /** The user's home folder. */
  readonly home: string;
  /** The other arguments to start it with, such as its profile. */
  readonly args: readonly string[];
}

const HIDDEN = '--hidden';

/** After `ready`. */
export function createLoginItem(parts: LoginItemParts): LoginItem {
  const program = programOf(parts);
  if (program === null) return NOTHING_AT_LOGIN;
  switch (parts.platform) {
    case 'darwin':
      return ofMacOs(parts.app);
    case 'win32':
      return ofWindows(parts, program);
    default:
      return ofXdg(parts, program);
  }
}

/**
 * Whether the app was started at login. macOS passes no arguments, but has an API for that; elsewhere it's `--hidden`.
 */
export function wasOpenedAtLogin({ app, platform }: Pick<LoginItemParts, 'app' | 'platform'>): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

/**
 * What a login should start: the AppImage that this program runs from, or its executable. Null in development, where the executable
 * is the bare runtime, and in an AppImage whose file is unknown, because its mount will be gone at the next login.
 */
function programOf({ app, platform, environment, executable }: LoginItemParts): string | null {
  if (platform === 'linux' && liesInAppImage(executable)) return appImageOf(environment, executable);
  return app.isPackaged ? executable : null;
}

/** The app as a login item. Since macOS 13, users see it in the system settings, and may have to allow it there. */
function ofMacOs(app: LoginItemParts['app']): LoginItem {
  return {
    async state() {
      const { status, openAtLogin } = app.getLoginItemSettings();
      return status === 'requires-approval' ? 'needs-approval' : onOrOff(openAtLogin);
    },
    async set(start) {
      app.setLoginItemSettings({ openAtLogin: start !== null });
      return 'done';
    },
  };
}

/** A value in the user's Run key. The Task Manager can disable it, which `executableWillLaunchAtLogin` reflects. */
function ofWindows({ app, args }: LoginItemParts, program: string): LoginItem {
  return {
    // To compare, Electron reads the path as a command line, up to the first unquoted space. To set it, it takes the whole path.
    state: async () => onOrOff(app.getLoginItemSettings({ path: `"${program}"` }).executableWillLaunchAtLogin),
    async set(start) {
      const all = start?.hidden ? [...args, HIDDEN] : args;
      app.setLoginItemSettings({
        openAtLogin: start !== null,
        path: program,
        // Electron quotes what needs it.
        args: [...all],
      });
      return 'done';
    },
  };
}

function ofXdg({ app, appId, environment, home, args }: LoginItemParts, program: string): LoginItem {
  const { XDG_CONFIG_HOME: configured = '' } = environment;
  // Relative paths must be ignored (XDG Base Directory Specification).
  const config = isAbsolute(configured) ? configured : join(home, '.config');
  const file = join(config, 'autostart', `${appId}.desktop`);

  async function read() {
    const text = (await readIfExists(file))?.toString('utf8');
    if (text === undefined) return null;
    const { readEntry } = await import('./desktop-entry.ts');
    return { text, ...readEntry(text) };
  }

  return {
    // The desktop can't use an unreadable entry either.
    state: async () => onOrOff((await read().catch(() => null))?.isOn ?? false),
    async set(start) {
      const entry = await read();
      if (entry && !entry.isOurs) return 'not-ours';
      const command: Command = [program, ...args, ...(start?.hidden ? [HIDDEN] : [])];
      const { printEntry } = await import('./desktop-entry.ts');
      const wanted = start && printEntry(app.getName(), command);
      if (wanted === null) await removeDurably(file);
      // Called at each start, so write only if something has changed.
      else if (wanted !== entry?.text) await writeDurably(file, wanted);
      return 'done';
    },
  };
}

function onOrOff(isOn: boolean): AtLogin {
  return isOn ? 'on' : 'off';
}
