/** The tray's status line and menu for a state, as plain data. */
import type { DesktopWords } from '../../locales/chunks/desktop.ts';
import type { AccountId, AccountView, SessionState, Snapshot, StateOf } from '../../preload/api.ts';
import type { TrayCommand } from './tray-command.ts';
import { countedAmong, markOfSession, type TrayMark } from './tray-icons.ts';

export type TrayWords = Pick<DesktopWords, 'productName' | 'trayState' | 'accountState' | 'menu' | 'number'> & {
  readonly tray: Pick<DesktopWords['tray'], 'ofAccount' | 'needYou' | 'allSignedIn'>;
  readonly updates: Pick<DesktopWords['updates'], 'menuGet' | 'menuRestart'>;
  readonly tools: Pick<DesktopWords['tools'], 'title'>;
  readonly consent: Pick<DesktopWords['consent'], 'title' | 'open'>;
};

/** One line of the menu. `state` can't be chosen. */
export type Line =
  | { readonly kind: 'state'; readonly label: string }
  | { readonly kind: 'separator' }
  | {
      readonly kind: 'switch';
      readonly label: string;
      readonly on: boolean;
      readonly locked: boolean;
      readonly command: TrayCommand;
    }
  | {
      readonly kind: 'command';
      readonly label: string;
      readonly commands: readonly TrayCommand[];
      readonly account?: AccountId;
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly lines: readonly Line[] };

/** The menu. @param state the result of `stateOf` */
export function linesOf(snapshot: Snapshot, state: string, words: TrayWords): readonly Line[] {
  const { session, accounts } = snapshot;
  const { menu } = words;
  const isOne = accounts.length < 2;
  const id = accounts[0]?.id ?? '';
  return [
    { kind: 'state', label: state },
    { kind: 'separator' },
    ...toolLine(snapshot, words),
    ...updateLine(snapshot, words),
    ...(isOne ? ownLines(session, id, menu) : accountLines(accounts, words)),
    { kind: 'command', label: menu.show, commands: ['show'] },
    { kind: 'command', label: words.tools.title, commands: ['tools'] },
    { kind: 'command', label: menu.settings, commands: ['settings'] },
    ...startAtLogin(snapshot, menu),
    ...(isOne ? signOutLine(session, id, menu) : []),
    { kind: 'separator' },
    { kind: 'command', label: menu.quit, commands: ['quit'] },
  ];
}

/** The status line. A waiting tool comes first, because it waits for a minute at most. */
export function stateOf({ session, server, accounts, tools }: Snapshot, words: TrayWords): string {
  const { question } = tools;
  if (question) return words.consent.title({ tool: question.tool });
  return accounts.length < 2 ? words.trayState(session, server?.name ?? '') : stateOfAll(accounts, words);
}

/** The most urgent of several accounts by name, or how many need the user. */
function stateOfAll(accounts: readonly AccountView[], { tray, accountState, number }: TrayWords): string {
  const counted = countedAmong(accounts);
  const [first] = counted;
  // A signed-out account is counted only if all are signed out. As the window's list shows, none of them needs attention.
  if (first?.session.kind === 'signed-out') return accountState(first.session);
  const marked = (mark: TrayMark) => counted.filter(({ session }) => markOfSession(session) === mark);
  const needing = marked('attention');
  if (needing.length > 1) return tray.needYou({ count: needing.length, number: number(needing.length) });
  const [worst] = [...needing, ...marked('working'), ...counted.filter(isInTrouble)];
  return worst
    ? tray.ofAccount({ account: worst.name, state: accountState(worst.session) })
    : tray.allSignedIn({ count: counted.length, number: number(counted.length) });
}

/** Whether an account has a problem that doesn't require the user. */
function isInTrouble({ session }: AccountView): boolean {
  return session.kind !== 'signed-in' || session.connection.kind !== 'ok' || session.trouble !== null;
}

/** How many accounts that need the user are at the top of the menu. The others are in their submenus. */
const AT_TOP = 3;

/** The lines for several accounts: first those that need the user, then a submenu per account. */
function accountLines(accounts: readonly AccountView[], words: TrayWords): readonly Line[] {
  const { menu } = words;
  const needing = accounts.filter(({ session: { kind } }) => kind === 'awaiting-approval' || kind === 'needs-you');
  const urgent = needing.slice(0, AT_TOP).flatMap(({ id, name, session }): readonly Line[] => {
    if (session.kind === 'awaiting-approval') return ownLines(session, id, menu);
    return [{ kind: 'command', label: menu.signInTo({ account: name }), commands: ['signIn', 'show'], account: id }];
  });
  return [
    ...urgent,
    ...(urgent.length > 0 ? [{ kind: 'separator' } as const] : []),
    ...accounts.map(
      (account): Line => ({ kind: 'submenu', label: account.name, lines: linesOfAccount(account, words) }),
    ),
    { kind: 'separator' },
  ];
}

function linesOfAccount({ id, session }: AccountView, { accountState, menu }: TrayWords): readonly Line[] {
  return [
    { kind: 'state', label: accountState(session) },
    { kind: 'separator' },
    ...ownLines(session, id, menu),
    { kind: 'command', label: menu.show, commands: ['showAccount'], account: id },
    ...signOutLine(session, id, menu),
  ];
}

/** Opens the question about a tool. The menu itself can't allow anything, because of stray clicks. */
function toolLine({ tools }: Snapshot, { consent }: TrayWords): readonly Line[] {
  if (!tools.question) return [];
  return [{ kind: 'command', label: consent.open, commands: ['answerTool'] }, { kind: 'separator' }];
}

/** The update, like the window's notice: not while a code is on the screen, and not on the day the user postponed it. */
function updateLine({ accounts, updates: now }: Snapshot, { updates }: TrayWords): readonly Line[] {
  if ((now.kind !== 'to-get' && now.kind !== 'to-install') || !now.isOffered) return [];
  if (accounts.some(({ session: { kind } }) => kind === 'requesting-code' || kind === 'awaiting-approval')) return [];
  const label = now.kind === 'to-get' ? updates.menuGet(now) : updates.menuRestart(now);
  return [{ kind: 'command', label, commands: ['update'] }, { kind: 'separator' }];
}

/** Empty if a login could not start the app. */
function startAtLogin({ settings, system }: Snapshot, menu: TrayWords['menu']): readonly Line[] {
  if (system.startAtLogin === 'not-installed') return [];
  const { value, lockedBy } = settings.startAtLogin;
  return [
    { kind: 'switch', label: menu.startAtLogin, on: value, locked: lockedBy !== null, command: 'switchStartAtLogin' },
  ];
}

/** The main actions for a state. Sign in also shows the window, because the user needs the code in it. */
function ownLines(session: SessionState, account: AccountId, menu: TrayWords['menu']): readonly Line[] {
  switch (session.kind) {
    case 'signed-out':
    case 'failed':
      return [{ kind: 'command', label: signInLabel(session, menu), commands: ['signIn', 'show'], account }];
    // Available while signed in too, to sign in as a different user, or if the server only seems to work.
    case 'signed-in':
    case 'needs-you':
      return [{ kind: 'command', label: menu.signInAgain, commands: ['signIn', 'show'], account }];
    case 'awaiting-approval':
      return [
        { kind: 'command', label: menu.copyCode, commands: ['copyCode'], account },
        { kind: 'command', label: menu.openPage, commands: ['openInBrowser'], account },
      ];
    // Signing in again would set the unreadable sign-in aside, which the window should explain first.
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

function signInLabel(session: StateOf<'signed-out' | 'failed'>, menu: TrayWords['menu']): string {
  return session.kind === 'failed' && session.signedInAs ? menu.signInAgain : menu.signIn;
}

function signOutLine(session: SessionState, account: AccountId, menu: TrayWords['menu']): readonly Line[] {
  const isSignedIn =
    session.kind === 'signed-in' || session.kind === 'needs-you' || (session.kind === 'failed' && session.signedInAs);
  return isSignedIn ? [{ kind: 'command', label: menu.signOut, commands: ['signOut'], account }] : [];
}
