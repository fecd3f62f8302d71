/** The views of the state beside the windows: tray and notifications. Loaded once the window is painted. */
import { Menu, Notification, Tray } from 'electron';
import type { DesktopWords } from '../../../locales/chunks/desktop.ts';
import type { Commands } from '../../desktop/commands.ts';
import { createNotifications } from '../../desktop/notifications.ts';
import { createTray } from '../../desktop/tray.ts';
import type { Icons } from '../../desktop/tray-icons.ts';
import type { Log } from '../../system/log.ts';
import type { Companion } from '../state/app-store.ts';

/** Draws the state as it is now, and after every change. */
export function drawDesktop(parts: {
  readonly companion: Pick<Companion, 'snapshot' | 'subscribe'>;
  readonly words: () => DesktopWords;
  readonly commands: Commands;
  readonly icons: Icons['tray'];
  /** Whether the window is open. */
  readonly isOpen: () => boolean;
  readonly log: Log;
}): ReturnType<typeof createNotifications> {
  const { words, commands, icons, isOpen, log } = parts;
  const { snapshot, subscribe } = parts.companion;
  const { platform } = process;
  const tray = createTray({ words, commands, log, Tray, Menu, platform, icons }, snapshot());
  const notifications = createNotifications({ words, commands, log, Notification, isOpen });
  // What changes from here on is what users are notified of.
  notifications.follow(snapshot());
  subscribe((now) => {
    tray.draw(now);
    notifications.follow(now);
  });
  return notifications;
}
