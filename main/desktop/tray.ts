/** The tray icon: a drawing of the state, and never the only way in. */
import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import type { Messages } from '../../locales/messages.ts';
import type { SessionState, Snapshot } from '../../preload/api.ts';
import { errorName } from '../system/error-name.ts';
import type { Log } from '../system/log.ts';
import type { TrayCommand } from './tray-command.ts';
import type { Icons, TrayMark } from './tray-icons.ts';

export type TrayWords = Pick<Messages, 'productName' | 'trayState' | 'menu'> & {
  readonly updates: Pick<Messages['updates'], 'menuGet' | 'menuRestart'>;
  readonly tools: Pick<Messages['tools'], 'title'>;
  readonly consent: Pick<Messages['consent'], 'title' | 'open'>;
};

export interface TrayParts {
  readonly Tray: new (image: string) => Tray;
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate'>;
  readonly platform: NodeJS.Platform;
  readonly icons: Icons['tray'];
  /** Asked at each drawing: the language may change. */
  readonly words: () => TrayWords;
  /** May give a promise; its rejection is logged. */
  readonly commands: Readonly<Record<TrayCommand, () => unknown>>;
  readonly log: Log;
}

export interface TrayIcon {
  /** Draws a state; only changes are applied. */
  draw(snapshot: Snapshot): void;
}

/** One line of the menu, as plain data. `state` cannot be chosen. */
type Line =
  | { readonly kind: 'state'; readonly label: string }
  | { readonly kind: 'separator' }
  | {
      readonly kind: 'switch';
      readonly label: string;
      readonly on: boolean;
      readonly locked: boolean;
      readonly command: TrayCommand;
    }
  | { readonly kind: 'command'; readonly label: string; readonly commands: readonly TrayCommand[] };

/**
 * Puts the icon into the tray. After `ready`. Its owner must hold on to what it gets: a tray that is garbage-collected
 * disappears. If no tray is available, the app runs without one.
 */
export function createTray(parts: TrayParts, snapshot: Snapshot): TrayIcon {
  try {
    return keep(parts, snapshot);
  } catch (error) {
    parts.log('tray: none', { error: errorName(error) });
    return { draw() {} };
  }
}

function keep(parts: TrayParts, first: Snapshot): TrayIcon {
  const { icons, commands, platform, log } = parts;
  let mark = markOf(first);
  let tooltip = '';
  let lines = '';
  const tray = new parts.Tray(icons[mark]);
  // On macOS a click opens the menu, and is reported as well. Elsewhere a host may ask for two clicks, and report one.
  if (platform !== 'darwin') tray.on('click', () => run('show'));
  draw(first);
  return { draw };

  function draw(snapshot: Snapshot) {
    if (tray.isDestroyed()) return;
    const words = parts.words();
    const state = stateOf(snapshot, words);
    const next = {
      mark: markOf(snapshot),
      tooltip: `${words.productName}\n${state}`,
      lines: linesOf(snapshot, state, words),
    };
    if (next.mark !== mark) tray.setImage(icons[next.mark]);
    if (next.tooltip !== tooltip) tray.setToolTip(next.tooltip);
    // A whole new menu: on Linux, changes to the items of an old one are not seen.
    const asText = JSON.stringify(next.lines);
    if (asText !== lines) tray.setContextMenu(parts.Menu.buildFromTemplate(next.lines.map(itemOf)));
    ({ mark, tooltip } = next);
    lines = asText;
  }

  function itemOf(line: Line): MenuItemConstructorOptions {
    switch (line.kind) {
      case 'state':
        return { label: literal(line.label), enabled: false };
      case 'separator':
        return { type: 'separator' };
      case 'switch':
        return {
          type: 'checkbox',
          label: literal(line.label),
          checked: line.on,
          enabled: !line.locked,
          click() {
            // The item has switched itself, whatever comes of it: the next drawing puts it right.
            lines = '';
            run(line.command);
          },
        };
      case 'command':
        return { label: literal(line.label), click: () => line.commands.forEach(run) };
      default:
        return line satisfies never;
    }
  }

  function run(name: TrayCommand) {
    // In a promise, so that what throws and what rejects end in one place.
    Promise.resolve()
      .then(commands[name])
      .catch((error: unknown) => log('tray: command failed', { name, error: errorName(error) }));
  }
}

function linesOf(snapshot: Snapshot, state: string, words: TrayWords): readonly Line[] {
  const { session } = snapshot;
  const { menu } = words;
  return [
    { kind: 'state', label: state },
    { kind: 'separator' },
    ...toolLine(snapshot, words),
    ...updateLine(snapshot, words),
    ...ownLines(session, menu),
    { kind: 'command', label: menu.show, commands: ['show'] },
    { kind: 'command', label: words.tools.title, commands: ['tools'] },
    { kind: 'command', label: menu.settings, commands: ['settings'] },
    ...startAtLogin(snapshot, menu),
    ...(maySignOut(session) ? [{ kind: 'command', label: menu.signOut, commands: ['signOut'] } as const] : []),
    { kind: 'separator' },
    { kind: 'command', label: menu.quit, commands: ['quit'] },
  ];
}

/** A tool that waits for an answer comes first: it waits for a minute at most. */
function stateOf({ session, server, tools }: Snapshot, words: TrayWords): string {
  const { question } = tools;
  return question ? words.consent.title({ tool: question.tool }) : words.trayState(session, server?.name ?? '');
}

/** It opens the question. Nothing is allowed from a menu: a stray click would do it. */
function toolLine({ tools }: Snapshot, { consent }: TrayWords): readonly Line[] {
  if (!tools.question) return [];
  return [{ kind: 'command', label: consent.open, commands: ['answerTool'] }, { kind: 'separator' }];
}

/** Like the window's notice: not while a code is on the screen, and not on a day on which it was put off. */
function updateLine({ session, updates: there }: Snapshot, { updates }: TrayWords): readonly Line[] {
  if ((there.kind !== 'to-get' && there.kind !== 'to-install') || !there.asks) return [];
  if (session.kind === 'requesting-code' || session.kind === 'awaiting-approval') return [];
  const label = there.kind === 'to-get' ? updates.menuGet(there) : updates.menuRestart(there);
  return [{ kind: 'command', label, commands: ['update'] }, { kind: 'separator' }];
}

/** Nothing if nothing is installed that a login could start. */
function startAtLogin({ settings, system }: Snapshot, menu: TrayWords['menu']): readonly Line[] {
  if (system.startAtLogin === 'not-installed') return [];
  const { value, lockedBy } = settings.startAtLogin;
  return [
    { kind: 'switch', label: menu.startAtLogin, on: value, locked: lockedBy !== null, command: 'switchStartAtLogin' },
  ];
}

/** What a state offers before anything else. Sign in also shows the window, because a hidden code is of no use. */
function ownLines(session: SessionState, menu: TrayWords['menu']): readonly Line[] {
  switch (session.kind) {
    case 'signed-out':
    case 'failed':
      return [{ kind: 'command', label: signInLabel(session, menu), commands: ['signIn', 'show'] }];
    // Also while signed in: to sign in as a different user, or if the server only seems to work.
    case 'signed-in':
    case 'needs-you':
      return [{ kind: 'command', label: menu.signInAgain, commands: ['signIn', 'show'] }];
    case 'awaiting-approval':
      return [
        { kind: 'command', label: menu.copyCode, commands: ['copyCode'] },
        { kind: 'command', label: menu.openPage, commands: ['openPage'] },
      ];
    // Unreadable storage: signing in again sets the old sign-in aside, which wants the window's explanation first.
    case 'storage-unreadable':
    case 'someone-else':
    case 'loading':
    case 'no-server':
    case 'misconfigured':
    case 'requesting-code':
    case 'signing-out':
      return [];
    default:
      return session satisfies never;
  }
}

function signInLabel(
  session: Extract<SessionState, { kind: 'signed-out' | 'failed' }>,
  menu: TrayWords['menu'],
): string {
  return session.kind === 'failed' && session.signedInAs ? menu.signInAgain : menu.signIn;
}

function maySignOut(session: SessionState): boolean {
  return (
    session.kind === 'signed-in' || session.kind === 'needs-you' || (session.kind === 'failed' && !!session.signedInAs)
  );
}

function markOf({ session, tools }: Snapshot): TrayMark {
  if (tools.question) return 'needs-you';
  switch (session.kind) {
    case 'signed-in':
      return 'well';
    case 'failed':
      return session.signedInAs ? 'well' : 'needs-you';
    case 'loading':
    case 'requesting-code':
    case 'awaiting-approval':
    case 'signing-out':
      return 'working';
    case 'no-server':
    case 'misconfigured':
    case 'signed-out':
    case 'needs-you':
    case 'someone-else':
    case 'storage-unreadable':
      return 'needs-you';
    default:
      return session satisfies never;
  }
}

/** In a menu `&` marks an access key and is not drawn; twice, it is itself. */
function literal(label: string): string {
  return label.replaceAll('&', '&&');
}
