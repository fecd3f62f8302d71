/** Notifies users who aren't looking at the window when they are needed, once per event. */
import type { DesktopWords } from '../../locales/chunks/desktop.ts';
import type { AccountId, AccountView, SessionState, Snapshot } from '../../preload/api.ts';
import { createSlot, type Notice, type NotificationSlot, type SlotParts } from './notification-slot.ts';

export interface NotificationParts extends SlotParts {
  /** Called for each notification, because the language may change. */
  readonly words: () => DesktopWords;
  /** The actions of clicks: sign in again, or show an account, the window or the question about a tool. */
  readonly commands: Readonly<Record<'signInAgain' | 'showAccount', (account: AccountId) => void>> &
    Readonly<Record<'show' | 'answerTool', () => void>>;
  /** Whether there is a window. */
  readonly isOpen: () => boolean;
}

/** The last state of an account, and its notifications. */
interface OfAccount {
  readonly before: SessionState | null;
  /** The user is needed. */
  readonly needed: NotificationSlot;
  /** A sign-in has succeeded. */
  readonly success: NotificationSlot;
}

/** Call after `ready`. An end that is found while loading is not notified, because an earlier run did that. */
export function createNotifications(parts: NotificationParts) {
  const { words, commands, isOpen } = parts;
  const ofAccounts = new Map<AccountId, OfAccount>();
  const update = createSlot(parts);
  const tool = createSlot(parts);
  let askedAbout: string | undefined;

  /** Notifies of a tool that is waiting for an answer, until the question ends. */
  function followTool({ tools: { question }, settings }: Snapshot) {
    if (question?.id === askedAbout) return;
    askedAbout = question?.id;
    tool.close();
    if (!question || !settings.notifications.value) return;
    const { title, notification: body } = words().consent;
    tool.show({ title: title({ tool: question.tool }), body, click: commands.answerTool });
  }

  /**
   * If notifications are switched off, they don't appear later either.
   * @param named whether the title names the account, because there are others
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

  /** Notifies of a success if the window is closed, because nothing else shows that the approval has arrived. */
  function successOf(before: SessionState, now: SessionState, click: () => void): Notice | null {
    if (before.kind !== 'awaiting-approval' || now.kind !== 'signed-in' || isOpen()) return null;
    const { signedIn, terminal } = words();
    return { title: signedIn.title, body: terminal.signedIn(now.account), click };
  }

  /** Why the user is needed. */
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
    /** Notifies of an update, unless a window is open, which shows it anyway. */
    notifyUpdate({ updates: now, settings }: Snapshot): void {
      if (now.kind !== 'to-get' && now.kind !== 'to-install') return;
      if (!settings.notifications.value || isOpen()) return;
      const { productName: title, updates } = words();
      const body = now.kind === 'to-get' ? updates.toGet(now) : updates.toInstall(now);
      update.show({ title, body, click: commands.show });
    },
    /** Shows and closes notifications as the state requires. */
    follow(snapshot: Snapshot): void {
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
