/** Notifies users who look elsewhere that they are needed: once for each event, and for nothing else. */
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Messages } from '../../locales/messages.ts';
import type { AccountId, AccountView, SessionState, Snapshot } from '../../preload/api.ts';
import type { Log } from '../system/log.ts';

export interface NotificationParts {
  readonly Notification: {
    new (options: NotificationConstructorOptions): Notification;
    isSupported(): boolean;
  };
  /** Asked at each notification: the language may change. */
  readonly words: () => Pick<
    Messages,
    | 'needsYou'
    | 'storage'
    | 'productName'
    | 'updates'
    | 'signedIn'
    | 'terminal'
    | 'consent'
    | 'accounts'
    | 'accountState'
    | 'tray'
  >;
  /** A click on the notification: signs in again, shows an account, the window, or the question about a tool. */
  readonly commands: Readonly<Record<'signInAgain' | 'showAccount', (account: AccountId) => void>> &
    Readonly<Record<'show' | 'answerTool', () => void>>;
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
  const { words, commands, isOpen, log } = parts;
  const ofAccounts = new Map<AccountId, OfAccount>();
  let ofUpdate: Notification | null = null;
  let ofTool: { readonly id: string; readonly notice: Notification | null } | null = null;

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
    const { consent } = words();
    const title = consent.title({ tool: question.tool });
    const isWanted = settings.notifications.value;
    const notice = isWanted ? notify({ title, body: consent.notification, click: commands.answerTool }, null) : null;
    ofTool = { id: question.id, notice };
  }

  /** `named`: there are others, so the title names this one. Unwanted notifications do not come later either. */
  function followAccount({ id, name, session }: AccountView, named: boolean, isWanted: boolean) {
    const known = ofAccounts.get(id);
    let { needed = null, success = null } = known ?? {};
    const before = known?.before ?? null;
    const titled = (reported: Notice) =>
      named ? { ...reported, title: words().tray.ofAccount({ account: name, state: reported.title }) } : reported;
    const show = () => (named ? commands.showAccount(id) : commands.show());
    const signInAgain = () => commands.signInAgain(id);
    const notice = before && noticeOf(before, session, { words, isOpen, show, signInAgain });
    // If the window is closed, nothing else shows that the approval on the phone has arrived.
    const isDone = before?.kind === 'awaiting-approval' && session.kind === 'signed-in' && !isOpen();
    if (isDone && isWanted) {
      const { signedIn, terminal } = words();
      const body = terminal.signedIn(session.account);
      success = notify(titled({ title: signedIn.title, body, click: show }), success);
    } else if (session.kind !== 'signed-in') {
      success?.close();
      success = null;
    }
    if (notice && isWanted) needed = notify(titled(notice), needed);
    else if (session.kind === 'signed-in') {
      // It is outdated.
      needed?.close();
      needed = null;
    }
    ofAccounts.set(id, { before: session, needed, success });
  }

  return {
    notifyUpdate({ updates: there, settings }) {
      if (there.kind !== 'to-get' && there.kind !== 'to-install') return;
      const { productName: title, updates } = words();
      const body = there.kind === 'to-get' ? updates.toGet(there) : updates.toInstall(there);
      if (!settings.notifications.value || isOpen()) return;
      ofUpdate = notify({ title, body, click: commands.show }, ofUpdate);
    },
    follow(snapshot) {
      notifyTool(snapshot);
      const { accounts, settings } = snapshot;
      for (const account of accounts) followAccount(account, accounts.length > 1, settings.notifications.value);
      for (const [id, { needed, success }] of ofAccounts) {
        if (accounts.some((account) => account.id === id)) continue;
        needed?.close();
        success?.close();
        ofAccounts.delete(id);
      }
    },
  };
}

/** What was last seen of an account, and the notifications about it. One that is garbage-collected loses its click. */
interface OfAccount {
  readonly before: SessionState;
  /** The user is needed. */
  readonly needed: Notification | null;
  /** A sign-in has succeeded. */
  readonly success: Notification | null;
}

interface Notice {
  readonly title: string;
  readonly body: string;
  readonly click: () => void;
}

function noticeOf(
  before: SessionState,
  now: SessionState,
  {
    words,
    isOpen,
    show,
    signInAgain,
  }: Pick<NotificationParts, 'words' | 'isOpen'> & Readonly<Record<'show' | 'signInAgain', () => void>>,
): Notice | null {
  switch (now.kind) {
    case 'needs-you': {
      if (before.kind !== 'signed-in' && before.kind !== 'failed') return null;
      const { title, text } = words().needsYou(now.account);
      return { title, body: text, click: signInAgain };
    }
    case 'storage-unreadable': {
      // A window shows it itself.
      if (before.kind !== 'loading' || isOpen()) return null;
      const { title, next } = words().storage(now.trouble);
      return { title, body: next, click: show };
    }
    case 'someone-else': {
      if (before.kind !== 'awaiting-approval' || isOpen()) return null;
      const { accounts, accountState } = words();
      return { title: accountState(now), body: accounts.someoneElse.notification, click: show };
    }
    default:
      return null;
  }
}
