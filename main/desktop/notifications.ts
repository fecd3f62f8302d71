/** Notifies users who look elsewhere that they are needed: once for each event, and for nothing else. */
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Messages } from '../../locales/messages.ts';
import type { SessionState, Snapshot } from '../../preload/api.ts';
import type { Log } from '../system/log.ts';

export interface NotificationParts {
  readonly Notification: {
    new (options: NotificationConstructorOptions): Notification;
    isSupported(): boolean;
  };
  /** Asked at each notification: the language may change. */
  readonly words: () => Pick<
    Messages,
    'needsYou' | 'storage' | 'productName' | 'updates' | 'signedIn' | 'terminal' | 'consent'
  >;
  /** A click on the notification: signs in again, shows the window, or shows the question about a tool. */
  readonly commands: Readonly<Record<'signInAgain' | 'show' | 'answerTool', () => void>>;
  /** Whether there is a window. */
  readonly isOpen: () => boolean;
  readonly log: Log;
}

export interface Notifications {
  /** Notifies of what a state calls for. */
  follow(snapshot: Snapshot): void;
  /** Notifies of an update, unless a window is open: that shows it itself. */
  notifyUpdate(snapshot: Snapshot): void;
}

/** After `ready`. An end that an earlier run notified of is found while loading, and not notified again. */
export function createNotifications(parts: NotificationParts): Notifications {
  const { log } = parts;
  let before: SessionState | null = null;
  /** A notification that is garbage-collected loses its click. */
  let shown: Notification | null = null;
  let ofUpdate: Notification | null = null;
  let ofTool: { readonly id: string; readonly notice: Notification | null } | null = null;
  let ofSuccess: Notification | null = null;

  function notify({ title, body, click }: Notice, instead: Notification | null): Notification | null {
    if (!parts.Notification.isSupported()) return null;
    instead?.close();
    const notice = new parts.Notification({ title, body });
    notice.on('click', click);
    // macOS refuses an app that is not signed, Windows one that is not in the start menu.
    notice.on('failed', () => log('notification: failed', {}));
    notice.show();
    return notice;
  }

  /** A tool waits for an answer. The notification goes when the question does. */
  function notifyTool({ tools: { question }, settings }: Snapshot) {
    if (ofTool?.id === question?.id) return;
    ofTool?.notice?.close();
    ofTool = null;
    if (!question) return;
    const { consent } = parts.words();
    const title = consent.title({ tool: question.tool });
    const isWanted = settings.notifications.value;
    const notice = isWanted
      ? notify({ title, body: consent.notification, click: parts.commands.answerTool }, null)
      : null;
    ofTool = { id: question.id, notice };
  }

  return {
    notifyUpdate({ updates: there, settings }) {
      if (there.kind !== 'to-get' && there.kind !== 'to-install') return;
      const { productName: title, updates } = parts.words();
      const body = there.kind === 'to-get' ? updates.toGet(there) : updates.toInstall(there);
      if (!settings.notifications.value || parts.isOpen()) return;
      ofUpdate = notify({ title, body, click: parts.commands.show }, ofUpdate);
    },
    follow(snapshot) {
      notifyTool(snapshot);
      const { session, settings } = snapshot;
      const notice = before && noticeOf(before, session, parts);
      // If the window is closed, nothing else shows that the approval on the phone has arrived.
      const isDone = before?.kind === 'awaiting-approval' && session.kind === 'signed-in' && !parts.isOpen();
      before = session;
      if (isDone && settings.notifications.value) {
        const { signedIn, terminal } = parts.words();
        const body = terminal.signedIn(session.account);
        ofSuccess = notify({ title: signedIn.title, body, click: parts.commands.show }, ofSuccess);
      } else if (session.kind !== 'signed-in') {
        ofSuccess?.close();
        ofSuccess = null;
      }
      // Unwanted ones do not come later either.
      if (notice && settings.notifications.value) shown = notify(notice, shown);
      else if (session.kind === 'signed-in') {
        // It is outdated.
        shown?.close();
        shown = null;
      }
    },
  };
}

interface Notice {
  readonly title: string;
  readonly body: string;
  readonly click: () => void;
}

function noticeOf(
  before: SessionState,
  now: SessionState,
  { words, commands, isOpen }: NotificationParts,
): Notice | null {
  switch (now.kind) {
    case 'needs-you': {
      if (before.kind !== 'signed-in' && before.kind !== 'failed') return null;
      const { title, text } = words().needsYou(now.account);
      return { title, body: text, click: commands.signInAgain };
    }
    case 'storage-unreadable': {
      // A window shows it itself.
      if (before.kind !== 'loading' || isOpen()) return null;
      const { title, next } = words().storage(now.trouble);
      return { title, body: next, click: commands.show };
    }
    default:
      return null;
  }
}
