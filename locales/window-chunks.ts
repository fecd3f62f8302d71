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
    ...(showsList(snapshot) ? [] : OF_VIEW[session.kind]),
    // The screen of one of several accounts needs it for the rename dialog.
    ...(accounts.length > 1 ? (['accounts'] as const) : []),
    ...OF_PAGE[page],
  ];
  return [...new Set(chunks)];
}

/** Whether the window shows the list of several accounts instead of the screen of one. */
export function showsList({ accounts, account }: Pick<Shown, 'accounts' | 'account'>): boolean {
  return accounts.length > 1 && account === null;
}

/** The chunk of each state's view; none if the view is always loaded. */
const OF_VIEW: Readonly<Record<SessionState['kind'], readonly WindowChunk[]>> = {
  loading: [],
  'no-server': ['connect'],
  misconfigured: ['failed'],
  'signed-out': ['signed-out'],
  'requesting-code': ['code'],
  'awaiting-approval': ['code'],
  'signed-in': ['signed-in'],
  'signing-out': ['signed-out'],
  'needs-you': ['signed-out'],
  'someone-else': ['accounts'],
  'storage-unreadable': ['failed'],
  failed: ['failed'],
};

/** The chunks of each page that covers the state. */
const OF_PAGE: Readonly<Record<Snapshot['page'], readonly WindowChunk[]>> = {
  state: [],
  'add-account': ['accounts', 'connect'],
  settings: ['pages'],
  about: ['pages'],
  tools: ['pages'],
  doctor: ['doctor'],
};
