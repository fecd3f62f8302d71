/** Selects the tray icon for a state, and finds the icons in the bundle. */
import { join } from 'node:path';
import type { AccountView, SessionState, Snapshot } from '../../preload/api.ts';

/** The states that the tray icon distinguishes: all is ok, something is in progress, the user is needed. */
export type TrayMark = 'ok' | 'working' | 'attention';

export interface Icons {
  /** For the tray. Electron finds the `@2x` files by itself. */
  readonly tray: Readonly<Record<TrayMark, string>>;
  /** For window frames and the task bar. macOS and Windows use the application's icon. */
  readonly window: string;
}

/** The icons in `folder` for this system. The build keeps the file names, which have a meaning for Electron. */
export function iconsIn(folder: string, platform: NodeJS.Platform): Icons {
  const ending = platform === 'darwin' ? 'Template.png' : platform === 'win32' ? '.ico' : '.png';
  const tray = (mark: TrayMark) => join(folder, 'tray', mark + ending);
  return {
    tray: { ok: tray('ok'), working: tray('working'), attention: tray('attention') },
    window: join(folder, 'app', '256x256.png'),
  };
}

/** The mark of the account that needs the user most. A waiting tool also needs the user. */
export function markOf({ session, accounts, tools }: Snapshot): TrayMark {
  if (tools.question) return 'attention';
  const sessions = accounts.length < 2 ? [session] : countedAmong(accounts).map((account) => account.session);
  const marks = sessions.map(markOfSession);
  return (['attention', 'working'] as const).find((mark) => marks.includes(mark)) ?? 'ok';
}

/**
 * The accounts that the icon and the status line summarize. A signed-out account doesn't count beside others: usually the user
 * signed out, and after a restart nothing shows any other reason.
 * If all are signed out, all count, because the user has to sign in.
 */
export function countedAmong(accounts: readonly AccountView[]): readonly AccountView[] {
  const counted = accounts.filter(({ session }) => session.kind !== 'signed-out');
  return counted.length > 0 ? counted : accounts;
}

/** The mark of one account. */
export function markOfSession(session: SessionState): TrayMark {
  return session.kind === 'failed' && session.signedInAs ? 'ok' : MARKS[session.kind];
}

const MARKS: Readonly<Record<SessionState['kind'], TrayMark>> = {
  loading: 'working',
  'no-server': 'attention',
  misconfigured: 'attention',
  'signed-out': 'attention',
  'requesting-code': 'working',
  'awaiting-approval': 'working',
  'signed-in': 'ok',
  'signing-out': 'working',
  'needs-you': 'attention',
  'someone-else': 'attention',
  'storage-unreadable': 'attention',
  failed: 'attention',
};
