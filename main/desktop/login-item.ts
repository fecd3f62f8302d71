/** Starting at login, as each of the three systems does it. The system's own list is authoritative, and users may change it there. */
import { isAbsolute, join } from 'node:path';
import type { App } from 'electron';
import { readIfThere, removeDurably, writeDurably } from '../files/durable.ts';
import { type AtLogin, type LoginItem, NOTHING_AT_LOGIN } from '../settings/at-login.ts';
import { appImageOf, liesInAppImage } from '../system/app-image.ts';
import type { Command } from './desktop-entry.ts';

export interface LoginItemParts {
  readonly app: Pick<App, 'isPackaged' | 'getName' | 'setLoginItemSettings' | 'getLoginItemSettings'>;
  readonly platform: NodeJS.Platform;
  /** The installed application's id: equal to the name of its desktop entry. */
  readonly appId: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The program that runs, by its whole path. */
  readonly executable: string;
  /** A user's home. */
  readonly home: string;
  /** The other arguments to start it with, so that it finds its profile. */
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
 * macOS starts login items without arguments, and reports it by an API instead.
 * Elsewhere it is `--hidden`.
 */
export function wasOpenedAtLogin({ app, platform }: Pick<LoginItemParts, 'app' | 'platform'>): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

/**
 * What a login should start: the AppImage that this program runs from, else its executable; null in a development tree,
 * where that is the bare runtime, and in an AppImage whose file is not known: what it mounts is gone at the next login.
 */
function programOf({ app, platform, environment, executable }: LoginItemParts): string | null {
  if (platform === 'linux' && liesInAppImage(executable)) return appImageOf(environment, executable);
  return app.isPackaged ? executable : null;
}

/** The main app as a login item: since macOS 13 the user sees it in the system's settings, and may have to allow it there. */
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

/** A value under the user's Run key. The Task Manager may switch it off, which `executableWillLaunchAtLogin` minds. */
function ofWindows({ app, args }: LoginItemParts, program: string): LoginItem {
  return {
    // Electron reads a path to compare as a command line, up to the first space outside quotes; a path to set it takes whole.
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
  // A relative path there is to be ignored (XDG Base Directory Specification).
  const config = isAbsolute(configured) ? configured : join(home, '.config');
  const file = join(config, 'autostart', `${appId}.desktop`);

  async function read() {
    const text = (await readIfThere(file))?.toString('utf8');
    if (text === undefined) return null;
    const { readEntry } = await import('./desktop-entry.ts');
    return { text, ...readEntry(text) };
  }

  return {
    // An entry that cannot be read is none that the desktop would follow.
    state: async () => onOrOff((await read().catch(() => null))?.isOn ?? false),
    async set(start) {
      const there = await read();
      if (there && !there.isOurs) return 'not-ours';
      const command: Command = [program, ...args, ...(start?.hidden ? [HIDDEN] : [])];
      const { printEntry } = await import('./desktop-entry.ts');
      const wanted = start && printEntry(app.getName(), command);
      if (wanted === null) await removeDurably(file);
      // Each start asks for it: at a login the disk has enough to do.
      else if (wanted !== there?.text) await writeDurably(file, wanted);
      return 'done';
    },
  };
}

function onOrOff(isOn: boolean): AtLogin {
  return isOn ? 'on' : 'off';
}
