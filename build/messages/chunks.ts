/**
 * The chunks in which the messages of a language are loaded: one for each view that is loaded separately, and one for what the
 * main process shows on a desktop or in a terminal. Only `common` is always loaded at the start.
 */
import type { Messages } from './icu.ts';

/** The one-line name of one of several accounts. */
const ACCOUNT_STATE = [
  'accounts.states',
  'accounts.someoneElse.notReportedTitle',
  'accounts.someoneElse.title',
  'awaiting.waitingHere',
  'endings.signInAgain',
  'failures.notDeletedTitle',
  'misconfigured.title',
  'storageTroubles.*.title',
  'tray',
];

/**
 * The messages of each chunk, by the beginnings of their paths; `*` matches any one name. A message that several chunks need is
 * in each of them.
 */
const PATHS = {
  common: [
    'accounts.add',
    'accounts.missing',
    'accounts.oneCode',
    'accounts.remove',
    'accounts.rename',
    'accounts.title',
    'actions',
    'awaiting.copied',
    'between',
    'clockOff',
    'direction',
    'facts',
    'loading',
    'menu.quit',
    'moment',
    'whyNoResponse',
    'proxy',
    'settings.back',
    'settings.lockedBy',
    'settings.title',
    'support',
    'tray.ofAccount',
    'units',
    'updates.get',
    'updates.later',
    'updates.restart',
    'updates.title',
    'updates.toGet',
    'updates.toInstall',
    'when',
  ],
  connect: ['connect', 'failures.nextSteps', 'serverProblems'],
  code: ['awaiting', 'requestingCode', 'spelling'],
  'signed-in': [
    'accounts.unidentified',
    'keptWhere',
    'misconfigured.signedInForNow',
    'notRenewed',
    'protect',
    'signedIn',
    'storageReasons',
    'tools.title',
    'tools.use',
  ],
  'signed-out': [
    'accounts.othersUnaffected',
    'endings',
    'keptWhere',
    'signedIn.signOut',
    'signedOut',
    'signingOut',
    'storageReasons',
  ],
  failed: [
    'accounts.unreadable',
    'failures',
    'misconfigured',
    'storageReasons',
    'storageTroubles',
    'storageUnreadable',
  ],
  accounts: [...ACCOUNT_STATE, 'accounts'],
  pages: [...ACCOUNT_STATE, 'settings', 'storageReasons', 'tools', 'updates'],
  doctor: [
    'doctor',
    'failures.nextSteps',
    'kept.weak',
    'misconfigured.next',
    'misconfigured.why',
    'settings.about.sandboxOff',
    'settings.about.sandboxOffFromSource',
    'settings.needsApproval',
    'settings.notInstalled',
    'storageReasons',
    'storageTroubles',
    'tools.troubles',
    'tools.unreachable',
  ],
  consent: ['consent'],
  desktop: [
    ...ACCOUNT_STATE,
    'accounts.removeQuestion',
    'accounts.removeText',
    'accounts.signOutQuestion',
    'accounts.someoneElse.notification',
    'consent.notification',
    'consent.open',
    'consent.title',
    'kept',
    'mac',
    'menu',
    'phoneNeeded',
    'quitting',
    'settings.about.open',
    'settings.closing',
    'settings.keepWeakly',
    'settings.keepWeaklyYes',
    'settings.keepWithoutKeyringNote',
    'signedIn.question',
    'signedIn.questionText',
    'signedIn.signOut',
    'signedIn.stay',
    'signedIn.title',
    'storageReasons',
    'storageTroubles',
    'terminal.signedIn',
    'tools.title',
    'updates.menuGet',
    'updates.menuRestart',
  ],
  terminal: [
    'accounts.someoneElse',
    'kept',
    'notRenewed.refused',
    'notRenewed.interrupted',
    'profile',
    'settings.about.sandboxOff',
    'settings.about.sandboxOffFromSource',
    'signedIn.textUnlessRenewed',
    'signedIn.textUntil',
    'storageReasons',
    'terminal',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ChunkName = keyof typeof PATHS;

// The table is a literal, so it has exactly the keys of its type.
export const CHUNK_NAMES = Object.keys(PATHS) as readonly ChunkName[];

/** Messages that only the main process shows. Windows load all others too. */
export const MAIN_ONLY: readonly ChunkName[] = ['desktop', 'terminal'];

/** Messages that only the build reads: a language's own name. */
export const BUILD_ONLY: readonly string[] = ['languageName'];

/** The messages of one chunk, in the shape of the whole. */
export function messagesOf(chunk: ChunkName, messages: Messages): Messages {
  return pick(
    messages,
    PATHS[chunk].map((path) => path.split('.')),
  );
}

/** The paths of a chunk, to find those that match nothing. */
export function pathsOf(chunk: ChunkName): readonly string[] {
  return PATHS[chunk];
}

function pick(messages: Messages, paths: readonly (readonly string[])[]): Messages {
  const kept = Object.entries(messages).flatMap(([name, value]) => {
    const rests = paths.filter(([first]) => first === name || first === '*').map(([, ...rest]) => rest);
    if (rests.some((rest) => rest.length === 0)) return [[name, value] as const];
    if (rests.length === 0 || typeof value === 'string') return [];
    const inner = pick(value, rests);
    return Object.keys(inner).length > 0 ? [[name, inner] as const] : [];
  });
  return Object.fromEntries(kept);
}
