/** The chunks of the window that are loaded separately. Each has a script with views and, per language, one with messages. */
import type { SessionState, Snapshot } from '../preload/api.ts';

export const WINDOW_CHUNKS = [
  'accounts',
  'code',
  'connect',
  'doctor',
  'failed',
  'pages',
  'signed-in',
  'signed-out',
] as const;

export type WindowChunk = (typeof WINDOW_CHUNKS)[number];

/** What determines which chunks are shown. */
type Shown = Pick<Snapshot, 'session' | 'accounts' | 'account' | 'page'>;

/** The chunks that a snapshot needs, including a view that a page covers. The main process preloads these. */
export function chunksOf(snapshot: Shown): readonly WindowChunk[] {
  const { session, accounts, page } = snapshot;
  const chunks: readonly WindowChunk[] = [
    ...(showsList(snapshot) ? [] : chunksOfView(session)),
    // The screen of one of several accounts needs it for the rename dialog.
    ...(accounts.length > 1 ? (['accounts'] as const) : []),
    ...chunksOfPage(page),
  ];
  return [...new Set(chunks)];
}

/** Whether the window shows the list of several accounts instead of the screen of one. */
export function showsList({ accounts, account }: Pick<Shown, 'accounts' | 'account'>): boolean {
  return accounts.length > 1 && account === null;
}

function chunksOfView(session: SessionState): readonly WindowChunk[] {
  switch (session.kind) {
    case 'loading':
      return [];
    case 'no-server':
      return ['connect'];
    case 'requesting-code':
    case 'awaiting-approval':
      return ['code'];
    case 'signed-in':
      return ['signed-in'];
    case 'someone-else':
      return ['accounts'];
    case 'signed-out':
    case 'signing-out':
    case 'needs-you':
      return ['signed-out'];
    case 'misconfigured':
    case 'storage-unreadable':
    case 'failed':
      return ['failed'];
    default:
      return session satisfies never;
  }
}

function chunksOfPage(page: Snapshot['page']): readonly WindowChunk[] {
  switch (page) {
    case 'state':
      return [];
    case 'add-account':
      return ['accounts', 'connect'];
    case 'settings':
    case 'about':
    case 'tools':
      return ['pages'];
    case 'doctor':
      return ['doctor'];
    default:
      return page satisfies never;
  }
}
