/** Shows one notification of a kind at a time. The next one replaces it. */
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Log } from '../system/log.ts';

/** The content of a notification, and the action of a click. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly click: () => void;
}

export type NotificationSlot = ReturnType<typeof createSlot>;

export interface SlotParts {
  readonly Notification: {
    new (options: NotificationConstructorOptions): Notification;
    isSupported(): boolean;
  };
  readonly log: Log;
}

export function createSlot({ Notification, log }: SlotParts) {
  /** Referenced here, because a garbage-collected notification loses its click handler. */
  let shown: Notification | null = null;

  function close() {
    shown?.close();
    shown = null;
  }

  return {
    /** Closes an outdated notification. */
    close,
    show({ title, body, click }: Notice): void {
      if (!Notification.isSupported()) return;
      close();
      shown = new Notification({ title, body });
      shown.on('click', click);
      // macOS refuses unsigned apps, Windows refuses apps that aren't in the start menu, and Linux may have no notification service.
      shown.on('failed', () => log('notification: failed', {}));
      shown.show();
    },
  };
}
