/** Notifies users who look elsewhere that they are needed: once for each event, and for nothing else. */
import type { DesktopWords } from '../../locales/parts/desktop.ts';
import type { AccountId, AccountView, SessionState, Snapshot } from '../../preload/api.ts';
import { createSlot, type Notice, type NotificationSlot, type SlotParts } from './notification-slot.ts';

export interface NotificationParts extends SlotParts {
  /** Asked at each notification: the language may change. */
  readonly words: () => Pick<
    DesktopWords,
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
}

export interface Notifications {
  /** Notifies of what a state calls for. */
  follow(snapshot: Snapshot): void;
  /** Notifies of an update, unless a window is open: that shows it itself. */
  notifyUpdate(snapshot: Snapshot): void;
}

/** What was last seen of an account, and the notifications about it. */
interface OfAccount {
  readonly before: SessionState | null;
  /** The user is needed. */
  readonly needed: NotificationSlot;
  /** A sign-in has succeeded. */
  readonly success: NotificationSlot;
}

/** After `ready`. An end that an earlier run notified of is found while loading, and not notified again. */
export function createNotifications(parts: NotificationParts): Notifications {
  const { words, commands, isOpen } = parts;
  const ofAccounts = new Map<AccountId, OfAccount>();
  const update = createSlot(parts);
  const tool = createSlot(parts);
  let askedAbout: string | undefined;

  /** A tool waits for an answer. The notification goes when the question does. */
  function followTool({ tools: { question }, settings }: Snapshot) {
    if (question?.id === askedAbout) return;
    askedAbout = question?.id;
    tool.close();
    if (!question || !settings.notifications.value) return;
    const { title, notification: body } = words().consent;
    tool.show({ title: title({ tool: question.tool }), body, click: commands.answerTool });
  }

  /**
   * Notifications that are not wanted do not come later either.
   * @param named there are other accounts, so the title names this one
   */
  function followAccount(account: AccountView, named: boolean, isWanted: boolean) {
    const { id, session } = account;
    const known = ofAccounts.get(id) ?? { before: null, needed: createSlot(parts), success: createSlot(parts) };
    ofAccounts.set(id, { ...known, before: session });
    const titled = ({ title, ...rest }: Notice) => ({
      title: named ? words().tray.ofAccount({ account: account.name, state: title }) : title,
      ...rest,
    });
    const show = () => (named ? commands.showAccount(id) : commands.show());
    const before = isWanted ? known.before : null;

    const success = before && successOf(before, session, show);
    if (success) known.success.show(titled(success));
    else if (session.kind !== 'signed-in') known.success.close();

    const needed = before && needOf(before, session, { show, signInAgain: () => commands.signInAgain(id) });
    if (needed) known.needed.show(titled(needed));
    else if (session.kind === 'signed-in') known.needed.close();
  }

  /** If the window is closed, nothing else shows that the approval on the phone has arrived. */
  function successOf(before: SessionState, now: SessionState, click: () => void): Notice | null {
    if (before.kind !== 'awaiting-approval' || now.kind !== 'signed-in' || isOpen()) return null;
    const { signedIn, terminal } = words();
    return { title: signedIn.title, body: terminal.signedIn(now.account), click };
  }

  /** What the user is needed for. A window shows the last two itself. */
  function needOf(
    before: SessionState,
    now: SessionState,
    { show, signInAgain }: Readonly<Record<'show' | 'signInAgain', () => void>>,
  ): Notice | null {
    switch (now.kind) {
      case 'needs-you': {
        if (before.kind !== 'signed-in' && before.kind !== 'failed') return null;
        const { title, text } = words().needsYou(now.account);
        return { title, body: text, click: signInAgain };
      }
      case 'storage-unreadable': {
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

  return {
    notifyUpdate({ updates: there, settings }) {
      if (there.kind !== 'to-get' && there.kind !== 'to-install') return;
      if (!settings.notifications.value || isOpen()) return;
      const { productName: title, updates } = words();
      const body = there.kind === 'to-get' ? updates.toGet(there) : updates.toInstall(there);
      update.show({ title, body, click: commands.show });
    },
    follow(snapshot) {
      followTool(snapshot);
      const { accounts, settings } = snapshot;
      for (const account of accounts) followAccount(account, accounts.length > 1, settings.notifications.value);
      for (const [id, { needed, success }] of ofAccounts) {
        if (accounts.some((account) => account.id === id)) continue;
        needed.close();
        success.close();
        ofAccounts.delete(id);
      }
    },
  };
}
