/** The tray icon: a drawing of the state, and never the only way in. */
import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import type { AccountId, Snapshot } from '../../preload/api.ts';
import { errorName } from '../system/error-name.ts';
import type { Log } from '../system/log.ts';
import type { TrayCommand } from './tray-command.ts';
import { type Icons, markOf } from './tray-icons.ts';
import { type Line, linesOf, stateOf, type TrayWords } from './tray-menu.ts';

export interface TrayParts {
  readonly Tray: new (image: string) => Tray;
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate'>;
  readonly platform: NodeJS.Platform;
  readonly icons: Icons['tray'];
  /** Asked at each drawing: the language may change. */
  readonly words: () => TrayWords;
  /** May give a promise; its rejection is logged. `account`: whose line was chosen; empty if no account is meant. */
  readonly commands: Readonly<Record<TrayCommand, (account: AccountId) => unknown>>;
  readonly log: Log;
}

export interface TrayIcon {
  /** Draws a state; only changes are applied. */
  draw(snapshot: Snapshot): void;
}

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
        return {
          label: literal(line.label),
          click() {
            for (const name of line.commands) run(name, line.account);
          },
        };
      case 'submenu':
        return { label: literal(line.label), submenu: line.lines.map(itemOf) };
      default:
        return line satisfies never;
    }
  }

  function run(name: TrayCommand, account: AccountId = '') {
    // In a promise, so that what throws and what rejects end in one place.
    Promise.resolve()
      .then(() => commands[name](account))
      .catch((error: unknown) => log('tray: command failed', { name, error: errorName(error) }));
  }
}

/** In a menu `&` marks an access key and is not drawn; twice, it is itself. */
function literal(label: string): string {
  return label.replaceAll('&', '&&');
}
