/** A place for one notification of a kind: the next one replaces it. */
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Log } from '../system/log.ts';

/** What a notification shows, and what a click on it does. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly click: () => void;
}

export interface NotificationSlot {
  show(notice: Notice): void;
  /** What is shown is outdated. */
  close(): void;
}

export interface SlotParts {
  readonly Notification: {
    new (options: NotificationConstructorOptions): Notification;
    isSupported(): boolean;
  };
  readonly log: Log;
}

export function createSlot({ Notification, log }: SlotParts): NotificationSlot {
  /** Held, because a notification that is garbage-collected loses its click. */
  let shown: Notification | null = null;

  function close() {
    shown?.close();
    shown = null;
  }

  return {
    close,
    show({ title, body, click }) {
      if (!Notification.isSupported()) return;
      close();
      shown = new Notification({ title, body });
      shown.on('click', click);
      // macOS refuses an app that is not signed, Windows one that is not in the start menu.
      shown.on('failed', () => log('notification: failed', {}));
      shown.show();
    },
  };
}
