/**
 * The tray icon, which renders the state. tray-icons.ts selects the image, tray-menu.ts the lines. Nothing is available only
 * here.
 */
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
  /** Called for each update, because the language may change. */
  readonly words: () => TrayWords;
  /** May return a promise, whose rejection is logged. `account`: the account of the chosen line; empty if there is none. */
  readonly commands: Readonly<Record<TrayCommand, (account: AccountId) => unknown>>;
  readonly log: Log;
}

interface TrayIcon {
  /** Renders a state. Applies only changes. */
  draw(snapshot: Snapshot): void;
}

/**
 * Puts the icon into the tray. Call after `ready`, and keep a reference, because a garbage-collected tray disappears.
 * If there is no tray, the app runs without one.
 */
export function createTray(parts: TrayParts, snapshot: Snapshot): TrayIcon {
  try {
    return createIcon(parts, snapshot);
  } catch (error) {
    parts.log('tray: none', { error: errorName(error) });
    return { draw() {} };
  }
}

function createIcon(parts: TrayParts, first: Snapshot): TrayIcon {
  const { icons, commands, platform, log } = parts;
  let mark = markOf(first);
  let tooltip = '';
  let lines = '';
  const tray = new parts.Tray(icons[mark]);
  // On macOS, a click opens the menu and also emits this event. Elsewhere, a host may require two clicks and report one.
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
    // Build a new menu each time, because on Linux, changes to an existing menu aren't shown.
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
            // The checkbox has already changed by itself. Force the next update to correct it.
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
    // In a promise, so that exceptions and rejections are handled in one place.
    Promise.resolve()
      .then(() => commands[name](account))
      .catch((error: unknown) => log('tray: command failed', { name, error: errorName(error) }));
  }
}

/** Escapes `&`, which marks an access key in menus. */
function literal(label: string): string {
  return label.replaceAll('&', '&&');
}
